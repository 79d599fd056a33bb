using System.Net;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.DirectLine;

public sealed class WatermarkTests
{
    [Fact]
    public async Task A_mark_reads_on_from_there_and_the_same_mark_reads_the_same_again()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.StartedPageAsync();
        await page.SayAsync("one");
        var (_, mark) = await page.ReadAsync();
        await page.SayAsync("two");

        (await page.TextsAsync(mark)).ShouldBe(["two"]);
        (await page.TextsAsync(mark)).ShouldBe(["two"]);
        (await page.TextsAsync()).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task A_mark_comes_back_also_when_nothing_is_new()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.StartedPageAsync();
        await page.SayAsync("one");
        var (_, mark) = await page.ReadAsync();

        var (activities, again) = await page.ReadAsync(mark);

        activities.ShouldBeEmpty();
        again.ShouldBe(mark);
    }

    [Theory]
    [InlineData("999999")]
    [InlineData("99999999999999999999999999")]
    [InlineData("-1")]
    [InlineData("nonsense")]
    public async Task A_foreign_mark_ends_no_chat(string mark)
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.StartedPageAsync();
        await page.SayAsync("one");

        (await page.PollAsync(mark)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var (_, reached) = await page.ReadAsync(mark);
        await page.SayAsync("two");

        (await page.TextsAsync(reached)).ShouldBe(["two"]);
    }

    [Fact]
    public async Task A_long_transcript_comes_in_pages_and_nothing_twice()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.StartedPageAsync();
        var said = Enumerable.Range(1, 230).Select(number => $"{number}").ToList();
        foreach (var text in said)
        {
            await page.SayAsync(text);
        }

        List<string> read = [];
        for (var (mark, count) = ("", -1); count != 0;)
        {
            var (activities, reached) = await page.ReadAsync(mark);
            activities.Count.ShouldBeLessThanOrEqualTo(100);
            read.AddRange(activities.Select(activity => (string)activity["text"]!));
            (mark, count) = (reached, activities.Count);
        }

        read.ShouldBe(said);
    }
}
