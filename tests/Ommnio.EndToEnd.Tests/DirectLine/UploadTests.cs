using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.DirectLine;

public sealed class UploadTests
{
    [Fact]
    public async Task A_file_reaches_the_bot_and_the_page_is_shown_its_name_alone()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.StartedPageAsync();

        (await SendAsync(page, page.ConversationId, "Kim Lee,Cashier,Sales"u8.ToArray())).StatusCode.ShouldBe(HttpStatusCode.OK);

        var echo = (await page.ReadAsync()).Activities.ShouldHaveSingleItem();
        echo["attachments"]!.ToJsonString().ShouldBe("""[{"contentType":"text/csv","name":"list.csv"}]""");
        ((string?)echo["from"]!["id"]).ShouldBe("dl_ana");
        ((string?)echo["channelData"]!["clientActivityID"]).ShouldBe("abc");
        var place = new Uri((string)channel.Bot.Seen.Last()["attachments"]![0]!["contentUrl"]!);
        using var fetched = await channel.Bot.CallAsync(HttpMethod.Get, place, body: null);
        (await fetched.Content.ReadAsStringAsync()).ShouldBe("Kim Lee,Cashier,Sales");
        fetched.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
    }

    [Fact]
    public async Task Only_the_bot_may_fetch_a_file_and_only_one_that_is_there()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.StartedPageAsync();
        await SendAsync(page, page.ConversationId, "Kim"u8.ToArray());
        var place = new Uri((string)channel.Bot.Seen.Last()["attachments"]![0]!["contentUrl"]!);

        (await channel.Bot.CallAsync(HttpMethod.Get, place, body: null, page.Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await channel.Bot.CallAsync(HttpMethod.Get, new Uri(place, "/v3/attachments/00/views/original"), body: null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await page.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(channel.Url, place.AbsolutePath)))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_token_of_another_conversation_sends_no_file()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var (page, other) = (await channel.StartedPageAsync(), await channel.StartedPageAsync("dl_eve"));

        (await SendAsync(page, other.ConversationId, "Kim"u8.ToArray())).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        (await other.TextsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1_200_000, false)]
    [InlineData(1_200_000, true)]
    [InlineData(16_000_000, false)] // No buffer takes it: the client is still sending when it is refused.
    [InlineData(16_000_000, true)]
    public async Task More_than_a_megabyte_is_refused_whether_it_says_its_length_or_not(int length, bool isChunked)
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.StartedPageAsync();

        (await SendAsync(page, page.ConversationId, new byte[length], isChunked: isChunked)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);

        (await page.ReadAsync()).Activities.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"type":"conversationUpdate"}""")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task The_activity_beside_it_has_to_be_a_message(string activity)
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.StartedPageAsync();

        (await SendAsync(page, page.ConversationId, "Kim"u8.ToArray(), activity)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await page.PostAsync($"conversations/{page.ConversationId}/upload", new JsonObject { ["type"] = "message" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private const string Message = """{"type":"message","from":{"id":"dl_eve"},"channelData":{"clientActivityID":"abc"},"attachments":[{"contentType":"text/csv","name":"list.csv","contentUrl":"http://evil.example/"}]}""";

    private static Task<HttpResponseMessage> SendAsync(ChatPage page, string conversation, byte[] content, string activity = Message, bool isChunked = false)
    {
        var said = new StringContent(activity);
        said.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.microsoft.activity");
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        var request = new HttpRequestMessage(HttpMethod.Post, $"conversations/{conversation}/upload?userId=dl_eve")
        {
            Content = new MultipartFormDataContent { { said, "activity", "blob" }, { file, "file", "list.csv" } },
        };
        request.Headers.TransferEncodingChunked = isChunked;
        return page.SendAsync(request);
    }
}
