using System.Net;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

public sealed class ChangeTests(FunctionsAppFixture app)
{
    [Fact]
    public async Task A_change_is_stored_and_seen_by_every_way_of_reading()
    {
        var user = await RegisterAsync("""  ,"code":"CH-1","location":"Madrid" """);

        var changed = (await app.Http.PatchJsonAsync($"users/{user.Id}", """{"lastName":"Nuevo","code":"CH-2","location":null,"tags":["x"]}""", ("If-Match", user.ETag))).ShouldBe(HttpStatusCode.OK);

        changed.ETag.ShouldBe("\"2\"");
        ((int)changed["version"]!).ShouldBe(2);
        ((string?)changed["lastName"]).ShouldBe("Nuevo");
        changed.Json["location"].ShouldBeNull();
        ((string?)(await app.Http.GetJsonAsync("users/by-code/CH-2"))["lastName"]).ShouldBe("Nuevo");
        (await app.Http.GetJsonAsync("users/by-code/CH-1")).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
    }

    [Fact]
    public async Task A_change_on_an_old_version_is_refused_and_a_star_is_not()
    {
        var user = await RegisterAsync();
        (await app.Http.PatchJsonAsync($"users/{user.Id}", """{"notes":"a"}""", ("If-Match", user.ETag))).ShouldBe(HttpStatusCode.OK);

        (await app.Http.PatchJsonAsync($"users/{user.Id}", """{"notes":"b"}""", ("If-Match", user.ETag))).ShouldBeProblem(HttpStatusCode.PreconditionFailed, "request.stale");
        (await app.Http.PatchJsonAsync($"users/{user.Id}", """{"notes":"c"}""", ("If-Match", "*"))).ShouldBe(HttpStatusCode.OK);
        (await app.Http.PatchJsonAsync($"users/{user.Id}", """{"notes":"d"}""")).ShouldBe(HttpStatusCode.OK);
        (await app.Http.PatchJsonAsync($"users/{user.Id}", """{"notes":"e"}""", ("If-Match", "3"))).ShouldBeProblem(HttpStatusCode.BadRequest, "request.bad_if_match");
        ((string?)(await app.Http.GetJsonAsync($"users/{user.Id}"))["notes"]).ShouldBe("d");
    }

    [Fact]
    public async Task Of_many_changes_on_one_version_at_once_exactly_one_is_made()
    {
        var user = await RegisterAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => app.Http.PatchJsonAsync($"users/{user.Id}", $$"""{"notes":"{{n}}"}""", ("If-Match", user.ETag))));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed).ShouldBe(19);
    }

    [Fact]
    public async Task A_change_that_changes_nothing_keeps_the_version()
    {
        var user = await RegisterAsync();

        (await app.Http.PatchJsonAsync($"users/{user.Id}", """{"lastName":"Cambio"}""")).ShouldBe(HttpStatusCode.OK).ETag.ShouldBe(user.ETag);
        (await app.Http.PatchJsonAsync($"users/{user.Id}", "{}")).ShouldBe(HttpStatusCode.OK).ETag.ShouldBe(user.ETag);
    }

    [Fact]
    public async Task Null_removes_the_ID_and_frees_it_for_somebody_else()
    {
        var user = await RegisterAsync(""" ,"nationalId":"55555555-K" """);

        var changed = (await app.Http.PatchJsonAsync($"users/{user.Id}", """{"nationalId":null}""")).ShouldBe(HttpStatusCode.OK);

        ((bool)changed["hasId"]!).ShouldBeFalse();
        await RegisterAsync(""" ,"nationalId":"55555555-K" """);
    }

    [Theory]
    [InlineData("""{"firstName":null}""", "firstName", "text.missing")]
    [InlineData("""{"area":" "}""", "area", "text.missing")]
    [InlineData("""{"timeZone":"CET"}""", "timeZone", "timezone.unknown")]
    [InlineData("""{"invite":{"channel":"link"}}""", "invite", "request.unknown_member")]
    [InlineData("""{"version":7}""", "version", "request.unknown_member")]
    public async Task A_change_that_cannot_be_is_refused_by_field_and_nothing_is_stored(string patch, string field, string code)
    {
        var user = await RegisterAsync();

        (await app.Http.PatchJsonAsync($"users/{user.Id}", patch)).ShouldBeProblem(HttpStatusCode.BadRequest, code).CodesOf(field).ShouldBe([code]);

        (await app.Http.GetJsonAsync($"users/{user.Id}")).ETag.ShouldBe(user.ETag);
    }

    [Fact]
    public async Task Nobody_becomes_their_own_manager()
    {
        var user = await RegisterAsync(""" ,"code":"SELF-1" """);

        (await app.Http.PatchJsonAsync($"users/{user.Id}", """{"relatedTo":{"code":"self-1"}}""")).ShouldBeProblem(HttpStatusCode.BadRequest, "manager.self");
    }

    [Fact]
    public async Task An_unknown_user_cannot_be_changed()
    {
        (await app.Http.PatchJsonAsync($"users/{Guid.NewGuid():N}", "{}")).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
        (await app.Http.PatchJsonAsync("users/somebody", "{}")).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
    }

    private async Task<Answer> RegisterAsync(string more = "") =>
        (await app.Http.PostJsonAsync("users", $$"""{"firstName":"Cora","lastName":"Cambio","position":"Cashier","area":"Store Operations"{{more}}}""")).ShouldBe(HttpStatusCode.Created);
}
