using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using static Ommnio.EndToEnd.Tests.DirectLine.ChatPage;

namespace Ommnio.EndToEnd.Tests.DirectLine;

public sealed class SpeakingTests
{
    [Fact]
    public async Task What_is_said_is_echoed_as_it_was_sent_with_the_account_of_the_token()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.StartedPageAsync();

        var answer = await page.SayAsync(JsonNode.Parse(
            """
            {"type":"message","text":"hello","textFormat":"plain","locale":"es-ES","localTimezone":"UTC","serviceUrl":"http://evil.example",
             "from":{"id":"dl_somebody_else","name":"Eve","role":"bot"},"channelData":{"clientActivityID":"abc","attachmentSizes":[]},"entities":[{"type":"ClientCapabilities"}]}
            """)!.AsObject());

        var echo = (await page.ReadAsync()).Activities.ShouldHaveSingleItem();
        ((string?)echo["id"]).ShouldBe((string?)(await JsonOf(answer))["id"]);
        echo["from"]!.ToJsonString().ShouldBe("""{"id":"dl_ana","name":"Ana","role":"user"}""");
        echo["channelData"]!.ToJsonString().ShouldBe("""{"clientActivityID":"abc","attachmentSizes":[]}""");
        ((string?)echo["localTimezone"]).ShouldBe("UTC");
        ((string?)echo["conversation"]!["id"]).ShouldBe(page.ConversationId);
        ((string?)echo["channelId"]).ShouldBe("directline");
        echo["entities"]!.AsArray().Count.ShouldBe(1);
        echo["serviceUrl"].ShouldBeNull();
        DateTimeOffset.Parse((string)echo["timestamp"]!).ShouldBe(channel.Time.GetUtcNow());
    }

    [Fact]
    public async Task A_card_that_was_submitted_is_echoed_and_reaches_the_bot_whole()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.StartedPageAsync();

        await page.SayAsync(JsonNode.Parse("""{"type":"message","channelData":{"postBack":true},"value":{"k":"confirm","firstName":"Ana"}}""")!.AsObject());

        (await page.ReadAsync()).Activities.ShouldHaveSingleItem()["value"]!.ToJsonString().ShouldBe("""{"k":"confirm","firstName":"Ana"}""");
        var heard = channel.Bot.Seen.Last();
        heard["value"]!.ToJsonString().ShouldBe("""{"k":"confirm","firstName":"Ana"}""");
        ((bool?)heard["channelData"]!["postBack"]).ShouldBe(true);
        ((string?)heard["recipient"]!["id"]).ShouldBe("bot");
    }

    [Fact]
    public async Task The_echo_comes_before_the_reply()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        channel.Bot.OnMessage = async said =>
        {
            await channel.Bot.ReplyAsync(said, "reply");
            return 200;
        };
        var page = await channel.StartedPageAsync();

        await page.SayAsync("hello");

        var (activities, _) = await page.ReadAsync();
        activities.Select(activity => (string?)activity["text"]).ShouldBe(["hello", "reply"]);
        ((string?)activities[1]["replyToId"]).ShouldBe((string?)activities[0]["id"]);
        ((string?)activities[1]["textFormat"]).ShouldBe("plain");
    }

    [Fact]
    public async Task Two_that_are_sent_at_once_are_with_the_bot_at_once_and_keep_their_order()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var (both, count) = (new TaskCompletionSource(), 0);
        channel.Bot.OnMessage = async _ =>
        {
            if (Interlocked.Increment(ref count) == 2)
            {
                both.SetResult();
            }

            await both.Task.WaitAsync(TimeSpan.FromSeconds(10));
            return 200;
        };
        var page = await channel.StartedPageAsync();

        var first = page.SayAsync("first");
        await Until.TrueAsync("the first is kept", async () => (await page.TextsAsync()).Count == 1);
        var second = page.SayAsync("second");

        (await first).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await second).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await page.TextsAsync()).ShouldBe(["first", "second"]);
    }

    [Theory]
    [InlineData("""{"type":"conversationUpdate","membersAdded":[{"id":"dl_eve"}]}""")]
    [InlineData("""{"type":"invoke","name":"signin/verifyState"}""")]
    [InlineData("""{"text":"no type"}""")]
    public async Task A_page_sends_only_what_people_say(string activity)
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.StartedPageAsync();

        (await page.SayAsync(JsonNode.Parse(activity)!.AsObject())).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        channel.Bot.Seen.Count.ShouldBe(1);
        (await page.TextsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("""{"type":"message","text":"a","text":"b"}""")]
    public async Task A_body_that_is_not_one_object_is_refused(string body)
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.StartedPageAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"conversations/{page.ConversationId}/activities") { Content = new StringContent(body) };

        (await page.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_256_KB_is_refused_whether_it_says_its_length_or_not(bool isChunked)
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.StartedPageAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"conversations/{page.ConversationId}/activities")
        {
            Content = new StringContent(SmallBot.Message(new string('x', 300_000)).ToJsonString()),
        };
        request.Headers.TransferEncodingChunked = isChunked;

        (await page.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await page.TextsAsync()).ShouldBeEmpty();
    }
}
