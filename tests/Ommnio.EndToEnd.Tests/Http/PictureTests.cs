using System.Net;
using System.Net.Http.Headers;
using Ommnio.Tests;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

public sealed class PictureTests(FunctionsAppFixture app)
{
    private const int Most = 1_048_576;

    // Every byte there is, so that nothing on the way may take it for text.
    private static readonly byte[] Small = [.. Images.Png(64, 64), .. Enumerable.Range(0, 1_024).Select(i => (byte)i)];

    [Fact]
    public async Task A_picture_comes_back_byte_for_byte_and_the_user_tells_of_it()
    {
        var user = await RegisterAsync();
        user.Json["picture"].ShouldBeNull();

        var set = (await PutAsync(user.Id, Small, "image/png", ("If-Match", user.ETag))).ShouldBe(HttpStatusCode.OK);

        var told = $$"""{"url":"/api/users/{{user.Id}}/picture","contentType":"image/png","width":64,"height":64,"bytes":{{Small.Length}}}""";
        set["picture"].ToJsonString().ShouldBe(told);
        set["warnings"].AsArray().ShouldBeEmpty();
        set.ETag.ShouldBe("\"2\"");
        (await app.Http.GetJsonAsync($"users/{user.Id}"))["picture"].ToJsonString().ShouldBe(told);
        (await app.Http.GetJsonAsync($"users/by-code/{(string)user["code"]!}"))["picture"].ToJsonString().ShouldBe(told);
        var (answer, bytes) = await GetAsync((string)set["picture"]["url"]!);
        bytes.ShouldBe(Small);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("image/png");
        answer.Content.Headers.ContentLength.ShouldBe(Small.Length);
        answer.Headers.CacheControl!.ToString().ShouldBe("no-cache, private");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task The_largest_picture_comes_back_and_a_byte_more_is_refused_whether_it_says_its_length_or_not()
    {
        var user = await RegisterAsync();
        var largest = Images.Png(1_000, 1_000, Most);
        new Random(7).NextBytes(largest.AsSpan(33));

        (await PutAsync(user.Id, largest)).ShouldBe(HttpStatusCode.OK);

        (await GetAsync($"/api/users/{user.Id}/picture")).Bytes.ShouldBe(largest);
        byte[] larger = [.. largest, 0];
        (await PutAsync(user.Id, larger)).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "picture.too_large").CodesOf("picture").ShouldBe(["picture.too_large"]);
        using var chunked = new StreamContent(new NoLength(larger)) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        (await app.Http.CallAsync(HttpMethod.Put, $"users/{user.Id}/picture", chunked)).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "picture.too_large");
        (await app.Http.GetJsonAsync($"users/{user.Id}")).ETag.ShouldBe("\"2\"");
    }

    [Fact]
    public async Task The_bytes_say_what_a_picture_is_and_not_the_sender()
    {
        var user = await RegisterAsync();

        ((string?)(await PutAsync(user.Id, Images.Jpeg(640, 480), "image/png")).ShouldBe(HttpStatusCode.OK)["picture"]["contentType"]).ShouldBe("image/jpeg");

        (await GetAsync($"/api/users/{user.Id}/picture")).Answer.Content.Headers.ContentType!.ToString().ShouldBe("image/jpeg");
        (await PutAsync(user.Id, "<svg/>"u8.ToArray())).ShouldBeProblem(HttpStatusCode.BadRequest, "picture.not_an_image").CodesOf("picture").ShouldBe(["picture.not_an_image"]);
        (await PutAsync(user.Id, [])).ShouldBeProblem(HttpStatusCode.BadRequest, "picture.not_an_image");
    }

    [Theory]
    [InlineData("image/gif")]
    [InlineData("application/json")]
    [InlineData(null)]
    public async Task A_body_that_is_not_declared_as_JPG_or_PNG_is_refused(string? mediaType)
    {
        var user = await RegisterAsync();

        (await PutAsync(user.Id, Small, mediaType)).ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "request.media_type");
    }

    [Fact]
    public async Task A_picture_that_may_not_look_well_is_taken_with_warnings_in_the_callers_language()
    {
        var user = await RegisterAsync();

        var set = (await PutAsync(user.Id, Images.Png(640, 480, 204_801), "image/png", ("Accept-Language", "es"))).ShouldBe(HttpStatusCode.OK);

        set["warnings"].AsArray().Select(warning => (string)warning!["code"]!).ShouldBe(["picture.not_square", "picture.large"]);
        ((string?)set["warnings"][0]!["message"]).ShouldBe("Foto: no es cuadrada (640 × 480) y puede verse recortada.");
    }

    [Fact]
    public async Task The_same_bytes_again_are_no_new_version_and_an_old_version_is_refused()
    {
        var user = await RegisterAsync();
        (await PutAsync(user.Id, Small)).ShouldBe(HttpStatusCode.OK);

        (await PutAsync(user.Id, Small)).ShouldBe(HttpStatusCode.OK).ETag.ShouldBe("\"2\"");

        (await PutAsync(user.Id, Images.Png(9, 9), "image/png", ("If-Match", user.ETag))).ShouldBeProblem(HttpStatusCode.PreconditionFailed, "request.stale");
        (await PutAsync(user.Id, Images.Png(9, 9), "image/png", ("If-Match", "2"))).ShouldBeProblem(HttpStatusCode.BadRequest, "request.bad_if_match");
        (await DeleteAsync(user.Id, ("If-Match", user.ETag))).ShouldBeProblem(HttpStatusCode.PreconditionFailed, "request.stale");
        (await GetAsync($"/api/users/{user.Id}/picture")).Bytes.ShouldBe(Small);
    }

    [Fact]
    public async Task Who_has_the_picture_already_is_told_so_until_it_changes()
    {
        var user = await RegisterAsync();
        await PutAsync(user.Id, Small);
        var tag = (await GetAsync($"/api/users/{user.Id}/picture")).Answer.Headers.ETag!.Tag;

        foreach (var known in (string[])[tag, $"\"other\", W/{tag}", "*"])
        {
            var same = (await app.Http.GetJsonAsync($"users/{user.Id}/picture", ("If-None-Match", known))).ShouldBe(HttpStatusCode.NotModified);
            (same.Text, same.ETag, same.Header("Cache-Control")).ShouldBe(("", tag, "no-cache, private"));
        }

        (await PutAsync(user.Id, Images.Jpeg(5, 5), "image/jpeg")).ShouldBe(HttpStatusCode.OK);
        var other = (await app.Http.GetJsonAsync($"users/{user.Id}/picture", ("If-None-Match", tag))).ShouldBe(HttpStatusCode.OK);
        other.ETag.ShouldNotBe(tag);
    }

    [Fact]
    public async Task A_picture_is_removed_and_removing_it_again_is_no_error()
    {
        var user = await RegisterAsync();
        var set = await PutAsync(user.Id, Small);

        var removed = (await DeleteAsync(user.Id, ("If-Match", set.ETag))).ShouldBe(HttpStatusCode.NoContent);

        (removed.Text, removed.ETag, removed.Header("Cache-Control")).ShouldBe(("", "\"3\"", "no-store"));
        (await DeleteAsync(user.Id)).ShouldBe(HttpStatusCode.NoContent).ETag.ShouldBe("\"3\"");
        (await app.Http.GetJsonAsync($"users/{user.Id}/picture")).ShouldBeProblem(HttpStatusCode.NotFound, "picture.not_found");
        (await app.Http.GetJsonAsync($"users/{user.Id}")).Json["picture"].ShouldBeNull();
        (await app.RowsAsync(app.Organisation, $"v:{user.Id}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_change_keeps_the_picture_and_none_sets_it_by_the_way()
    {
        var user = await RegisterAsync();
        await PutAsync(user.Id, Small);

        (await app.Http.PatchJsonAsync($"users/{user.Id}", """{"notes":"new"}""")).ShouldBe(HttpStatusCode.OK)["picture"]["bytes"]!.GetValue<int>().ShouldBe(Small.Length);

        (await app.Http.PatchJsonAsync($"users/{user.Id}", """{"picture":null}""")).ShouldBeProblem(HttpStatusCode.BadRequest, "request.unknown_member");
        (await GetAsync($"/api/users/{user.Id}/picture")).Bytes.ShouldBe(Small);
    }

    [Fact]
    public async Task The_audit_says_that_the_picture_changed()
    {
        var user = await RegisterAsync();
        await PutAsync(user.Id, Small);

        (await app.RowsAsync(app.Organisation, $"a:{user.Id}"))[0].GetString("Fields").ShouldBe("picture");
    }

    [Fact]
    public async Task A_Team_Administrator_sets_and_sees_pictures_in_scope_and_knows_of_no_other()
    {
        using var client = app.Client(app.Organisation.ApiKey, app.Organisation.UserIdByCode["TA-1"]);
        var (own, foreign) = (await RegisterAsync(""","teams":[{"name":"Bakery"}]"""), await RegisterAsync(""","teams":[{"name":"Trucks"}]"""));
        await PutAsync(foreign.Id, Small);
        var tag = (await GetAsync($"/api/users/{foreign.Id}/picture")).Answer.Headers.ETag!.Tag;

        (await PutAsync(own.Id, Small, by: client)).ShouldBe(HttpStatusCode.OK);
        (await client.GetJsonAsync($"users/{own.Id}/picture")).ShouldBe(HttpStatusCode.OK);
        (await PutAsync(foreign.Id, Images.Png(9, 9), by: client)).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
        (await client.GetJsonAsync($"users/{foreign.Id}/picture")).ShouldBeProblem(HttpStatusCode.NotFound, "picture.not_found");
        (await client.GetJsonAsync($"users/{foreign.Id}/picture", ("If-None-Match", tag))).ShouldBeProblem(HttpStatusCode.NotFound, "picture.not_found");
        (await client.CallAsync(HttpMethod.Delete, $"users/{foreign.Id}/picture", null)).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
        (await GetAsync($"/api/users/{foreign.Id}/picture")).Bytes.ShouldBe(Small);
    }

    [Fact]
    public async Task Nobody_sets_or_sees_a_picture_without_the_scope_for_it()
    {
        var user = await RegisterAsync();
        using var nobody = app.Client(null);
        using var reader = app.Client(app.Organisation.ApiKeys["reader"]);
        using var writer = app.Client(app.Organisation.ApiKeys["writer"]);
        using var foreign = app.Client(app.Foreign.ApiKey);

        (await PutAsync(user.Id, Small, by: nobody)).ShouldBe(HttpStatusCode.Unauthorized);
        (await PutAsync(user.Id, Small, by: reader)).ShouldBeProblem(HttpStatusCode.Forbidden, "request.scope_missing");
        (await PutAsync(user.Id, Small, by: foreign)).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
        (await PutAsync(user.Id, Small, by: writer)).ShouldBe(HttpStatusCode.OK);
        (await reader.GetJsonAsync($"users/{user.Id}/picture")).ShouldBe(HttpStatusCode.OK);
        (await writer.GetJsonAsync($"users/{user.Id}/picture")).ShouldBeProblem(HttpStatusCode.Forbidden, "request.scope_missing");
        (await foreign.GetJsonAsync($"users/{user.Id}/picture")).ShouldBeProblem(HttpStatusCode.NotFound, "picture.not_found");
        (await reader.CallAsync(HttpMethod.Delete, $"users/{user.Id}/picture", null)).ShouldBeProblem(HttpStatusCode.Forbidden, "request.scope_missing");
        (await PutAsync("somebody", Small)).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
        (await app.Http.GetJsonAsync("users/somebody/picture")).ShouldBeProblem(HttpStatusCode.NotFound, "picture.not_found");
    }

    private async Task<Answer> RegisterAsync(string more = ""","chatGroups":[{"name":"Canteen"}]""") =>
        (await app.Http.PostJsonAsync("users", $$"""{"firstName":"Pia","lastName":"Picture","position":"Cashier","area":"Store Operations","code":"PIC-{{Guid.NewGuid():N}}"{{more}}}""")).ShouldBe(HttpStatusCode.Created);

    private async Task<Answer> PutAsync(string user, byte[] bytes, string? mediaType = "image/png", (string Name, string Value)? header = null, HttpClient? by = null)
    {
        using var body = new ByteArrayContent(bytes);
        body.Headers.ContentType = mediaType is null ? null : new(mediaType);
        return await (by ?? app.Http).CallAsync(HttpMethod.Put, $"users/{user}/picture", body, header is { } said ? [said] : []);
    }

    private Task<Answer> DeleteAsync(string user, params (string Name, string Value)[] headers) => app.Http.CallAsync(HttpMethod.Delete, $"users/{user}/picture", null, headers);

    private async Task<(HttpResponseMessage Answer, byte[] Bytes)> GetAsync(string url)
    {
        var answer = await app.Http.GetAsync(new Uri(app.Url, url), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (answer, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
