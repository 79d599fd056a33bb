using System.Net;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

/// <summary>The administrators' and the chat product's side of invitations over HTTP.</summary>
public sealed class InvitingTests(FunctionsAppFixture app, SharedAzurite elsewhere)
{
    [Fact]
    public async Task A_pending_user_is_invited_and_a_repeat_gets_the_same_answer()
    {
        var user = await RegisterAsync("Ivo");

        var first = (await InviteAsync(user, "link", "invite-ivo")).ShouldBe(HttpStatusCode.Created);
        var again = (await InviteAsync(user, "link", "invite-ivo")).ShouldBe(HttpStatusCode.Created);

        again.Text.ShouldBe(first.Text);
        ((string?)first["channel"], (string?)first["state"]).ShouldBe(("link", "issued"));
        ((DateTimeOffset)first["expiresAt"]! - (DateTimeOffset)first["dueAt"]!).ShouldBe(TimeSpan.FromDays(14));
        (await InviteAsync(user, "qr", "invite-ivo")).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "idempotency.mismatch");
        (await ListAsync(user)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task D48_Inviting_again_by_any_channel_leaves_one_that_lives_and_shows_one_link()
    {
        var user = await RegisterAsync("Una");
        foreach (var channel in (string[])["link", "qr", "link"])
        {
            (await InviteAsync(user, channel)).ShouldBe(HttpStatusCode.Created);
        }

        var invitations = await ListAsync(user);
        invitations.Select(one => (string)one["channel"]!).ShouldBe(["link", "qr", "link"]);
        invitations.Skip(1).ShouldAllBe(one => (string)one["state"]! == "revoked");
        invitations.Count(one => one["link"] is not null).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        var user = await RegisterAsync("Eva");

        (await InviteAsync(user, "pigeon")).ShouldBeProblem(HttpStatusCode.BadRequest, "invitation.unknown_channel").CodesOf("channel").ShouldBe(["invitation.unknown_channel"]);
        (await app.Http.PostJsonAsync($"users/{user}/invitations", """{"chanel":"link"}""")).ShouldBeProblem(HttpStatusCode.BadRequest, "request.unknown_member");
        (await InviteAsync("0198", "link")).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
        (await InviteAsync(app.Organisation.UserIdByCode["M-1"], "link")).ShouldBeProblem(HttpStatusCode.Conflict, "invitation.not_pending");
        (await app.Http.CallAsync(HttpMethod.Delete, $"users/{user}/invitations/0198", null)).ShouldBeProblem(HttpStatusCode.NotFound, "invitation.not_found");
        (await app.Http.CallAsync(HttpMethod.Post, $"users/{user}/invitations/{Guid.NewGuid():N}/resend", null)).ShouldBeProblem(HttpStatusCode.NotFound, "invitation.not_found");
    }

    [Fact]
    public async Task R30_A_revoked_one_is_final_and_one_that_was_accepted_is_not_taken_back()
    {
        var user = await RegisterAsync("Rut");
        var invited = (await InviteAsync(user, "link")).ShouldBe(HttpStatusCode.Created);
        var path = $"users/{user}/invitations/{invited.Id}";

        (await app.Http.CallAsync(HttpMethod.Delete, path, null)).ShouldBe(HttpStatusCode.NoContent);
        (await app.Http.CallAsync(HttpMethod.Delete, path, null)).ShouldBe(HttpStatusCode.NoContent);
        (await app.Http.CallAsync(HttpMethod.Post, $"{path}/resend", null)).ShouldBeProblem(HttpStatusCode.Conflict, "invitation.ended");

        var again = (await InviteAsync(user, "link")).ShouldBe(HttpStatusCode.Created);
        using var nobody = app.Client(null);
        (await nobody.PostJsonAsync("invitations/accept", $$"""{"token":"{{((string)again["link"]!).Split('/')[^1]}}"}""")).ShouldBe(HttpStatusCode.OK);
        (await app.Http.CallAsync(HttpMethod.Delete, $"users/{user}/invitations/{again.Id}", null)).ShouldBeProblem(HttpStatusCode.Conflict, "invitation.accepted");
    }

    [Fact]
    public async Task R4_D27_A_Team_Administrator_invites_their_own_and_nobody_with_higher_rights()
    {
        using var team = app.Client(app.Organisation.ApiKey, app.Organisation.UserIdByCode["TA-1"]);
        using var reader = app.Client(app.Organisation.ApiKeys["reader"]);
        var mine = await RegisterAsync("Mía", """, "teams":[{"name":"Bakery"}]""");
        var foreign = await RegisterAsync("Ajena", """, "teams":[{"name":"Trucks"}]""");
        var boss = await RegisterAsync("Jefa", """, "teams":[{"name":"Bakery"},{"name":"Trucks","role":"administrator"}]""");
        (await InviteAsync(boss, "link")).ShouldBe(HttpStatusCode.Created);

        (await team.PostJsonAsync($"users/{mine}/invitations", """{"channel":"link"}""")).ShouldBe(HttpStatusCode.Created);
        (await team.PostJsonAsync($"users/{foreign}/invitations", """{"channel":"link"}""")).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
        (await team.GetJsonAsync($"users/{foreign}/invitations")).ShouldBe(HttpStatusCode.NotFound);
        (await team.PostJsonAsync($"users/{boss}/invitations", """{"channel":"link"}""")).ShouldBeProblem(HttpStatusCode.Forbidden, "user.higher_rights");
        (await team.GetJsonAsync($"users/{boss}/invitations")).ShouldBe(HttpStatusCode.OK)["items"].AsArray().ShouldAllBe(one => one!["link"] == null);
        (await reader.GetJsonAsync($"users/{mine}/invitations")).ShouldBeProblem(HttpStatusCode.Forbidden, "request.scope_missing");
    }

    [Fact]
    public async Task What_lies_in_the_poison_queue_is_marked_as_failed_and_can_be_sent_again()
    {
        var queueless = string.Join(';', app.StorageConnectionString.Split(';').Select(part => part.StartsWith("QueueEndpoint", StringComparison.Ordinal) ? "QueueEndpoint=http://127.0.0.1:1/devstoreaccount1" : part));
        var options = FunctionsAppFixture.Options(elsewhere.ConnectionString, new(), [("Storage__ConnectionString", queueless), ("Delivery__OverdueAfter", "01:00:00"), .. FunctionsAppFixture.Production]);
        await using var host = await LocalHost.FunctionsHost.FunctionsHost.StartAsync(options, TestContext.Current.CancellationToken);
        using var client = FunctionsAppFixture.Client(host.Url, app.Organisation.ApiKey);
        var created = (await client.PostJsonAsync("users", """{"firstName":"Venenosa","lastName":"Cola","position":"Cashier","area":"Store Operations","invite":{"channel":"link"} }""")).ShouldBe(HttpStatusCode.Created);
        var poison = new QueueClient(app.StorageConnectionString, "invitations-poison", new() { MessageEncoding = QueueMessageEncoding.Base64 });
        await poison.CreateIfNotExistsAsync();

        await poison.SendMessageAsync("nonsense");
        await poison.SendMessageAsync($$"""{"version":1,"organisation":"{{app.Organisation.Id}}","user":"{{created.Id}}","invitation":"{{(string)created["invitation"]["id"]!}}"}""");

        await Until.TrueAsync("it is marked as failed", async () => (string)(await ListAsync(created.Id))[0]["state"]! is "failed" or "sent");
        var failed = (await ListAsync(created.Id))[0];
        ((string?)failed["state"], (string?)failed["failure"]).ShouldBe(("failed", "invitation.undeliverable"));
        (await app.Http.CallAsync(HttpMethod.Post, $"users/{created.Id}/invitations/{(string)failed["id"]!}/resend", null)).ShouldBe(HttpStatusCode.OK);
        await Until.TrueAsync("it is sent", async () => (string)(await ListAsync(created.Id))[0]["state"]! == "sent");
    }

    [Fact]
    public async Task R12_R16_The_chat_product_reports_proved_numbers_and_last_accesses()
    {
        using var product = app.Client(app.Organisation.ApiKeys["product"]);
        var user = await RegisterAsync("Fon", """, "phone":"+34611987654", "phoneConsent":true""");

        (await app.Client(app.Organisation.ApiKeys["writer"]).PostJsonAsync("signups", """{"phone":"+34611987654"}""")).ShouldBeProblem(HttpStatusCode.Forbidden, "request.scope_missing");
        (await product.PostJsonAsync("signups", """{"phone":"611987654"}""")).ShouldBeProblem(HttpStatusCode.BadRequest, "phone.country_needed");
        var linked = (await product.PostJsonAsync("signups", """{"phone":"+34 611 98 76 54"}""")).ShouldBe(HttpStatusCode.OK);

        linked["linked"].AsArray().Select(one => ((string?)one!["organisation"], (string?)one["userId"])).ShouldBe([(app.Organisation.Id, user)]);
        ((string?)(await app.Http.GetJsonAsync($"users/{user}"))["state"]).ShouldBe("active");
        var unknown = $"{Guid.NewGuid():N}";
        var accesses = (await product.PostJsonAsync("accesses", $$"""[{"userId":"{{user}}","at":"2026-03-02T09:00:00Z"},{"userId":"{{unknown}}","at":"2026-03-02T09:00:00+01:00"}]""")).ShouldBe(HttpStatusCode.OK);
        accesses["ignored"].AsArray().Select(one => (string?)one).ShouldBe([unknown]);
        (await product.PostJsonAsync("accesses", "[]")).ShouldBeProblem(HttpStatusCode.BadRequest, "access.count");
        (await product.PostJsonAsync("accesses", $$"""[{"userId":"{{user}}","at":"yesterday"},{"userId":"x","at":"9999-01-01T00:00:00Z"},{"userId":"{{user}}","at":"0001-01-01T00:00:00+14:00"}]""")).ShouldBe(HttpStatusCode.BadRequest)["errors"].AsObject().Select(field => field.Key).ShouldBe(["[0].at", "[1].at", "[1].userId", "[2].at"]);
    }

    private async Task<string> RegisterAsync(string name, string more = "") =>
        (await app.Http.PostJsonAsync("users", $$"""{"firstName":"{{name}}","lastName":"Invitable","position":"Cashier","area":"Store Operations"{{more}} }""")).ShouldBe(HttpStatusCode.Created).Id;

    private Task<Answer> InviteAsync(string user, string channel, string? key = null) =>
        app.Http.PostJsonAsync($"users/{user}/invitations", $$"""{"channel":"{{channel}}"}""", key is null ? [] : [("Idempotency-Key", key)]);

    private async Task<List<JsonNode>> ListAsync(string user) => [.. (await app.Http.GetJsonAsync($"users/{user}/invitations"))["items"].AsArray().Select(one => one!)];
}
