using System.Net;
using System.Text.Json.Nodes;
using Ommnio.EndToEnd.Tests.Governing;
using Ommnio.EndToEnd.Tests.Http;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Leaving;

/// <summary>Users who leave for a while or for good, and what is left of them.</summary>
public sealed class LeavingTests(FunctionsAppFixture app)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task R15_A_block_is_reversible_and_loses_nothing()
    {
        var user = await RegisterAsync("Blanca", "Bloqueada", """, "code":"BL-1","notes":"n","tags":["night"],"teams":[{"name":"Bakery"}],"chatGroups":[{"name":"Canteen"}]""");
        var before = await app.Http.GetJsonAsync($"users/{user.Id}");

        var blocked = (await app.Http.PostJsonAsync($"users/{user.Id}/block", "", ("If-Match", before.ETag))).ShouldBe(HttpStatusCode.OK);
        ((string?)blocked["state"]).ShouldBe("blocked");
        (await app.Http.PostJsonAsync($"users/{user.Id}/block", "", ("If-Match", before.ETag))).ShouldBe(HttpStatusCode.OK).ETag.ShouldBe(blocked.ETag);
        (await app.Http.PostJsonAsync($"users/{user.Id}/unblock", "", ("If-Match", before.ETag))).ShouldBeProblem(HttpStatusCode.PreconditionFailed, "request.stale");
        (await app.Http.PostJsonAsync($"users/{user.Id}/unblock", "", ("If-Match", blocked.ETag))).ShouldBe(HttpStatusCode.OK);

        Lasting(await app.Http.GetJsonAsync($"users/{user.Id}")).ShouldBe(Lasting(before));
    }

    [Fact]
    public async Task D24_A_blocked_administrator_has_no_rights_until_they_are_unblocked()
    {
        using var company = await RuledCompany.CreateAsync(app, "ruled-by-blocked", Token);
        using var administrator = company.As("TB");

        await company.Key.PostJsonAsync($"users/{company.Id("TB")}/block", "");
        (await administrator.GetJsonAsync("users")).ShouldBeProblem(HttpStatusCode.Forbidden, "request.actor_without_rights");
        await company.Key.PostJsonAsync($"users/{company.Id("TB")}/unblock", "");
        (await administrator.GetJsonAsync("users")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task R24_The_last_Account_Administrator_stays_whoever_asks()
    {
        using var company = await RuledCompany.CreateAsync(app, "ruled-to-the-last", Token);
        using var one = company.As("A1");
        using var other = company.As("A2");
        var last = await company.Key.GetJsonAsync($"users/{company.Id("A2")}");

        var outcomes = await Task.WhenAll(
            one.PostJsonAsync($"users/{company.Id("A2")}/block", ""),
            other.PostJsonAsync($"users/{company.Id("A1")}/block", ""));

        outcomes.Count(outcome => outcome.Status == HttpStatusCode.OK).ShouldBe(1);
        var left = outcomes[0].Status == HttpStatusCode.OK ? "A1" : "A2";
        var name = left == "A1" ? "Accone Oneacc" : "Acctwo Twoacc";
        (await company.Key.PostJsonAsync($"users/{company.Id(left)}/block", "")).ShouldBeProblem(HttpStatusCode.Forbidden, "user.last_account_administrator");
        (await company.Key.PatchJsonAsync($"users/{company.Id(left)}", """{"role":"member"}""")).ShouldBeProblem(HttpStatusCode.Forbidden, "user.last_account_administrator");
        (await DeleteAsync(company.Key, company.Id(left), name)).ShouldBeProblem(HttpStatusCode.Forbidden, "user.last_account_administrator");
        last.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task R15_Only_the_typed_name_deletes()
    {
        var user = await RegisterAsync("Eva", "Nombre Exacto");

        foreach (var typed in (string?[])[null, "", "Eva", "Eva Nombre Exactó", "Nombre Exacto Eva"])
        {
            (await DeleteAsync(app.Http, user.Id, typed)).ShouldBeProblem(HttpStatusCode.BadRequest, "user.delete.confirm").CodesOf("confirm").ShouldBe(["user.delete.confirm"]);
        }

        (await DeleteAsync(app.Http, user.Id, "Eva Nombre Exacto", ("If-Match", "\"7\""))).ShouldBeProblem(HttpStatusCode.PreconditionFailed, "request.stale");
        (await DeleteAsync(app.Http, user.Id, " eva  nombre EXACTO ", ("If-Match", user.ETag))).ShouldBe(HttpStatusCode.NoContent);
        (await DeleteAsync(app.Http, user.Id, "Eva Nombre Exacto")).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
    }

    [Fact]
    public async Task R19_R32_A_deleted_user_is_gone_with_all_rows_their_values_are_free_and_nobody_is_related_to_them()
    {
        const string values = """, "code":"GONE-1","email":"gone@example.com","phone":"+34600111222","nationalId":"GONEID1","tags":["leaving"],"teams":[{"name":"Bakery"}],"invite":{"channel":"link"}""";
        var user = await RegisterAsync("Gonzalo", "Ido", values);
        var report = await RegisterAsync("Rita", "Reporta", $$""", "relatedTo":{"id":"{{user.Id}}"}""");

        (await DeleteAsync(app.Http, user.Id, "Gonzalo Ido")).ShouldBe(HttpStatusCode.NoContent);

        (await app.Http.GetJsonAsync($"users/{user.Id}")).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
        (await app.Http.GetJsonAsync("users/by-code/GONE-1")).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
        (await app.Http.GetJsonAsync("users?q=gonzalo"))["items"].AsArray().ShouldBeEmpty();
        await Until.TrueAsync("the report points to nobody", async () => (await app.Http.GetJsonAsync($"users/{report.Id}")).Json["relatedTo"] is null);
        // But in the answer that is kept for a repeat of the report's own registration.
        await Until.TrueAsync("no row is left", async () => (await app.RowsAsync(app.Organisation, "")).All(row => row.RowKey[..2] is "a:" or "j:" || !row.Texts().Any(text => text.Contains(user.Id, StringComparison.Ordinal) && !text.Contains(report.Id, StringComparison.Ordinal))));
        (await app.RowsAsync(app.Organisation, "")).SelectMany(row => row.Texts()).ShouldNotContain(text => text.Contains("gonzalo", StringComparison.OrdinalIgnoreCase) && !text.Contains(report.Id, StringComparison.Ordinal));
        (await RegisterAsync("Nuevo", "Llegado", values)).ShouldBe(HttpStatusCode.Created);

        var lines = (await app.Http.GetJsonAsync($"users/{report.Id}/history"))["items"].AsArray();
        ((string)lines[0]!["action"]!, lines[0]!["fields"]!.ToJsonString()).ShouldBe(("job.clearRelatedTo", """["relatedTo"]"""));
    }

    [Fact]
    public async Task D57_The_history_says_who_changed_which_fields_by_which_way_and_never_the_values()
    {
        using var company = await RuledCompany.CreateAsync(app, "ruled-with-history", Token);
        using var north = company.As("TN");
        using var account = company.As("A1");
        var path = $"users/{company.Id("MO")}";
        await north.PatchJsonAsync(path, """{"notes":"a secret","location":"Burgos"}""");
        await account.PatchJsonAsync(path, """{"code":"MO-2"}""");
        await company.Key.PostJsonAsync($"{path}/block", "");

        var whole = (await account.GetJsonAsync($"{path}/history")).ShouldBe(HttpStatusCode.OK);
        whole["items"].AsArray().Select(Line).ShouldBe(["user.blocked by  via api: state", "user.changed by Accone Oneacc via api: code", "user.changed by Tanorth Northta via api: location,notes", "user.registered by  via setup: firstName,lastName,position,area,relatedTo,code,teams"]);
        whole.Text.ShouldNotContain("secret");
        whole.Text.ShouldNotContain("Burgos");

        var seen = (await north.GetJsonAsync($"{path}/history?limit=2")).ShouldBe(HttpStatusCode.OK);
        seen["items"].AsArray().Select(Line).ShouldBe(["user.blocked by  via api: state", "user.changed by  via api: code"]);
        (await north.GetJsonAsync($"{path}/history?limit=2&after={(string)seen["next"]!}"))["items"].AsArray().Select(Line).First().ShouldBe("user.changed by Tanorth Northta via api: location,notes");
        (await north.GetJsonAsync($"{path}/history?after=mine")).ShouldBeProblem(HttpStatusCode.BadRequest, "request.bad_cursor");
        (await north.GetJsonAsync($"users/{company.Id("MS")}/history?after={(string)seen["next"]!}")).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
    }

    private static string Line(JsonNode? line) =>
        $"{(string)line!["action"]!} by {(string?)line["by"]?["name"]} via {(string)line["way"]!}: {string.Join(',', line["fields"]!.AsArray().Select(field => (string)field!))}";

    private static string Lasting(Answer user)
    {
        var members = user.Json.AsObject();
        foreach (var passing in (string[])["version", "updatedAt"])
        {
            members.Remove(passing);
        }

        return members.ToJsonString();
    }

    private async Task<Answer> RegisterAsync(string first, string last, string more = "") =>
        (await app.Http.PostJsonAsync("users", $$"""{"firstName":"{{first}}","lastName":"{{last}}","position":"Cashier","area":"Logistics"{{more}}}""")).ShouldBe(HttpStatusCode.Created);

    private static Task<Answer> DeleteAsync(HttpClient client, string id, string? name, params (string Name, string Value)[] headers) =>
        client.CallAsync(HttpMethod.Delete, $"users/{id}{(name is null ? "" : $"?confirm={Uri.EscapeDataString(name)}")}", null, headers);
}
