using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

public sealed class InvitationTests(FunctionsAppFixture app, SharedAzurite elsewhere)
{
    [Fact]
    public async Task An_invited_user_has_a_personal_link_and_the_queue_marks_it_sent_and_clears_the_outbox()
    {
        var created = (await app.Http.PostJsonAsync("users", """{"firstName":"Inés","lastName":"Invitada","position":"Cashier","area":"Store Operations","invite":{"channel":"link"}}""")).ShouldBe(HttpStatusCode.Created);

        var invitation = created["invitation"];
        ((string?)invitation["channel"]).ShouldBe("link");
        ((string?)invitation["state"]).ShouldBe("issued");
        ((string)invitation["link"]!).ShouldMatch("^https://people.example/api/i/[a-z2-7]{32}$");
        ((DateTimeOffset)invitation["expiresAt"]! - (DateTimeOffset)invitation["dueAt"]!).ShouldBe(TimeSpan.FromDays(14));
        await Until.TrueAsync("the invitation is sent", async () => await StateAsync(created.Id) == "sent");
        (await app.RowsAsync(app.Organisation, "z:")).ShouldNotContain(row => row.Texts().Any(text => text.Contains(created.Id, StringComparison.Ordinal)));
        app.Logs.Entries.ShouldNotContain(entry => entry.Text.Contains("/i/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Creation_alone_invites_nobody()
    {
        var created = (await app.Http.PostJsonAsync("users", """{"firstName":"Sin","lastName":"Invitación","position":"Cashier","area":"Store Operations"}""")).ShouldBe(HttpStatusCode.Created);

        (await app.RowsAsync(app.Organisation, $"i:{created.Id}:")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_that_could_not_be_sent_is_sent_by_the_sweep()
    {
        var queueless = string.Join(';', app.StorageConnectionString.Split(';').Select(part => part.StartsWith("QueueEndpoint", StringComparison.Ordinal) ? "QueueEndpoint=http://127.0.0.1:1/devstoreaccount1" : part));
        var options = FunctionsAppFixture.Options(elsewhere.ConnectionString, new(), [("Storage__ConnectionString", queueless), .. FunctionsAppFixture.Production]);
        await using var host = await LocalHost.FunctionsHost.FunctionsHost.StartAsync(options, TestContext.Current.CancellationToken);
        using var client = FunctionsAppFixture.Client(host.Url, app.Organisation.ApiKey);

        var created = (await client.PostJsonAsync("users", """{"firstName":"Olvido","lastName":"Cola","position":"Cashier","area":"Store Operations","invite":{"channel":"link"}}""")).ShouldBe(HttpStatusCode.Created);

        (await StateAsync(created.Id)).ShouldBe("issued");
        await Until.TrueAsync("the sweep has sent it and the queue has delivered it", async () =>
        {
            using var fire = new HttpRequestMessage(HttpMethod.Post, new Uri(app.Url, "/admin/functions/SweepOutbox")) { Content = Calls.Body("{}") };
            (await app.Http.SendAsync(fire)).EnsureSuccessStatusCode();
            return await StateAsync(created.Id) == "sent";
        });
    }

    private async Task<string?> StateAsync(string user) =>
        (await app.RowsAsync(app.Organisation, $"i:{user}:")).Single().Texts().Where(text => text.StartsWith('{')).Select(json => (string?)JsonNode.Parse(json)!["State"] ?? (string?)JsonNode.Parse(json)!["state"]).First();
}
