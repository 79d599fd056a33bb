using System.Net;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Ommnio.EndToEnd.Tests.FunctionsHost;
using Ommnio.EndToEnd.Tests.Http;
using Ommnio.EndToEnd.Tests.Proof.PersonalData;
using Ommnio.EndToEnd.Tests.Setup;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Handoff;

/// <summary>What no run could deliver: marked and in the history, an alert by its number, and sent again by an administrator's command.</summary>
public sealed class PoisonTests
{
    [Fact(Timeout = 180_000)]
    public async Task Invitations_that_were_given_up_are_replayed_by_one_call_and_work()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var azurite = await WatchedAzurite.StartAsync(cancellationToken);
        var organisation = await SetupCommand.CreateAsync(azurite.ConnectionString, SetupCommand.Document("other-company.json"), cancellationToken);
        await using var provider = new RestlessProvider(seed: 1) { IsCalm = true };
        var logs = new CollectedLogs();
        await using var host = await LocalHost.FunctionsHost.FunctionsHost.StartAsync(Options(azurite.ConnectionString, provider.Port, logs), cancellationToken);
        using var http = FunctionsAppFixture.Client(host.Url, organisation.ApiKey);
        var poison = new QueueClient(azurite.ConnectionString, "invitations-poison", new() { MessageEncoding = QueueMessageEncoding.Base64 });
        List<string> users = [];
        for (var number = 0; number < 3; number++)
        {
            // For the night, so that nothing but the poison queue's function is at it.
            var created = (await http.PostJsonAsync("users", $$"""{"firstName":"Poi{{number}}","lastName":"Son","position":"Cashier","area":"Sales","email":"poison{{number}}@example.com",{{Hours(atNight: true)}},"invite":{"channel":"email"} }""")).ShouldBe(HttpStatusCode.Created);
            users.Add(created.Id);
            await poison.SendMessageAsync(new JsonObject { ["version"] = 1, ["organisation"] = organisation.Id, ["user"] = created.Id, ["invitation"] = (string)created["invitation"]["id"]! }.ToJsonString(), cancellationToken);
        }

        foreach (var user in users)
        {
            await Until.TrueAsync("it is given up", async () => await StateAsync(http, user) == "failed");
            (await http.GetJsonAsync($"users/{user}/history"))["items"].AsArray().Select(line => (string)line!["action"]!).ShouldContain("invitation.failed");
            (await http.PatchJsonAsync($"users/{user}", $$"""{ {{Hours(atNight: false)}} }""")).ShouldBe(HttpStatusCode.OK);
        }

        logs.Entries.Count(entry => entry.Text.Contains("was given up after all its tries", StringComparison.Ordinal)).ShouldBe(3);
        var replayed = (await http.PostJsonAsync("invitations/replay", "")).ShouldBe(HttpStatusCode.OK);
        var again = (await http.PostJsonAsync("invitations/replay", "")).ShouldBe(HttpStatusCode.OK);

        ((int)replayed["replayed"], (int)replayed["kept"], (string?)replayed["next"]).ShouldBe((3, 0, null));
        ((int)again["replayed"], (int)again["kept"]).ShouldBe((0, 0));
        foreach (var user in users)
        {
            await Until.TrueAsync("it is sent", async () => await StateAsync(http, user) == "sent");
        }

        provider.Arrived.Count.ShouldBe(3);
        foreach (var token in provider.Arrived.Values.Select(arrived => arrived.Single()))
        {
            (await http.PostJsonAsync("invitations/accept", $$"""{"token":"{{token}}"}""")).ShouldBe(HttpStatusCode.OK);
        }

        (await http.PostJsonAsync("invitations/replay?after=x", "")).ShouldBeProblem(HttpStatusCode.BadRequest, "request.bad_cursor");
        (await http.PostJsonAsync("invitations/replay?all=true", "")).ShouldBeProblem(HttpStatusCode.BadRequest, "request.unknown_parameter");
    }

    private static async Task<string> StateAsync(HttpClient http, string user) => (string)(await http.GetJsonAsync($"users/{user}/invitations"))["items"][0]!["state"]!;

    // The night is three days from now, whatever the clock says.
    private static string Hours(bool atNight)
    {
        var day = TimeProvider.System.GetUtcNow().AddDays(3).ToString("ddd", System.Globalization.CultureInfo.InvariantCulture).ToLowerInvariant();
        return atNight ? $$""" "workingHours":[{"days":["{{day}}"],"from":"10:00","to":"11:00"}] """
            : """ "workingHours":[{"days":["mon","tue","wed","thu","fri","sat","sun"],"from":"00:00","to":"00:00"}] """;
    }

    private static LocalHost.FunctionsHost.FunctionsHostOptions Options(string storage, int port, CollectedLogs logs) => FunctionsAppFixture.Options(
        storage, logs, ("Storage__ConnectionString", storage), ("Email__Host", "127.0.0.1"), ("Email__Port", $"{port}"), ("Email__Security", "none"), ("Email__From", "no-reply@example.com"), ("Delivery__OverdueAfter", "01:00:00"));
}
