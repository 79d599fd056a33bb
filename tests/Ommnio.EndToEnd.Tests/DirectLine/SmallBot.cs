using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ommnio.EndToEnd.Tests.DirectLine;

/// <summary>A bot of one method on a port of its own. It speaks the wire's JSON, and calls back as the Bot SDK does.</summary>
internal sealed class SmallBot : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient http = new();

    private SmallBot(WebApplication app) => this.app = app;

    public Uri Messages => new(new Uri(app.Urls.Single()), "/api/messages");

    public ConcurrentQueue<JsonObject> Seen { get; } = [];

    public ConcurrentQueue<string> Credentials { get; } = [];

    /// <summary>What it does with a message; its answer is the status of the call.</summary>
    public Func<JsonObject, Task<int>> OnMessage { get; set; } = _ => Task.FromResult(StatusCodes.Status200OK);

    public byte[] Key { get; set; } = [];

    public static async Task<SmallBot> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        var bot = new SmallBot(builder.Build());
        bot.app.MapPost("/api/messages", bot.TakeAsync);
        await bot.app.StartAsync();
        return bot;
    }

    public async Task<string> ReplyAsync(JsonObject to, string text)
    {
        var answer = await CallAsync(HttpMethod.Post, to, $"activities/{Uri.EscapeDataString((string)to["id"]!)}", Message(text));
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
    }

    public Task<HttpResponseMessage> CallAsync(HttpMethod method, JsonObject to, string path, JsonNode? body, string? token = null)
    {
        var service = new Uri((string)to["serviceUrl"]!);
        return CallAsync(method, new Uri(service, $"/v3/conversations/{to["conversation"]!["id"]}/{path}"), body, token);
    }

    public async Task<HttpResponseMessage> CallAsync(HttpMethod method, Uri address, JsonNode? body, string? token = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? Token("ommnio-bot", "ommnio-local-channel"));
        return await http.SendAsync(request);
    }

    public string Token(string issuer, string audience, byte[]? key = null) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = issuer,
        Audience = audience,
        Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5),
        SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(key ?? Key), SecurityAlgorithms.HmacSha256),
    });

    public static JsonObject Message(string text) => new()
    {
        ["type"] = "message",
        ["text"] = text,
        ["textFormat"] = "plain",
        ["from"] = new JsonObject { ["id"] = "bot", ["role"] = "bot" },
    };

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        http.Dispose();
    }

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        var activity = (await request.ReadFromJsonAsync<JsonObject>())!;
        Credentials.Enqueue(request.Headers.Authorization.ToString());
        Seen.Enqueue(activity);
        return Results.StatusCode((string?)activity["type"] == "message" ? await OnMessage(activity) : StatusCodes.Status200OK);
    }
}
