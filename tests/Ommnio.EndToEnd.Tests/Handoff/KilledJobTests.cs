using System.Net;
using System.Text.Json.Nodes;
using Ommnio.EndToEnd.Tests.FunctionsHost;
using Ommnio.EndToEnd.Tests.Http;
using Ommnio.EndToEnd.Tests.Proof.PersonalData;
using Ommnio.EndToEnd.Tests.Setup;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Handoff;

/// <summary>A job whose worker is killed in the middle of a page: it goes on, and counts everybody once.</summary>
public sealed class KilledJobTests
{
    private const int People = 240;
    private const int Kills = 2;

    [Fact(Timeout = 300_000)]
    public async Task An_apply_whose_worker_is_killed_goes_on_and_everybody_joins_once()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var azurite = await WatchedAzurite.StartAsync(cancellationToken);
        var organisation = await SetupCommand.CreateAsync(azurite.ConnectionString, SetupCommand.Document("other-company.json"), cancellationToken);
        var options = FunctionsAppFixture.Options(
            azurite.ConnectionString,
            new CollectedLogs(),
            ("Storage__ConnectionString", azurite.ConnectionString),
            ("Delivery__OverdueAfter", "00:00:05"),
            ("AzureFunctionsJobHost__extensions__queues__visibilityTimeout", "00:00:01"));
        await using var host = await LocalHost.FunctionsHost.FunctionsHost.StartAsync(options, cancellationToken);
        using var http = FunctionsAppFixture.Client(host.Url, organisation.ApiKey);
        await Parallel.ForAsync(0, People, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken }, async (number, _) =>
            (await http.PostJsonAsync("users", $$"""{"firstName":"Ana","lastName":"Number {{number}}","position":"Cashier","area":"Sales"}""")).ShouldBe(HttpStatusCode.Created));
        var team = (await http.PostJsonAsync("teams", """{"name":"Sales"}""")).ShouldBe(HttpStatusCode.Created).Id;
        (await http.CallAsync(HttpMethod.Put, $"teams/{team}/rules", Calls.Body("""{"rules":[{"conditions":[{"field":"area","values":["sales"]}]}]}"""))).ShouldBe(HttpStatusCode.OK);

        var job = (await http.PostJsonAsync($"teams/{team}/rules/apply", "{}")).ShouldBe(HttpStatusCode.Accepted).Id;
        for (var kill = 1; kill <= Kills; kill++)
        {
            var reached = kill * 60;
            await Until.TrueAsync($"{reached} people have joined", async () => (await TracesAsync(azurite.ConnectionString, organisation.Id)).Count >= reached);
            await host.KillWorkerAsync();
        }

        var progress = await EndAsync(host.Url, http, job);

        progress.Select(step => (int)step["seen"]!).ShouldBeInOrder();
        progress.Select(step => (int)step["joined"]!).ShouldBeInOrder();
        ((string?)progress[^1]["state"], (int)progress[^1]["joined"]!, (int)progress[^1]["seen"]!).ShouldBe(("done", People, People + 1));
        var traces = await TracesAsync(azurite.ConnectionString, organisation.Id);
        (traces.Count, traces.Distinct().Count()).ShouldBe((People, People));
    }

    // Somebody who looks at the job again and again, while the timer does its work; a killed worker answers nobody for a while.
    private static async Task<IReadOnlyList<JsonNode>> EndAsync(Uri url, HttpClient http, string job)
    {
        List<JsonNode> seen = [];
        using var admin = new HttpClient { BaseAddress = url };
        await Until.TrueAsync($"job {job} has ended", TimeSpan.FromMinutes(2), async () =>
        {
            try
            {
                using var fired = await admin.PostAsync(new Uri("/admin/functions/SweepJobs", UriKind.Relative), null);
                var answer = await http.GetJsonAsync($"jobs/{job}");
                if (answer.Status == HttpStatusCode.OK)
                {
                    seen.Add(answer.Json);
                }
            }
            catch (HttpRequestException)
            {
                // The next look will tell.
            }

            return seen is [.., var last] && last["finishedAt"] is not null;
        });
        return seen;
    }

    /// <summary>Whom the job has changed, by the history of each.</summary>
    private static async Task<IReadOnlyList<string>> TracesAsync(string storage, string organisation) =>
        [.. (await Disturbed.RowsAsync(storage, organisation, "a:")).Where(row => row.GetString("Action") == "job.applyRules").Select(row => row.RowKey.Split(':')[1])];
}
