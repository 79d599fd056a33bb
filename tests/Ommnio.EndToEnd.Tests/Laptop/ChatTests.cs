using System.Net;
using System.Text.Json.Nodes;
using Ommnio.EndToEnd.Tests.Browser;
using Ommnio.EndToEnd.Tests.Http;
using Shouldly;
using Xunit;
using static Ommnio.EndToEnd.Tests.Laptop.Conversing;

namespace Ommnio.EndToEnd.Tests.Laptop;

/// <summary>The whole way, call by call: token, channel, worker, storage, and back.</summary>
[Collection(OneAtATime.Name)]
public sealed class ChatTests(SharedProduct shared)
{
    [Fact]
    public async Task A_double_click_on_confirm_registers_once_and_the_card_gives_way_to_its_words()
    {
        var product = await shared.StartedAsync();
        var (page, _) = await OpenAsync(product, await AdministratorAsync(product));
        (await page.StartAsync()).EnsureSuccessStatusCode();
        var code = $"D-{Guid.NewGuid():N}"[..12];
        await page.SayAsync("/cancel");
        await page.SayAsync($"register Nora Vidal, Cashier, Store Operations, {code}");
        await page.SayAsync($"code: {code}");
        await page.SayAsync("review");
        var shown = await SeenAsync(page, IsSummary);
        var confirm = shown["attachments"]![0]!["content"]!["actions"]![0]!["data"]!;

        await Task.WhenAll(PressAsync(page, confirm), PressAsync(page, confirm));

        await SeenAsync(page, activity => Text(activity).StartsWith("Nora Vidal is registered", StringComparison.Ordinal));
        var after = (await page.ReadAsync()).Activities;
        after.Count(activity => Text(activity).StartsWith("Nora Vidal is registered", StringComparison.Ordinal)).ShouldBe(1);
        after.ShouldNotContain(activity => IsSummary(activity));
        (await product.Http.GetJsonAsync("users?q=Nora%20Vidal"))["items"].AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_conversation_is_resumed_by_its_own_user_and_by_nobody_else()
    {
        var product = await shared.StartedAsync();
        var administrator = await AdministratorAsync(product);
        var other = await UserAsync(product, user => (string)user["id"]! != administrator);
        var (first, answer) = await OpenAsync(product, administrator);
        answer.Header("Cache-Control").ShouldBe("no-store");
        ((string)answer["userId"]!).ShouldMatch("^dl_[0-9a-f]{32}$");

        var (again, _) = await OpenAsync(product, administrator, first.ConversationId);
        var (stolen, _) = await OpenAsync(product, other, first.ConversationId);

        again.ConversationId.ShouldBe(first.ConversationId);
        stolen.ConversationId.ShouldNotBe(first.ConversationId);
        (await stolen.ResumeAsync(first.ConversationId)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_user_without_rights_is_refused_politely_and_told_nothing()
    {
        var product = await shared.StartedAsync();
        var (page, _) = await OpenAsync(product, await UserAsync(product, user => (string)user["role"]! == "member" && user["teams"]!.AsArray().All(team => (string)team!["role"]! == "member")));
        (await page.StartAsync()).EnsureSuccessStatusCode();

        await page.SayAsync("register Ana Pérez, Cashier, Store Operations");

        await SeenAsync(page, activity => Text(activity).StartsWith("I am sorry: I can help only administrators", StringComparison.Ordinal));
    }

    private static bool IsSummary(JsonObject activity) =>
        activity["attachments"] is JsonArray { Count: > 0 } attachments && attachments[0]!["content"]!["actions"]!.AsArray().Any(action => (string?)action!["data"]!["k"] == "confirm");
}
