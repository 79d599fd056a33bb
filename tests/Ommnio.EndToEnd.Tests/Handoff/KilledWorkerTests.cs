using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Ommnio.EndToEnd.Tests.FunctionsHost;
using Ommnio.EndToEnd.Tests.Proof.PersonalData;
using Ommnio.EndToEnd.Tests.Setup;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Handoff;

/// <summary>The promise of the hand-off: a worker that dies at any moment delays, and loses or doubles nothing.</summary>
public sealed class KilledWorkerTests
{
    private const int Creates = 200;
    private const int Kills = 3;

    [Fact(Timeout = 240_000)]
    public async Task Every_acknowledged_user_exists_once_and_every_invitation_is_sent_once()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var azurite = await WatchedAzurite.StartAsync(cancellationToken);
        var organisation = await SetupCommand.CreateAsync(azurite.ConnectionString, SetupCommand.Document("other-company.json"), cancellationToken);
        var options = FunctionsAppFixture.Options(
            azurite.ConnectionString,
            new CollectedLogs(),
            ("Storage__ConnectionString", azurite.ConnectionString),
            ("Delivery__Lease", "00:00:02"),
            ("Delivery__OverdueAfter", "00:00:01"),
            ("AzureFunctionsJobHost__extensions__queues__visibilityTimeout", "00:00:01"));
        await using var host = await LocalHost.FunctionsHost.FunctionsHost.StartAsync(options, cancellationToken);
        using var http = FunctionsAppFixture.Client(host.Url, organisation.ApiKey);
        var acknowledged = 0;

        var creating = Parallel.ForEachAsync(Enumerable.Range(0, Creates), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken }, async (number, token) =>
        {
            await CreateAsync(http, number, token);
            Interlocked.Increment(ref acknowledged);
        });
        for (var kill = 1; kill <= Kills; kill++)
        {
            var reached = kill * Creates / (Kills + 1);
            await Until.TrueAsync($"{reached} users are acknowledged", () => Volatile.Read(ref acknowledged) >= reached);
            await host.KillWorkerAsync();
        }

        await creating;
        await host.SweptUntilAsync("the outbox is empty", async () => (await Disturbed.RowsAsync(azurite.ConnectionString, organisation.Id, "z:")).Count == 0);

        var rows = await Disturbed.RowsAsync(azurite.ConnectionString, organisation.Id, "");
        rows.Count(row => row.RowKey.StartsWith("c:K-", StringComparison.Ordinal)).ShouldBe(Creates);
        rows.Count(row => row.RowKey.StartsWith("u:", StringComparison.Ordinal)).ShouldBe(Creates + organisation.UserIdByCode.Count);
        rows.Where(row => row.RowKey.StartsWith("i:", StringComparison.Ordinal)).Select(StateOf).ShouldBe(Enumerable.Repeat("sent", Creates));
        rows.Count(row => row.RowKey.StartsWith("a:", StringComparison.Ordinal) && row.GetString("Action") == "invitation.sent").ShouldBe(Creates);
    }

    // As a careful client does: the same key until there is an answer that decides.
    private static async Task CreateAsync(HttpClient http, int number, CancellationToken cancellationToken)
    {
        var user = new { firstName = "Ana", lastName = $"Number {number}", position = "Cashier", area = "Sales", code = $"K-{number}", invite = new { channel = "link" } };
        for (HttpStatusCode? status = null; status != HttpStatusCode.Created;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var request = new HttpRequestMessage(HttpMethod.Post, "users") { Content = JsonContent.Create(user), Headers = { { "Idempotency-Key", $"create-{number}" } } };
            try
            {
                using var response = await http.SendAsync(request, cancellationToken);
                status = response.StatusCode;
                ((int)status.Value).ShouldBeOneOf(201, 500, 502, 503);
            }
            catch (HttpRequestException)
            {
                status = null;
            }
        }
    }

    private static string StateOf(TableEntity invitation) => (string)JsonNode.Parse(invitation.GetString("Doc"))!["state"]!;
}
