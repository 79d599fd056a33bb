using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Ommnio.Bot.Activities;
using Ommnio.Functions;
using Ommnio.Tests.Activities;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Chatting;

/// <summary>The function that stands before the bot: what it refuses itself, and what a missing key server looks like from outside.</summary>
public sealed class ChatTests
{
    private const int Most = 256 * 1024;

    [Theory]
    [InlineData(Most + 1, true)]
    [InlineData(Most + 1, false)]
    public async Task More_than_256_KiB_is_413_whether_it_says_its_length_or_not(int length, bool says)
    {
        var (status, body, _) = await PostAsync(new('a', length), says);

        status.ShouldBe(413);
        ((string)body!["code"]!).ShouldBe("request.too_large");
        ((string)body["detail"]!).ShouldContain("256 KiB");
    }

    [Fact]
    public async Task As_much_as_that_is_read_and_is_no_activity() => (await PostAsync(new('a', Most), says: false)).Status.ShouldBe(400);

    [Fact]
    public async Task Keys_that_cannot_be_read_are_503_and_worth_repeating()
    {
        var door = Door.Channel();
        door.Published = null;

        var (status, body, headers) = await PostAsync(Door.Activity(), says: true, door);

        status.ShouldBe(503);
        ((string)body!["code"]!).ShouldBe("chat.unavailable");
        headers.RetryAfter.ToString().ShouldBe("1");
    }

    [Fact]
    public async Task A_bad_token_is_401()
    {
        var door = Door.Channel();
        (await PostAsync(Door.Activity(), says: true, door, "Bearer a.b.c")).Status.ShouldBe(401);
    }

    private static RegistrationBot NeverAsked() => new(null!, null!, null!, null!, null!, null!, null!, null!, new(_ => "", _ => [], _ => "", _ => new(new("", []), "")), NullLogger<RegistrationBot>.Instance);

    private static async Task<(int Status, JsonNode? Body, IHeaderDictionary Headers)> PostAsync(string body, bool says, Door? door = null, string? header = null)
    {
        door ??= Door.Channel();
        using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var http = new DefaultHttpContext { RequestServices = services };
        var bytes = Encoding.UTF8.GetBytes(body);
        (http.Request.Method, http.Request.ContentType, http.Request.ContentLength) = ("POST", "application/json", says ? bytes.Length : null);
        http.Request.Body = new MemoryStream(bytes);
        http.Request.Headers.Authorization = header ?? $"Bearer {door.Token()}";
        var answer = new MemoryStream();
        http.Response.Body = answer;
        var adapter = new CloudAdapter(door.Authentication, NullLogger<CloudAdapter>.Instance);

        await new Chat(new BotEndpoint(adapter, NeverAsked()), null!, null!, null!).Messages(http.Request, CancellationToken.None);

        return (http.Response.StatusCode, answer.Length == 0 ? null : JsonNode.Parse(answer.ToArray()), http.Response.Headers);
    }
}
