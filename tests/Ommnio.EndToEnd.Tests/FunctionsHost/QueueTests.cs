using System.Net;
using System.Net.Http.Json;
using Azure.Storage.Queues;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.FunctionsHost;

public sealed class QueueTests(SharedContract shared) : IClassFixture<SharedContract>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Contract Contract => shared.Contract;

    [Fact]
    public async Task A_message_runs_its_function_and_is_gone()
    {
        await Contract.SendAsync("plain", "hello");

        await Contract.Journal.HasAsync("hello", "dequeued 1");
        await Until.TrueAsync("the message is deleted", async () =>
            (await Contract.Queue("plain", QueueMessageEncoding.Base64).GetPropertiesAsync(Token)).Value.ApproximateMessagesCount == 0);
    }

    [Fact]
    public async Task A_failed_message_comes_back_and_counts()
    {
        await Contract.SendAsync("flaky", """{"Key":"twice","Failures":2}""");

        await Contract.Journal.HasAsync("twice", "succeeded 3");
        Contract.Journal.Of("twice").ShouldBe(["failed 1", "failed 2", "succeeded 3"]);
    }

    [Fact]
    public async Task A_message_that_always_fails_ends_in_the_poison_queue()
    {
        await Contract.SendAsync("flaky", """{"Key":"always","Failures":99}""");

        (await PoisonAsync("flaky", QueueMessageEncoding.Base64, "always")).ShouldContain("always");
        Contract.Journal.Of("always").ShouldBe(["failed 1", "failed 2", "failed 3"]);
    }

    [Fact]
    public async Task A_message_that_cannot_be_decoded_is_poison_at_once()
    {
        var queue = Contract.Queue("plain", QueueMessageEncoding.None);
        await queue.CreateIfNotExistsAsync(cancellationToken: Token);

        await queue.SendMessageAsync("%% no base64 %%", Token);

        await PoisonAsync("plain", QueueMessageEncoding.None, "no base64");
    }

    [Fact]
    public async Task A_timer_and_a_queue_function_can_be_fired_by_hand()
    {
        (await FireAsync("Rare", null)).ShouldBe(HttpStatusCode.Accepted);
        (await FireAsync("plain", new { input = "by hand" })).ShouldBe(HttpStatusCode.Accepted);

        await Contract.Journal.HasAsync("rare", "on time");
        await Contract.Journal.HasAsync("by hand", "dequeued 1");
    }

    [Fact]
    public async Task A_function_that_was_fired_by_hand_and_failed_is_500() =>
        (await FireAsync("Flaky", new { input = """{"Key":"failing by hand","Failures":99}""" })).ShouldBe(HttpStatusCode.InternalServerError);

    [Fact]
    public async Task What_cannot_be_fired_is_refused()
    {
        (await FireAsync("NoSuchFunction", null)).ShouldBe(HttpStatusCode.NotFound);
        (await FireAsync("Values", null)).ShouldBe(HttpStatusCode.NotFound);
        (await Contract.Http.PostAsync("/admin/functions/Plain", new StringContent("no json"), Token)).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    private async Task<HttpStatusCode> FireAsync(string function, object? body)
    {
        using var response = await Contract.Http.PostAsync($"/admin/functions/{function}", body is null ? null : JsonContent.Create(body), Token);
        return response.StatusCode;
    }

    private async Task<string> PoisonAsync(string queue, QueueMessageEncoding encoding, string part)
    {
        var poison = Contract.Queue($"{queue}-poison", encoding);
        var found = "";
        await Until.TrueAsync($"a message in {queue}-poison", async () =>
        {
            var messages = await poison.ExistsAsync(Token) ? (await poison.PeekMessagesAsync(32, Token)).Value : [];
            found = messages.Select(message => message.Body.ToString()).FirstOrDefault(body => body.Contains(part)) ?? "";
            return found.Length > 0;
        });
        return found;
    }
}
