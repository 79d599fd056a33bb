using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

/// <summary>The bot's door on the real worker: whoever is not a channel is told so, never 200 and never 500.</summary>
public sealed class MessagesTests(FunctionsAppFixture app)
{
    private const string Activity = """
        {"type":"message","id":"1","text":"hello","channelId":"msteams","serviceUrl":"https://smba.trafficmanager.net/emea/",
         "from":{"id":"a"},"recipient":{"id":"b"},"conversation":{"id":"c"}}
        """;

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer junk")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6IngifQ.eyJpc3MiOiJodHRwczovL3N0cy53aW5kb3dzLm5ldC94LyJ9.c2ln")]
    public async Task Without_a_channels_token_it_is_401(string? header)
    {
        using var http = app.Client(null);
        (string, string)[] headers = header is null ? [] : [("Authorization", header)];

        (await http.PostJsonAsync("messages", Activity, headers)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Our_own_key_does_not_open_it() => (await app.Http.PostJsonAsync("messages", Activity)).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task What_is_no_activity_is_400()
    {
        using var http = app.Client(null);
        (await http.PostJsonAsync("messages", "{ oops")).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task More_than_256_KiB_is_413_whether_it_says_its_length_or_not()
    {
        using var http = app.Client(null);
        var body = Activity.Replace("hello", new('a', 256 * 1024), StringComparison.Ordinal);
        (await http.PostJsonAsync("messages", body)).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "request.too_large");

        using var chunked = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(body))) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        (await http.CallAsync(HttpMethod.Post, "messages", chunked, ("Transfer-Encoding", "chunked"))).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "request.too_large");
    }

    [Fact]
    public async Task A_small_body_in_chunks_is_read()
    {
        using var http = app.Client(null);
        using var chunked = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(Activity))) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

        (await http.CallAsync(HttpMethod.Post, "messages", chunked, ("Transfer-Encoding", "chunked"))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Its_only_verb_is_POST(string method)
    {
        using var http = app.Client(null);
        (await http.CallAsync(new(method), "messages", null, ("Connection", "Upgrade"), ("Upgrade", "websocket"))).ShouldBe(HttpStatusCode.NotFound);
    }
}
