using System.Net;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Ommnio.EndToEnd.Tests.FunctionsHost;
using Ommnio.EndToEnd.Tests.Http;
using Ommnio.EndToEnd.Tests.Proof.PersonalData;
using Ommnio.EndToEnd.Tests.Setup;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Handoff;

/// <summary>A job that no run could do: it says so, an alert by its sentence, and an administrator starts it again.</summary>
public sealed class JobPoisonTests
{
    [Fact(Timeout = 180_000)]
    public async Task A_job_that_was_given_up_says_so_and_goes_on_when_it_is_started_again()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var azurite = await WatchedAzurite.StartAsync(cancellationToken);
        var storage = azurite.ConnectionString;
        var organisation = await SetupCommand.CreateAsync(storage, SetupCommand.Document("other-company.json"), cancellationToken);
        var logs = new CollectedLogs();
        var options = FunctionsAppFixture.Options(storage, logs, ("Storage__ConnectionString", storage), ("Delivery__OverdueAfter", "01:00:00"));
        await using var host = await LocalHost.FunctionsHost.FunctionsHost.StartAsync(options, cancellationToken);
        using var http = FunctionsAppFixture.Client(host.Url, organisation.ApiKey);
        var job = await OpenAsync(http, storage, organisation.Id);
        var poison = new QueueClient(storage, "jobs-poison", new() { MessageEncoding = QueueMessageEncoding.Base64 });

        await poison.SendMessageAsync("not ours", cancellationToken);
        await poison.SendMessageAsync(new JsonObject { ["version"] = 1, ["organisation"] = organisation.Id, ["job"] = job, ["page"] = 0 }.ToJsonString(), cancellationToken);
        await StateAsync(http, job, "failed");

        ((string?)(await http.GetJsonAsync($"jobs/{job}"))["problem"]["code"]).ShouldBe("job.gave_up");
        await Until.TrueAsync("both are logged", () => Task.FromResult(
            logs.Entries.Any(entry => entry.Text.Contains($"Job {job} was given up after all its tries", StringComparison.Ordinal))
            && logs.Entries.Any(entry => entry.Text.Contains("A message that is not a job's lay in the poison queue, and was dropped", StringComparison.Ordinal))));

        var restarted = (await http.PostJsonAsync($"jobs/{job}/restart", "")).ShouldBe(HttpStatusCode.Accepted);
        ((string?)restarted["id"], restarted.Header("Location")).ShouldBe((job, $"/api/jobs/{job}"));
        await StateAsync(http, job, "done");
        ((string?)(await http.PostJsonAsync($"jobs/{job}/restart", "")).ShouldBe(HttpStatusCode.Accepted)["state"]).ShouldBe("done");
        (await http.PostJsonAsync("jobs/0198/restart", "")).ShouldBeProblem(HttpStatusCode.NotFound, "job.not_found");
        (await http.PostJsonAsync($"jobs/{job}/restart", "", ("Idempotency-Key", new string('x', 201)))).ShouldBeProblem(HttpStatusCode.BadRequest, "idempotency.key_invalid");
    }

    // Like one that has just been started, but for its message, so that nothing but the poison queue's function is at it.
    private static async Task<string> OpenAsync(HttpClient http, string storage, string organisation)
    {
        var team = (await http.PostJsonAsync("teams", """{"name":"Sales"}""")).ShouldBe(HttpStatusCode.Created).Id;
        var done = (await http.PostJsonAsync($"teams/{team}/rules/apply", "{}")).ShouldBe(HttpStatusCode.Accepted).Id;
        await StateAsync(http, done, "done");
        var id = $"{Guid.CreateVersion7():N}";
        var row = (await Disturbed.RowsAsync(storage, organisation, "j:")).Single();
        var document = JsonNode.Parse(row.GetString("Doc"))!;
        (document["id"], document["state"], document["finishedAt"], document["page"]) = (id, "queued", null, 0);
        var table = new TableClient(storage, "directory");
        await table.AddEntityAsync(new TableEntity(organisation, $"j:{id}") { ["Doc"] = document.ToJsonString() });
        await table.AddEntityAsync(new TableEntity(organisation, $"w:{id}") { ["Job"] = id });
        return id;
    }

    private static Task StateAsync(HttpClient http, string job, string state) =>
        Until.TrueAsync($"job {job} is {state}", async () => (string?)(await http.GetJsonAsync($"jobs/{job}")).Json["state"] == state);
}
