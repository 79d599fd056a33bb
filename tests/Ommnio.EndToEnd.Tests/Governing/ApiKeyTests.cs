using System.Net;
using System.Text.Json.Nodes;
using Ommnio.EndToEnd.Tests.Http;
using Ommnio.EndToEnd.Tests.Setup;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Governing;

/// <summary>An organisation's keys, made, rotated and revoked by its Account Administrators.</summary>
public sealed class ApiKeyTests(FunctionsAppFixture app)
{
    private const string Payroll = """{"name":"payroll","scopes":["lookup"]}""";

    private const string First = "organisation create";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_shown_once_and_may_do_what_its_scopes_say()
    {
        using var company = await RuledCompany.CreateAsync(app, "ruled-with-keys", Token);

        var made = (await company.Key.PostJsonAsync("api-keys", Payroll)).ShouldBe(HttpStatusCode.Created);

        using var payroll = app.Client((string)made["key"]!);
        (await payroll.GetJsonAsync("users/by-code/MO")).ShouldBe(HttpStatusCode.OK);
        (await payroll.GetJsonAsync("users")).ShouldBeProblem(HttpStatusCode.Forbidden, "request.scope_missing");
        var listed = await company.Key.GetJsonAsync("api-keys");
        ((string?)listed["items"][1]!["name"], (string?)listed["items"][1]!["key"]).ShouldBe(("payroll", null));
        var secret = ((string)made["key"]!).Split('_')[3];
        listed.Text.ShouldNotContain(secret);
        (await company.Key.GetJsonAsync("export?limit=1000")).Text.ShouldNotContain(secret);
    }

    [Fact]
    public async Task While_a_key_is_rotated_two_are_live_and_the_old_one_ends()
    {
        using var company = await RuledCompany.CreateAsync(app, "ruled-rotating", Token);
        var old = await company.Key.PostJsonAsync("api-keys", Payroll);

        var made = (await company.Key.PostJsonAsync($"api-keys/{old.Id}/rotate", "")).ShouldBe(HttpStatusCode.Created);

        ((string?)made["replaces"], (string?)made["name"]).ShouldBe((old.Id, "payroll"));
        foreach (var key in (Answer[])[old, made])
        {
            using var client = app.Client((string)key["key"]!);
            (await client.GetJsonAsync("users/by-code/MO")).ShouldBe(HttpStatusCode.OK);
        }

        var entries = (await company.Key.GetJsonAsync("api-keys"))["items"].AsArray();
        ((DateTimeOffset)entries.Single(entry => (string?)entry!["id"] == old.Id)!["expiresAt"]!).ShouldBeGreaterThan((DateTimeOffset)made["createdAt"]!);
        (await company.Key.PostJsonAsync("api-keys/nosuchkey/rotate", "")).ShouldBeProblem(HttpStatusCode.NotFound, "key.not_found");
    }

    [Fact]
    public async Task A_revoked_key_opens_nothing_and_a_foreign_one_is_unknown()
    {
        using var company = await RuledCompany.CreateAsync(app, "ruled-revoking", Token);
        using var other = app.Client(app.Foreign.ApiKey);
        var made = await company.Key.PostJsonAsync("api-keys", Payroll);
        using var payroll = app.Client((string)made["key"]!);
        (await payroll.GetJsonAsync("users/by-code/MO")).ShouldBe(HttpStatusCode.OK);

        (await other.CallAsync(HttpMethod.Delete, $"api-keys/{made.Id}", null)).ShouldBeProblem(HttpStatusCode.NotFound, "key.not_found");
        (await company.Key.CallAsync(HttpMethod.Delete, $"api-keys/{made.Id}", null)).ShouldBe(HttpStatusCode.NoContent);

        (await payroll.GetJsonAsync("users/by-code/MO")).ShouldBeProblem(HttpStatusCode.Unauthorized, "request.unauthenticated");
        (await NamesAsync(company.Key)).ShouldBe([First]);
    }

    [Fact]
    public async Task A_repeated_request_makes_no_second_key_and_shows_none_again()
    {
        using var company = await RuledCompany.CreateAsync(app, "ruled-repeating-keys", Token);

        (await company.Key.PostJsonAsync("api-keys", Payroll, ("Idempotency-Key", "once"))).ShouldBe(HttpStatusCode.Created);
        (await company.Key.PostJsonAsync("api-keys", Payroll, ("Idempotency-Key", "once"))).ShouldBeProblem(HttpStatusCode.Conflict, "key.shown_before");

        (await NamesAsync(company.Key)).ShouldBe([First, "payroll"]);
    }

    [Fact]
    public async Task Nobody_but_an_Account_Administrator_makes_keys_and_none_that_may_do_more_than_the_callers()
    {
        using var company = await RuledCompany.CreateAsync(app, "ruled-beyond", Token);
        using var team = company.As("TN");
        using var account = company.As("A1");
        var admin = await account.PostJsonAsync("api-keys", """{"name":"admin alone","scopes":["admin"]}""");
        using var narrow = app.Client((string)admin["key"]!);

        (await team.PostJsonAsync("api-keys", Payroll)).ShouldBeProblem(HttpStatusCode.Forbidden, "request.actor_without_rights");
        (await team.GetJsonAsync("api-keys")).ShouldBeProblem(HttpStatusCode.Forbidden, "request.actor_without_rights");
        (await narrow.PostJsonAsync("api-keys", Payroll)).ShouldBeProblem(HttpStatusCode.Forbidden, "key.beyond_own");
        (await company.Key.PostJsonAsync("api-keys", """{"name":"x","scopes":["everything"]}""")).ShouldBeProblem(HttpStatusCode.BadRequest, "key.scopes").CodesOf("scopes").ShouldBe(["key.scopes"]);
    }

    [Fact]
    public async Task The_keys_that_the_setup_printed_are_rotated_and_revoked_like_any()
    {
        using var company = await RuledCompany.CreateAsync(app, "ruled-first-key", Token);
        var first = (await company.Key.GetJsonAsync("api-keys"))["items"].AsArray().Single()!;
        ((string?)first["name"], first["scopes"]!.AsArray().Count).ShouldBe((First, 6));

        var made = (await company.Key.PostJsonAsync($"api-keys/{(string)first["id"]!}/rotate", "")).ShouldBe(HttpStatusCode.Created);
        using var second = app.Client((string)made["key"]!);
        (await second.CallAsync(HttpMethod.Delete, $"api-keys/{(string)first["id"]!}", null)).ShouldBe(HttpStatusCode.NoContent);

        (await company.Key.GetJsonAsync("api-keys")).ShouldBeProblem(HttpStatusCode.Unauthorized, "request.unauthenticated");
        (await NamesAsync(second)).ShouldBe([First]);
    }

    [Fact]
    public async Task An_organisation_without_any_key_left_is_let_in_again_by_the_operators_command()
    {
        using var company = await RuledCompany.CreateAsync(app, "ruled-locked-out", Token);
        var first = (string)(await company.Key.GetJsonAsync("api-keys"))["items"][0]!["id"]!;
        (await company.Key.CallAsync(HttpMethod.Delete, $"api-keys/{first}", null)).ShouldBe(HttpStatusCode.NoContent);
        var organisation = (await company.ActorAsync(null))!.Organisation.Value;

        var ran = await SetupCommand.RunAsync(["key", organisation], app.StorageConnectionString, null, "", Token);

        (ran.ExitCode, ran.Errors).ShouldBe((0, ""));
        using var again = app.Client((string)JsonNode.Parse(ran.Output)!["apiKey"]!);
        (await NamesAsync(again)).ShouldBe(["organisation key"]);
        ((string?)(await again.GetJsonAsync("history"))["items"][0]!["way"]).ShouldBe("setup");
        (await SetupCommand.RunAsync(["key", "nosuchorganisation"], app.StorageConnectionString, null, "", Token)).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task The_history_of_the_account_says_who_did_what_with_which_key_and_nothing_of_a_secret()
    {
        using var company = await RuledCompany.CreateAsync(app, "ruled-history", Token);
        using var account = company.As("A1");
        using var team = company.As("TN");
        var (first, a1) = ((string)(await company.Key.GetJsonAsync("api-keys"))["items"][0]!["id"]!, company.Id("A1"));

        var made = await account.PostJsonAsync("api-keys", Payroll);
        var rotated = await company.Key.PostJsonAsync($"api-keys/{made.Id}/rotate", "");
        await account.CallAsync(HttpMethod.Delete, $"api-keys/{made.Id}", null);
        await account.GetJsonAsync($"users/{company.Id("MO")}/export");
        await company.Key.GetJsonAsync("export?limit=1000");
        await account.CallAsync(HttpMethod.Delete, $"users/{company.Id("MO")}?confirm={Uri.EscapeDataString((await company.UserAsync("MO")).Name.Full)}", null);

        var history = (await company.Key.GetJsonAsync("history?limit=6")).ShouldBe(HttpStatusCode.OK);
        history["items"].AsArray().Select(line => ((string)line!["action"]!, (string?)line["by"]?["id"], (string?)line["key"], (string?)line["about"], string.Join(',', line["fields"]!.AsArray().Select(field => (string)field!)))).ShouldBe(
        [
            ("user.deleted", a1, first, company.Id("MO"), ""),
            ("organisation.exported", null, first, null, ""),
            ("user.exported", a1, first, company.Id("MO"), ""),
            ("key.revoked", a1, first, made.Id, ""),
            ("key.rotated", null, first, rotated.Id, made.Id),
            ("key.made", a1, first, made.Id, "lookup"),
        ]);
        var setUp = await company.Key.GetJsonAsync($"history?after={Uri.EscapeDataString((string)history["next"]!)}");
        ((string?)setUp["items"].AsArray().Single()!["about"], (string?)setUp["items"][0]!["way"], (string?)setUp["next"]).ShouldBe((first, "setup", null));
        foreach (var key in (Answer[])[made, rotated])
        {
            history.Text.ShouldNotContain(((string)key["key"]!).Split('_')[3]);
        }

        (await team.GetJsonAsync("history")).ShouldBeProblem(HttpStatusCode.Forbidden, "request.actor_without_rights");
        using var other = app.Client(app.Foreign.ApiKey);
        (await other.GetJsonAsync("history"))["items"].AsArray().ShouldNotContain(line => (string?)line!["about"] == made.Id);
        (await other.GetJsonAsync($"history?after={Uri.EscapeDataString((string)history["next"]!)}")).ShouldBeProblem(HttpStatusCode.BadRequest, "request.bad_cursor");
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(HttpClient client) => [.. (await client.GetJsonAsync("api-keys"))["items"].AsArray().Select(key => (string)key!["name"]!)];
}
