using System.Net;
using Shouldly;
using Xunit;
using static Ommnio.EndToEnd.Tests.DirectLine.ChatPage;

namespace Ommnio.EndToEnd.Tests.DirectLine;

public sealed class ConversationTests
{
    [Fact]
    public async Task The_first_start_makes_the_conversation_and_the_second_finds_it()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.PageAsync();

        var first = await page.StartAsync();
        var second = await page.StartAsync();

        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        ((string?)(await JsonOf(first))["conversationId"]).ShouldBe(page.ConversationId);
        ((string?)(await JsonOf(second))["conversationId"]).ShouldBe(page.ConversationId);
    }

    [Fact]
    public async Task The_bot_hears_once_who_arrived_and_in_which_language()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.PageAsync();
        await page.StartAsync();
        await page.StartAsync();

        var arrival = channel.Bot.Seen.ShouldHaveSingleItem();
        ((string?)arrival["type"]).ShouldBe("conversationUpdate");
        ((string?)arrival["locale"]).ShouldBe("es-ES");
        arrival["membersAdded"]!.AsArray().Select(member => (string?)member!["id"]).ShouldBe(["bot", "dl_ana"]);
    }

    [Fact]
    public async Task A_page_that_was_loaded_again_reads_the_whole_conversation_in_order()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        channel.Bot.OnMessage = async said =>
        {
            await channel.Bot.ReplyAsync(said, $"You said {said["text"]}");
            return 200;
        };
        var page = await channel.StartedPageAsync();
        await page.SayAsync("one");
        await page.SayAsync("two");

        (await page.ResumeAsync()).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await page.TextsAsync()).ShouldBe(["one", "You said one", "two", "You said two"]);
    }

    [Fact]
    public async Task A_token_opens_no_other_conversation()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var mine = await channel.StartedPageAsync();
        var theirs = await channel.StartedPageAsync("dl_bea");

        (await mine.PollAsync(conversation: theirs.ConversationId)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await mine.ResumeAsync(theirs.ConversationId)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await mine.PostAsync($"conversations/{theirs.ConversationId}/activities", SmallBot.Message("hello"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await theirs.TextsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_not_served_is_said_so()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.StartedPageAsync();

        (await page.SendAsync(new(HttpMethod.Get, $"conversations/{page.ConversationId}/stream"))).StatusCode.ShouldBe(HttpStatusCode.NotImplemented);
        (await page.SendAsync(new(HttpMethod.Get, "session/getsessionid"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
