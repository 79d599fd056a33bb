using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;
using static Ommnio.EndToEnd.Tests.DirectLine.ChatPage;

namespace Ommnio.EndToEnd.Tests.DirectLine;

public sealed class BotFailureTests
{
    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task A_bot_that_fails_is_seen_to_fail(int status)
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        channel.Bot.OnMessage = _ => Task.FromResult(status);
        var page = await channel.StartedPageAsync();

        await ShouldFailAndSaySo(page, "Something went wrong");
    }

    [Fact]
    public async Task A_bot_that_is_down_is_seen_to_be_down_and_the_page_goes_on_polling()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.StartedPageAsync();
        await channel.Bot.DisposeAsync();

        await ShouldFailAndSaySo(page, "Something went wrong");
    }

    [Fact]
    public async Task A_bot_that_is_too_slow_is_not_waited_for()
    {
        await using var channel = await ChannelUnderTest.StartAsync(TimeSpan.FromMilliseconds(200));
        var end = new TaskCompletionSource<int>();
        channel.Bot.OnMessage = _ => end.Task;
        var page = await channel.StartedPageAsync();

        await ShouldFailAndSaySo(page, "Something went wrong");
        end.SetResult(200);
    }

    [Fact]
    public async Task The_apology_is_in_the_language_of_the_page()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        channel.Bot.OnMessage = _ => Task.FromResult(500);
        var page = await channel.StartedPageAsync();

        await page.SayAsync(new JsonObject { ["type"] = "message", ["text"] = "hola", ["locale"] = "es-ES" });

        (await page.TextsAsync())[1].ShouldStartWith("Algo ha fallado");
    }

    [Fact]
    public async Task A_page_can_start_while_the_bot_is_down_and_is_told()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        await channel.Bot.DisposeAsync();
        var page = await channel.PageAsync();

        (await page.StartAsync()).StatusCode.ShouldBe(HttpStatusCode.Created);

        (await page.TextsAsync()).ShouldHaveSingleItem().ShouldStartWith("Algo ha fallado");
    }

    private static async Task ShouldFailAndSaySo(ChatPage page, string apology)
    {
        var answer = await page.SayAsync("hello");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        ((string?)(await JsonOf(answer))["error"]!["code"]).ShouldBe("BotError");
        (await page.PollAsync()).StatusCode.ShouldBe(HttpStatusCode.OK);
        var texts = await page.TextsAsync();
        texts.Count.ShouldBe(2);
        texts[1].ShouldStartWith(apology);
    }
}
