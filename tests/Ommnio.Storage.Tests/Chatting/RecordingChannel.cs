using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ommnio.Storage.Tests.Chatting;

/// <summary>The other end of the bot's replies: writes down what came, and takes nothing when it is told to.</summary>
internal sealed class RecordingChannel : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<JsonNode> sent = new();
    private readonly ConcurrentQueue<(string Id, JsonNode Activity)> replaced = new();
    private int count;

    private RecordingChannel(WebApplication app) => this.app = app;

    /// <summary>How many of the last replies are kept: a benchmark's thousands would be marked by the collector again and again.</summary>
    public int Keeps { get; set; } = int.MaxValue;

    public Uri Address => new(app.Urls.Single());

    /// <summary>By the method of the call: 500 instead of an answer.</summary>
    public Func<string, bool> Refuses { get; set; } = _ => false;

    /// <summary>Before a reply is taken: a channel may be slow.</summary>
    public Func<Task> Delays { get; set; } = () => Task.CompletedTask;

    public IReadOnlyList<JsonNode> Sent => [.. sent];

    /// <summary>Whole, as they are read out: beside a card less of them is seen.</summary>
    public IReadOnlyList<string> Texts => [.. sent.Select(Text)];

    public static string Text(JsonNode activity) => (string?)activity["channelData"]?["webchat:fallback-text"] ?? (string)activity["text"]!;

    public IReadOnlyList<(string Id, JsonNode Activity)> Replaced => [.. replaced];

    public static async Task<RecordingChannel> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var channel = new RecordingChannel(app);
        app.MapPost("/v3/conversations/{id}/activities/{activity?}", channel.TakeAsync);
        app.MapPut("/v3/conversations/{id}/activities/{activity}", channel.ReplaceAsync);
        await app.StartAsync();
        return channel;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        var activity = (await JsonNode.ParseAsync(request.Body))!;
        if (Refuses(request.Method))
        {
            return Results.StatusCode(500);
        }

        await Delays();
        activity["id"] = $"bot-{Interlocked.Increment(ref count)}";
        sent.Enqueue(activity);
        while (sent.Count > Keeps && sent.TryDequeue(out _))
        {
        }

        return Results.Json(new { id = (string)activity["id"]! });
    }

    private async Task<IResult> ReplaceAsync(HttpRequest request, string activity)
    {
        var words = (await JsonNode.ParseAsync(request.Body))!;
        if (Refuses(request.Method))
        {
            return Results.StatusCode(405);
        }

        replaced.Enqueue((activity, words));
        return Results.Json(new { id = activity });
    }
}
