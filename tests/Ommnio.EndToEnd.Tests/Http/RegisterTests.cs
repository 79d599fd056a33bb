using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

public sealed class RegisterTests(FunctionsAppFixture app)
{
    [Fact]
    public async Task A_user_with_the_four_required_fields_is_registered_and_found_by_id()
    {
        var created = await app.Http.PostJsonAsync("users", """{"firstName":"Ana","lastName":"García","position":"Cashier","area":"Store Operations"}""");

        created.ShouldBe(HttpStatusCode.Created);
        created.Header("Location").ShouldBe($"/api/users/{created.Id}");
        created.ETag.ShouldBe("\"1\"");
        ((string?)created["state"]).ShouldBe("pending");
        ((string?)created["warnings"][0]!["code"]).ShouldBe("user.no_chat_group");
        created.Json["invitation"].ShouldBeNull();
        var read = (await app.Http.GetJsonAsync($"users/{created.Id}")).ShouldBe(HttpStatusCode.OK);
        ((string?)read["lastName"]).ShouldBe("García");
    }

    [Fact]
    public async Task Every_field_comes_back_as_it_was_sent_and_the_ID_never()
    {
        var created = (await app.Http.PostJsonAsync("users", """
            {"firstName":"Eva","lastName":"Muñoz Díaz","position":"Cashier","area":"store operations","relatedTo":{"code":"ta-1"},"location":"Madrid Centro",
             "code":"ev/A 7","nationalId":"12345678-Z","phone":"612 345 679","phoneConsent":true,"email":"Eva@example.com","language":"ca","notes":"Two\nlines",
             "timeZone":"Atlantic/Canary","workingHours":[{"days":["mon","fri"],"from":"22:00","to":"06:00"}],"tags":["English speaker","nights"],
             "teams":[{"name":"Bakery"}],"chatGroups":[{"name":"Canteen"}]}
            """)).ShouldBe(HttpStatusCode.Created);

        var read = (await app.Http.GetJsonAsync($"users/{created.Id}")).ShouldBe(HttpStatusCode.OK).Json.AsObject();
        Without(created.Json, "warnings").ToJsonString().ShouldBe(read.ToJsonString());
        var teams = read["teams"]!.DeepClone();
        var expected = JsonNode.Parse($$"""
            {"id":"{{created.Id}}","firstName":"Eva","lastName":"Muñoz Díaz","position":"Cashier","area":"store operations",
             "relatedTo":{"id":"{{app.Organisation.UserIdByCode["TA-1"]}}","name":"Tom Team"},"location":"Madrid Centro","code":"ev/A 7","hasId":true,
             "phone":"+34612345679","phoneConsent":true,"email":"Eva@example.com","language":"ca","notes":"Two\nlines","timeZone":"Atlantic/Canary",
             "workingHours":[{"days":["mon","fri"],"from":"22:00","to":"06:00"}],"picture":null,"tags":["English speaker","nights"],
             "teams":[{"id":"{{(string)teams[0]!["id"]!}}","name":"Bakery","role":"member","roleSource":"team","via":["hand"]}],
             "chatGroups":[{"id":"{{(string)read["chatGroups"]![0]!["id"]!}}","name":"Bakers","role":"member","via":["team:{{(string)teams[0]!["id"]!}}"]},
                           {"id":"{{(string)read["chatGroups"]![1]!["id"]!}}","name":"Canteen","role":"member","via":["direct"]}],
             "role":"member","state":"pending","createdAt":"{{(string)read["createdAt"]!}}","updatedAt":"{{(string)read["createdAt"]!}}","version":1}
            """)!;
        read.ToJsonString().ShouldBe(expected.ToJsonString());
        created.Text.ShouldNotContain("12345678");
        created["warnings"].AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_not_said_shows_the_organisations_own()
    {
        var created = (await app.Http.PostJsonAsync("users", """{"firstName":"Leo","lastName":"Plain","position":"Cashier","area":"Store Operations"}""")).ShouldBe(HttpStatusCode.Created);

        ((string?)created["language"]).ShouldBe("es");
        ((string?)created["timeZone"]).ShouldBe("Europe/Madrid");
        created["workingHours"].ToJsonString().ShouldBe("""[{"days":["mon","tue","wed","thu","fri"],"from":"09:00","to":"17:00"}]""");
        foreach (var member in (string[])["code", "location", "phone", "email", "notes", "relatedTo"])
        {
            created.Json.AsObject().ContainsKey(member).ShouldBeTrue(member);
            created.Json[member].ShouldBeNull(member);
        }
    }

    [Fact]
    public async Task Markup_in_a_name_is_kept_as_text()
    {
        var created = (await app.Http.PostJsonAsync("users", """{"firstName":"<b>Ana</b>","lastName":"O'Neil & \"Co\"","position":"Cashier","area":"Store Operations"}""")).ShouldBe(HttpStatusCode.Created);

        ((string?)(await app.Http.GetJsonAsync($"users/{created.Id}"))["firstName"]).ShouldBe("<b>Ana</b>");
        created.Header("X-Content-Type-Options").ShouldBe("nosniff");
        created.Header("Cache-Control").ShouldBe("no-store");
        created.Header("Content-Type").ShouldBe("application/json; charset=utf-8");
        created.Header("Server").ShouldBeNull();
    }

    [Theory]
    [InlineData("code", "user.code.taken", "TAKEN-1", "taken-1")]
    [InlineData("nationalId", "user.national_id.taken", "88.888.888-X", "88888888x")]
    [InlineData("email", "user.email.taken", "Taken@example.com", "taken@example.com")]
    [InlineData("phone", "user.phone.taken", "+34 699 000 111", "699000111")]
    public async Task A_value_that_belongs_to_somebody_is_refused_in_any_spelling(string field, string code, string first, string second)
    {
        (await app.Http.PostJsonAsync("users", With(field, first))).ShouldBe(HttpStatusCode.Created);

        var again = await app.Http.PostJsonAsync("users", With(field, second));

        again.ShouldBeProblem(HttpStatusCode.Conflict, code).CodesOf(field).ShouldBe([code]);
        again.MessageOf(field).ShouldContain("Una Sola");
    }

    [Fact]
    public async Task The_same_values_in_two_organisations_do_not_clash()
    {
        using var foreign = app.Client(app.Foreign.ApiKey);

        (await app.Http.PostJsonAsync("users", With("code", "BOTH-1"))).ShouldBe(HttpStatusCode.Created);
        (await foreign.PostJsonAsync("users", With("code", "BOTH-1"))).ShouldBe(HttpStatusCode.Created);
    }

    private static string With(string field, string value) =>
        $$"""{"firstName":"Una","lastName":"Sola","position":"Cashier","area":"Store Operations","{{field}}":"{{value}}"}""";

    private static JsonObject Without(JsonNode node, string member)
    {
        var copy = node.DeepClone().AsObject();
        copy.Remove(member);
        return copy;
    }
}
