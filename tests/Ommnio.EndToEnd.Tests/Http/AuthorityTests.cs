using System.Net;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

public sealed class AuthorityTests(FunctionsAppFixture app)
{
    private const string Bakery = """{"firstName":"Tina","lastName":"Nueva","position":"Baker","area":"Store Operations","teams":[{"name":"Bakery"}]}""";

    [Fact]
    public async Task Without_a_valid_key_nobody_gets_in()
    {
        var key = app.Organisation.ApiKey;
        var mistyped = key[..^1] + (key[^1] == '0' ? '1' : '0');
        foreach (var wrong in (string?[])[null, "junk", mistyped, "reg_live_000000000000_0000000000000000000000000000000000000000000_00000000"])
        {
            using var client = app.Client(wrong);
            (await client.GetJsonAsync("users")).ShouldBeProblem(HttpStatusCode.Unauthorized, "request.unauthenticated").Header("WWW-Authenticate").ShouldBe("Bearer");
            (await client.PostJsonAsync("users", Bakery)).ShouldBe(HttpStatusCode.Unauthorized);
        }

        using var basic = app.Client(null);
        (await basic.GetJsonAsync("users", ("Authorization", $"Basic {key}"))).ShouldBe(HttpStatusCode.Unauthorized);
        (await basic.GetJsonAsync($"users?apiKey={key}")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_right_id_with_another_secret_is_no_key()
    {
        var id = app.Organisation.ApiKey.Split('_')[2];
        var guess = $"{id}_{new string('0', 43)}";
        using var client = app.Client($"reg_live_{guess}_{Checksum(guess):x8}");

        (await client.GetJsonAsync("users")).ShouldBeProblem(HttpStatusCode.Unauthorized, "request.unauthenticated");
    }

    [Theory]
    [InlineData("payroll", "users/by-code/M-1", HttpStatusCode.OK)]
    [InlineData("payroll", "users?q=a", HttpStatusCode.Forbidden)]
    [InlineData("payroll", "users/0198", HttpStatusCode.Forbidden)]
    [InlineData("reader", "users/by-code/M-1", HttpStatusCode.OK)]
    [InlineData("reader", "users?q=a", HttpStatusCode.OK)]
    [InlineData("writer", "users/by-code/M-1", HttpStatusCode.Forbidden)]
    [InlineData("writer", "users?q=a", HttpStatusCode.Forbidden)]
    public async Task A_key_reads_what_its_scopes_cover(string key, string path, HttpStatusCode status)
    {
        using var client = app.Client(app.Organisation.ApiKeys[key]);

        (await client.GetJsonAsync(path)).ShouldBe(status);
    }

    [Fact]
    public async Task A_key_writes_and_invites_only_with_the_scopes_for_it()
    {
        using var reader = app.Client(app.Organisation.ApiKeys["reader"]);
        using var writer = app.Client(app.Organisation.ApiKeys["writer"]);

        var refused = (await reader.PostJsonAsync("users", Bakery)).ShouldBeProblem(HttpStatusCode.Forbidden, "request.scope_missing");
        ((string)refused["detail"]!).ShouldContain("users.write");
        var created = (await writer.PostJsonAsync("users", Bakery)).ShouldBe(HttpStatusCode.Created);
        (await reader.PatchJsonAsync($"users/{created.Id}", "{}")).ShouldBeProblem(HttpStatusCode.Forbidden, "request.scope_missing");
        var uninvited = await writer.PostJsonAsync("users", Bakery.Replace("}]}", "}],\"invite\":{\"channel\":\"link\"}}"));
        ((string)uninvited.ShouldBeProblem(HttpStatusCode.Forbidden, "request.scope_missing")["detail"]!).ShouldContain("invitations.write");
        (await writer.PostJsonAsync("chat/token", "{}")).ShouldBeProblem(HttpStatusCode.Forbidden, "request.scope_missing");
    }

    [Fact]
    public async Task Another_organisations_user_does_not_exist()
    {
        var foreign = app.Foreign.UserIdByCode["AA-1"];

        (await app.Http.GetJsonAsync($"users/{foreign}")).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
        (await app.Http.PatchJsonAsync($"users/{foreign}", """{"notes":"mine"}""")).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
        (await app.Http.PostJsonAsync("users", $$"""{"firstName":"A","lastName":"B","position":"P","area":"A","relatedTo":{"id":"{{foreign}}"} }""")).ShouldBeProblem(HttpStatusCode.BadRequest, "manager.unknown");
        ((string?)(await app.Http.GetJsonAsync("users/by-code/AA-1"))["firstName"]).ShouldBe("Ada");
        using var acting = app.Client(app.Organisation.ApiKey, foreign);
        (await acting.GetJsonAsync("users")).ShouldBeProblem(HttpStatusCode.Forbidden, "request.actor_without_rights");
    }

    [Theory]
    [InlineData("M-1")]
    [InlineData("F-1")]
    [InlineData("B-1")]
    public async Task A_member_has_no_rights_whatever_the_key(string code)
    {
        using var member = app.Client(app.Organisation.ApiKey, app.Organisation.UserIdByCode[code]);

        (await member.GetJsonAsync("users")).ShouldBeProblem(HttpStatusCode.Forbidden, "request.actor_without_rights");
        (await member.PostJsonAsync("users", Bakery)).ShouldBeProblem(HttpStatusCode.Forbidden, "request.actor_without_rights");
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    public async Task An_acting_user_who_is_nobody_has_no_rights(string user)
    {
        using var client = app.Client(app.Organisation.ApiKey);

        (await client.GetJsonAsync("users", ("Ommnio-Acting-User", user))).ShouldBeProblem(HttpStatusCode.Forbidden, "request.actor_without_rights");
    }

    [Fact]
    public async Task A_Team_Administrator_sees_their_teams_and_below_and_nobody_else()
    {
        using var client = TeamAdministrator();

        (await client.GetJsonAsync("users/by-code/M-1")).ShouldBe(HttpStatusCode.OK);
        (await client.GetJsonAsync("users/by-code/F-1")).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
        (await client.GetJsonAsync($"users/{app.Organisation.UserIdByCode["F-1"]}")).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
        var looked = await client.PostJsonAsync("users/lookup", """{"codes":["F-1","M-1"]}""");
        looked["missing"].ToJsonString().ShouldBe("""["F-1"]""");
        (await client.GetJsonAsync("users?q=fay&limit=1000"))["items"].AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_Team_Administrator_is_shown_no_foreign_team_group_or_manager()
    {
        using var client = TeamAdministrator();

        var both = (await client.GetJsonAsync("users/by-code/B-1")).ShouldBe(HttpStatusCode.OK);

        both["teams"].AsArray().Select(team => (string)team!["name"]!).ShouldBe(["Bakery"]);
        both["chatGroups"].AsArray().Select(group => (string)group!["name"]!).ShouldBe(["Bakers"]);
        both.Json["relatedTo"].ShouldBeNull();
        var whole = await app.Http.GetJsonAsync("users/by-code/B-1");
        whole["teams"].AsArray().Count.ShouldBe(2);
        whole["chatGroups"].AsArray().Select(group => (string)group!["name"]!).ShouldBe(["All staff", "Bakers", "Canteen", "Truckers"]);
        ((string?)whole["relatedTo"]["name"]).ShouldBe("Fay Far");
    }

    [Fact]
    public async Task A_Team_Administrator_registers_into_own_teams_only()
    {
        using var client = TeamAdministrator();

        (await client.PostJsonAsync("users", Bakery)).ShouldBe(HttpStatusCode.Created);
        (await client.PostJsonAsync("users", Bakery.Replace("Bakery", "Trucks"))).ShouldBeProblem(HttpStatusCode.BadRequest, "team.unknown");
        (await client.PostJsonAsync("users", Bakery.Replace(""","teams":[{"name":"Bakery"}]""", ""))).ShouldBeProblem(HttpStatusCode.Forbidden, "team.own_needed");
        (await client.PostJsonAsync("users", Bakery.Replace("}]}", "}],\"role\":\"accountAdministrator\"}"))).ShouldBeProblem(HttpStatusCode.Forbidden, "role.beyond_own");
    }

    [Fact]
    public async Task A_clash_names_the_other_user_only_to_who_may_see_them()
    {
        using var client = TeamAdministrator();

        var clash = await client.PostJsonAsync("users", Bakery.Replace("}]}", "}],\"code\":\"F-1\"}"));

        clash.ShouldBeProblem(HttpStatusCode.Conflict, "user.code.taken").Text.ShouldNotContain("Fay");
    }

    // CRC-32, as anybody can compute it: the checksum is against typing errors and proves nothing.
    private static uint Checksum(string text) => ~text.Aggregate(uint.MaxValue, (crc, unit) =>
        Enumerable.Range(0, 8).Aggregate(crc ^ unit, (value, _) => (value >> 1) ^ (0xEDB88320 & (uint)-(int)(value & 1))));

    private HttpClient TeamAdministrator() => app.Client(app.Organisation.ApiKey, app.Organisation.UserIdByCode["TA-1"]);
}
