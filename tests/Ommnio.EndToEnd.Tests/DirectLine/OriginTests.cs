using System.Net;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.DirectLine;

public sealed class OriginTests
{
    [Fact]
    public async Task A_page_that_the_channel_was_told_of_may_call_after_asking()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.StartedPageAsync();

        var asked = await page.SendAsync(From("https://chat.example", HttpMethod.Options, $"conversations/{page.ConversationId}/activities"));
        var called = await page.SendAsync(From("https://chat.example", HttpMethod.Get, $"conversations/{page.ConversationId}/activities"));

        asked.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        Header(asked, "Access-Control-Allow-Origin").ShouldBe("https://chat.example");
        Header(asked, "Access-Control-Allow-Headers").ShouldContain("x-ms-bot-agent");
        Header(asked, "Access-Control-Allow-Methods").ShouldContain("POST");
        called.StatusCode.ShouldBe(HttpStatusCode.OK);
        Header(called, "Access-Control-Allow-Origin").ShouldBe("https://chat.example");
        Header(called, "Cache-Control").ShouldContain("no-store");
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("https://chat.example.evil.example")]
    [InlineData("null")]
    public async Task Another_page_may_not_even_with_a_token(string origin)
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.StartedPageAsync();

        var asked = await page.SendAsync(From(origin, HttpMethod.Options, "conversations"));
        var called = await page.SendAsync(From(origin, HttpMethod.Get, $"conversations/{page.ConversationId}/activities"));

        asked.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        called.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        called.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    private static HttpRequestMessage From(string origin, HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Origin", origin);
        return request;
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(',', answer.Headers.GetValues(name));
}
