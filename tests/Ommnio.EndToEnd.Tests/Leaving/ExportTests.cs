using System.Net;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Ommnio.EndToEnd.Tests.Governing;
using Ommnio.EndToEnd.Tests.Http;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Leaving;

/// <summary>The right to have one's data, and the right to be forgotten: proved by looking for markers in everything that is kept.</summary>
public sealed class ExportTests(FunctionsAppFixture app)
{
    private static readonly string[] Markers = ["Expomarka", "Expomarkez", "expomark@example.com", "EXPOMARK-1", "expomarknote", "Expomarkville"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_that_is_kept_of_a_user_comes_out_and_after_the_deletion_nothing_of_it_is_anywhere()
    {
        using var company = await RuledCompany.CreateAsync(app, "ruled-for-exports", Token);
        var user = (await company.Key.PostJsonAsync(
            "users",
            """{"firstName":"Expomarka","lastName":"Expomarkez","position":"Cashier","area":"Sales","location":"Expomarkville","code":"EXPOMARK-1","email":"expomark@example.com","phone":"+34600999888","nationalId":"EXPOMARKID","notes":"expomarknote","invite":{"channel":"link"}}""")).ShouldBe(HttpStatusCode.Created);
        var id = (string)user["id"]!;

        var lines = LinesOf((await company.Key.GetJsonAsync($"users/{id}/export")).ShouldBe(HttpStatusCode.OK));
        lines.Select(line => (string)line["kind"]!).Distinct().ShouldBe(["user", "invitation", "change"]);
        foreach (var marker in (string[])[.. Markers, "+34600999888"])
        {
            lines.ShouldContain(line => line.ToJsonString(Readable).Contains(marker, StringComparison.Ordinal), marker);
        }

        lines.ShouldNotContain(line => line.ToJsonString(Readable).Contains("EXPOMARKID", StringComparison.OrdinalIgnoreCase));

        var deleted = (await company.Key.CallAsync(HttpMethod.Delete, $"users/{id}?confirm=Expomarka Expomarkez", null)).ShouldBe(HttpStatusCode.NoContent);
        var job = deleted.Message.Headers.Location!.ToString()["/api/".Length..];
        await Until.TrueAsync("the deletion is complete", async () => (string?)(await company.Key.GetJsonAsync(job)).Json["state"] == "done");

        ((DateTimeOffset?)(await company.Key.GetJsonAsync(job)).Json["finishedAt"]).ShouldNotBeNull();
        (await company.Key.GetJsonAsync($"users/{id}/export")).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
        (await WholeAsync(company.Key)).ShouldNotContain(line => line.ToJsonString(Readable).Contains("expomark", StringComparison.OrdinalIgnoreCase) && (string?)line["kind"] == "user");
        (await KeptAsync()).ShouldBe(["catalogue: label:location:expomarkville"], "a place is the organisation's");
    }

    [Fact]
    public async Task An_organisation_comes_out_whole_page_by_page_and_nothing_of_another()
    {
        using var company = await RuledCompany.CreateAsync(app, "ruled-for-all", Token);

        var lines = await WholeAsync(company.Key);

        var users = lines.Where(line => (string?)line["kind"] == "user").Select(line => (string)line["id"]!).ToList();
        users.Order().ShouldBe(RuledCompany.Codes.Select(company.Id).Order());
        lines.Count(line => (string?)line["kind"] == "organisation").ShouldBe(1);
        lines.Count(line => (string?)line["kind"] == "team").ShouldBe(company.Teams.Count);
        lines.Count(line => (string?)line["kind"] == "change").ShouldBeGreaterThanOrEqualTo(users.Count);
        lines.Select(line => line.ToJsonString()).ShouldBeUnique();

        using var other = app.Client(app.Foreign.ApiKey);
        var first = await company.Key.GetJsonAsync("export?limit=1");
        (await other.GetJsonAsync($"export?after={first.Message.Headers.GetValues("Ommnio-Next").Single()}")).ShouldBeProblem(HttpStatusCode.BadRequest, "request.bad_cursor");
    }

    [Fact]
    public async Task Only_an_Account_Administrator_exports_and_only_with_a_key_for_it()
    {
        using var company = await RuledCompany.CreateAsync(app, "ruled-not-for-all", Token);
        using var team = company.As("TN");
        using var account = company.As("A1");
        using var reader = app.Client(app.Organisation.ApiKeys["reader"]);

        foreach (var path in (string[])["export", $"users/{company.Id("MO")}/export"])
        {
            (await team.GetJsonAsync(path)).ShouldBeProblem(HttpStatusCode.Forbidden, "request.actor_without_rights");
            (await reader.GetJsonAsync(path)).ShouldBeProblem(HttpStatusCode.Forbidden, "request.scope_missing");
            (await account.GetJsonAsync(path)).ShouldBe(HttpStatusCode.OK);
        }
    }

    private static readonly System.Text.Json.JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static async Task<IReadOnlyList<JsonNode>> WholeAsync(HttpClient client)
    {
        List<JsonNode> lines = [];
        for (var path = "export?limit=7"; path.Length > 0;)
        {
            var page = (await client.GetJsonAsync(path)).ShouldBe(HttpStatusCode.OK);
            lines.AddRange(LinesOf(page));
            path = page.Message.Headers.TryGetValues("Ommnio-Next", out var next) ? $"export?limit=7&after={next.Single()}" : "";
        }

        return lines;
    }

    private static IReadOnlyList<JsonNode> LinesOf(Answer answer) => [.. answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];

    // Every row of every table, whoever's.
    private async Task<IReadOnlyList<string>> KeptAsync()
    {
        List<string> found = [];
        var service = new TableServiceClient(app.StorageConnectionString);
        await foreach (var table in service.QueryAsync(cancellationToken: Token))
        {
            await foreach (var row in service.GetTableClient(table.Name).QueryAsync<TableEntity>(cancellationToken: Token))
            {
                if (row.Any(column => $"{column.Value}".Contains("expomark", StringComparison.OrdinalIgnoreCase) || $"{column.Value}".Contains("34600999888", StringComparison.Ordinal)))
                {
                    found.Add($"{table.Name}: {row.RowKey}");
                }
            }
        }

        return found;
    }
}
