using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ommnio.EndToEnd.Tests.Proof.PersonalData;
using Ommnio.EndToEnd.Tests.Setup;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Handoff;

/// <summary>
/// Invitations by e-mail while the worker is killed and the provider fails at random. How many: OMMNIO_INVITATIONS, 60 unless said.
/// </summary>
public sealed class RestlessDeliveryTests
{
    private const int Kills = 5;
    private const int Seed = 20260302;

    private static readonly int Invitations = int.Parse(Environment.GetEnvironmentVariable("OMMNIO_INVITATIONS") ?? "60", CultureInfo.InvariantCulture);

    [Fact(Timeout = 900_000)]
    public async Task Every_invitation_arrives_with_one_token_that_works_once_and_doubles_only_where_an_answer_was_lost()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var provider = new RestlessProvider(Seed);
        await using var azurite = await WatchedAzurite.StartAsync(cancellationToken);
        var organisation = await SetupCommand.CreateAsync(azurite.ConnectionString, SetupCommand.Document("other-company.json"), cancellationToken);
        await using var host = await LocalHost.FunctionsHost.FunctionsHost.StartAsync(provider.HostOptions(azurite.ConnectionString, azurite.ConnectionString, ("Delivery__RetryAfter", "00:00:00.200")), cancellationToken);
        using var http = FunctionsAppFixture.Client(host.Url, organisation.ApiKey);

        for (var number = 0; number < Invitations; number++)
        {
            (await http.PostAsJsonAsync("users", User(number), cancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Created);
        }

        for (var kill = 1; kill <= Kills; kill++)
        {
            var reached = kill * Invitations / (Kills + 1);
            await host.SweptUntilAsync($"{reached} invitations have arrived", () => Task.FromResult(provider.Arrived.Count >= reached));
            await host.KillWorkerAsync();
        }

        await host.SweptUntilAsync("nothing is left to be sent", async () => (await Disturbed.RowsAsync(azurite.ConnectionString, organisation.Id, "z:")).Count == 0);

        var states = (await Disturbed.RowsAsync(azurite.ConnectionString, organisation.Id, "i:")).Select(row => JsonNode.Parse(row.GetString("Doc"))!).Select(invitation => $"{invitation["state"]} {invitation["failure"]}").ToList();
        states.ShouldBe(Enumerable.Repeat("sent ", Invitations));
        provider.Arrived.Count.ShouldBe(Invitations);
        provider.Arrived.ShouldAllBe(arrived => arrived.Value.Distinct().Count() == 1);
        var doubled = provider.Arrived.Sum(arrived => arrived.Value.Count - 1);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Seed}: {Invitations} invitations, {Kills} kills, {provider.Lies} answers lost by the provider, {doubled} messages doubled");
        // A kill may lose the answers of the messages that were being sent: no more than a batch of the queue.
        doubled.ShouldBeLessThanOrEqualTo(provider.Lies + (Kills * 32));
        var tokens = provider.Arrived.Values.Select(arrived => arrived.First()).ToList();
        foreach (var token in tokens)
        {
            (await AcceptAsync(http, token, cancellationToken)).ShouldBe(HttpStatusCode.OK);
        }

        // One alone: who fails often is not asked any more.
        (await AcceptAsync(http, tokens[0], cancellationToken)).ShouldNotBe(HttpStatusCode.OK);
    }

    private static async Task<HttpStatusCode> AcceptAsync(HttpClient http, string token, CancellationToken cancellationToken) =>
        (await http.PostAsJsonAsync("invitations/accept", new { token }, cancellationToken)).StatusCode;

    private static object User(int number) => new
    {
        firstName = "Ana",
        lastName = "Mail",
        position = "Cashier",
        area = "Sales",
        email = $"ana{number}@example.com",
        workingHours = new[] { new { days = (string[])["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from = "00:00", to = "00:00" } },
        invite = new { channel = "email" },
    };
}
