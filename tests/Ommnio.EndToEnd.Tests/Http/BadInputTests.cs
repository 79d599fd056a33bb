using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

/// <summary>Each with the field's name and a way out, and nothing stored.</summary>
public sealed class BadInputTests(FunctionsAppFixture app)
{
    private const string Required = """ "firstName":"Mala","lastName":"Entrada","position":"Cashier","area":"Store Operations" """;

    [Fact]
    public async Task Everything_that_is_missing_is_named_at_once()
    {
        var refused = (await app.Http.PostJsonAsync("users", """{"lastName":"  ","notes":"x"}""")).ShouldBeProblem(HttpStatusCode.BadRequest, "text.missing");

        refused["errors"].AsObject().Select(error => error.Key).ShouldBe(["firstName", "lastName", "position", "area"]);
        refused.MessageOf("firstName").ShouldBe("First name is missing. Please give it.");
    }

    [Fact]
    public async Task The_words_are_Spanish_where_Spanish_is_wanted_and_the_codes_stay()
    {
        var refused = (await app.Http.PostJsonAsync("users", "{}", ("Accept-Language", "es-ES,es;q=0.9,en;q=0.5"))).ShouldBeProblem(HttpStatusCode.BadRequest, "text.missing");

        refused.MessageOf("area").ShouldBe("Falta: Área. Indícalo, por favor.");
        ((string?)refused["title"]).ShouldBe("Algo de la petición no es correcto");
    }

    [Theory]
    [InlineData("""{"firstName":"A\u0000na","lastName":"E","position":"P","area":"A"}""", "firstName", "text.forbidden_character")]
    [InlineData("""{"firstName":"A\u202ena","lastName":"E","position":"P","area":"A"}""", "firstName", "text.forbidden_character")]
    [InlineData("""{"firstName":"A\ud800","lastName":"E","position":"P","area":"A"}""", "firstName", "text.forbidden_character")]
    [InlineData("""{"firstName":"123","lastName":"E","position":"P","area":"A"}""", "firstName", "name.no_letter")]
    [InlineData("{$,\"timeZone\":\"Mars/Olympus\"}", "timeZone", "timezone.unknown")]
    [InlineData("{$,\"phone\":\"12\"}", "phone", "phone.invalid")]
    [InlineData("{$,\"phoneConsent\":true}", "phoneConsent", "phone.consent_without_phone")]
    [InlineData("{$,\"email\":\"Ana <ana@example.com>\"}", "email", "email.invalid")]
    [InlineData("{$,\"language\":\"español\"}", "language", "language.invalid")]
    [InlineData("{$,\"workingHours\":[{\"days\":[\"mon\"],\"from\":\"09:00\",\"to\":\"13:00\"},{\"days\":[\"mon\"],\"from\":\"12:00\",\"to\":\"17:00\"}]}", "workingHours", "hours.overlap")]
    [InlineData("{$,\"workingHours\":[{\"days\":[\"lunes\"],\"from\":\"09:00\",\"to\":\"13:00\"}]}", "workingHours[0].days", "hours.unknown_day")]
    [InlineData("{$,\"workingHours\":[{\"days\":[\"mon\"],\"from\":\"9\",\"to\":\"24:00\"}]}", "workingHours[0].to", "hours.bad_time")]
    [InlineData("{$,\"workingHours\":[{}]}", "workingHours[0].days", "hours.no_days")]
    [InlineData("{$,\"teams\":[{\"name\":\"Nowhere\"}]}", "teams[0]", "team.unknown")]
    [InlineData("{$,\"teams\":[{\"name\":\"Bakery\",\"role\":\"boss\"}]}", "teams[0].role", "team.unknown_role")]
    [InlineData("{$,\"teams\":[{}]}", "teams[0]", "team.unknown")]
    [InlineData("{$,\"chatGroups\":[{\"name\":\"Nowhere\"}]}", "chatGroups[0]", "group.unknown")]
    [InlineData("{$,\"relatedTo\":{\"code\":\"nobody\"}}", "relatedTo", "manager.unknown")]
    [InlineData("{$,\"relatedTo\":{\"id\":\"x\",\"code\":\"AA-1\"}}", "relatedTo", "manager.id_or_code")]
    [InlineData("{$,\"role\":\"boss\"}", "role", "role.unknown")]
    [InlineData("{$,\"invite\":{\"channel\":\"pigeon\"}}", "invite.channel", "invitation.unknown_channel")]
    [InlineData("{$,\"invite\":{\"channel\":\"sms\"}}", "invite.channel", "invitation.channel_unavailable")]
    [InlineData("{$,\"nickname\":\"x\"}", "nickname", "request.unknown_member")]
    [InlineData("{$,\"state\":\"active\"}", "state", "request.unknown_member")]
    [InlineData("{$,\"code\":1}", "code", "request.wrong_type")]
    [InlineData("{$,\"firstName\":\"Twice\"}", "firstName", "request.duplicate_member")]
    [InlineData("{$,\"teams\":[null]}", "teams[0]", "request.wrong_type")]
    [InlineData("null", "body", "request.wrong_type")]
    public async Task A_field_that_cannot_be_is_named_with_a_way_out(string body, string field, string code)
    {
        var refused = (await app.Http.PostJsonAsync("users", body.Replace("$", Required))).ShouldBeProblem(HttpStatusCode.BadRequest, code);

        refused.CodesOf(field).ShouldContain(code);
        refused.MessageOf(field).Split('.', '?').Length.ShouldBeGreaterThan(1);
        (await app.Http.GetJsonAsync("users?q=mala%20entrada"))["items"].AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_megabyte_of_wrong_hours_gets_a_short_answer()
    {
        var lines = string.Join(',', Enumerable.Repeat("{}", 300_000));
        var days = string.Join(',', Enumerable.Repeat("\"x\"", 200_000));

        (await app.Http.PostJsonAsync("users", $$"""{ {{Required}},"workingHours":[{{lines}}]}""")).ShouldBeProblem(HttpStatusCode.BadRequest, "hours.too_many").Text.Length.ShouldBeLessThan(1_000);
        (await app.Http.PostJsonAsync("users", $$"""{ {{Required}},"workingHours":[{"days":[{{days}}],"from":"09:00","to":"17:00"}]}""")).ShouldBeProblem(HttpStatusCode.BadRequest, "hours.unknown_day").Text.Length.ShouldBeLessThan(1_000);
    }

    [Theory]
    [InlineData("firstName", 101)]
    [InlineData("area", 101)]
    [InlineData("code", 51)]
    [InlineData("nationalId", 51)]
    [InlineData("notes", 2_001)]
    public async Task A_text_that_is_too_long_is_refused_by_field(string field, int length)
    {
        var other = Required.Replace($"\"{field}\"", "\"location\"");

        var refused = await app.Http.PostJsonAsync("users", $$"""{ {{other}}, "{{field}}":"{{new string('a', length)}}" }""");

        refused.ShouldBe(HttpStatusCode.BadRequest).CodesOf(field).ShouldBe(["text.too_long"]);
    }

    [Theory]
    [InlineData("{\"firstName\":\"Ana\"", "line 1, byte 19")]
    [InlineData("{\n oops }", "line 2, byte 2")]
    [InlineData("", "line 1, byte 1")]
    public async Task Broken_JSON_is_refused_with_its_place(string body, string place)
    {
        var refused = (await app.Http.PostJsonAsync("users", body)).ShouldBeProblem(HttpStatusCode.BadRequest, "request.malformed");

        ((string)refused["detail"]!).ShouldContain(place);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(16)] // No buffer takes it: the client is still sending when it is refused.
    public async Task A_body_of_more_than_one_MiB_is_refused_whether_it_says_its_length_or_not(int mebibytes)
    {
        var body = $$"""{ {{Required}}, "notes":"{{new string('a', mebibytes * 1_048_576)}}" }""";

        (await app.Http.PostJsonAsync("users", body)).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "request.too_large");
        using var chunked = new StreamContent(new NoLength(Encoding.UTF8.GetBytes(body))) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        (await app.Http.CallAsync(HttpMethod.Post, "users", chunked)).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "request.too_large");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task A_body_that_is_not_declared_as_JSON_is_refused(string? mediaType)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes($"{{{Required}}}"));
        body.Headers.ContentType = mediaType is null ? null : MediaTypeHeaderValue.Parse(mediaType);

        (await app.Http.CallAsync(HttpMethod.Post, "users", body)).ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "request.media_type");
    }

    [Theory]
    [InlineData("PUT", "users/0198")]
    [InlineData("GET", "nothing")]
    public async Task A_route_or_a_verb_that_is_not_there_is_not_found(string method, string path) =>
        (await app.Http.CallAsync(new HttpMethod(method), path, null)).ShouldBe(HttpStatusCode.NotFound);
}
