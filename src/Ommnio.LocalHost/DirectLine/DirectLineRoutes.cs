using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Ommnio.LocalHost.DirectLine;

/// <summary>The page's side: the part of Direct Line 3.0 that Web Chat uses.</summary>
internal sealed class DirectLineRoutes(ChannelOptions options, ChannelKeys keys, Conversations conversations, BotDelivery bot)
{
    private readonly PageTokens tokens = new(keys.Pages, options.Time);

    public void Map(WebApplication app)
    {
        var routes = app.MapGroup("/v3/directline");
        routes.MapPost("/tokens/generate", GenerateAsync);
        routes.MapPost("/tokens/refresh", (HttpRequest request) => WithTokenAsync(request, null, (conversation, _) => Task.FromResult(Results.Json(Opened(conversation)))));
        routes.MapPost("/conversations", (HttpRequest request) => WithTokenAsync(request, null, StartAsync));
        routes.MapGet("/conversations/{id}", (string id, HttpRequest request) => WithTokenAsync(request, id, (conversation, _) => Task.FromResult(Results.Json(Opened(conversation)))));
        routes.MapGet("/conversations/{id}/activities", (string id, HttpRequest request) => WithTokenAsync(request, id, ReadAsync));
        routes.MapPost("/conversations/{id}/activities", (string id, HttpRequest request) => WithTokenAsync(request, id, SayAsync));
        routes.MapPost("/conversations/{id}/upload", () => Results.StatusCode(StatusCodes.Status415UnsupportedMediaType));
        routes.MapGet("/conversations/{id}/stream", () => Results.StatusCode(StatusCodes.Status501NotImplemented));
        routes.MapGet("/session/getsessionid", () => Results.NotFound());
    }

    private async Task<IResult> GenerateAsync(HttpRequest request)
    {
        var shown = Encoding.UTF8.GetBytes(SignedTokens.Bearer(request) ?? "");
        if (!CryptographicOperations.FixedTimeEquals(shown, Encoding.UTF8.GetBytes(keys.Secret)))
        {
            return ChannelError.Unauthorized("The secret is not valid");
        }

        if (await BodyAsync(request) is not { } body || body["user"] is not JsonObject user || Activities.Text(user, "id") is not { } id || !id.StartsWith("dl_", StringComparison.Ordinal))
        {
            return ChannelError.BadArgument("user.id must begin with dl_");
        }

        // An earlier conversation is opened again only for the account that had it.
        var earlier = Activities.Text(body, "conversationId") is { } named ? conversations.Find(named) : null;
        var account = new ChatAccount(id, Activities.Text(user, "name") ?? "");
        return Results.Json(Opened(earlier?.Account.Id == id ? earlier : conversations.Open(account)));
    }

    private async Task<IResult> StartAsync(Conversation conversation, HttpRequest request)
    {
        if (!conversation.Start())
        {
            return Results.Json(Opened(conversation));
        }

        var body = await BodyAsync(request);
        var arrival = Activities.Arrival(conversation.Account, body is null ? null : Activities.Text(body, "locale"));
        conversation.Log.Append(arrival);
        await bot.SendAsync(conversation, arrival, request.HttpContext.RequestAborted);
        return Results.Json(Opened(conversation), statusCode: StatusCodes.Status201Created);
    }

    private static Task<IResult> ReadAsync(Conversation conversation, HttpRequest request)
    {
        var (activities, watermark) = conversation.Log.Read(request.Query["watermark"]);
        return Task.FromResult(Results.Json(new { activities, watermark }));
    }

    private async Task<IResult> SayAsync(Conversation conversation, HttpRequest request)
    {
        if (request.ContentLength > Activities.MaxBytes)
        {
            return ChannelError.TooLarge();
        }

        if (await BodyAsync(request) is not { } sent || Activities.TypeOf(sent) is not ("message" or "event" or "typing"))
        {
            return ChannelError.BadArgument("An activity is a JSON object of type message, event or typing");
        }

        var said = Activities.SaidBy(conversation.Account, sent);
        var id = conversation.Log.Append(said);
        // Not tied to the page: what was sent is handled, also when the page is closed meanwhile.
        return await bot.SendAsync(conversation, said, CancellationToken.None) ? Results.Json(new { id }) : ChannelError.BotFailed();
    }

    private async Task<IResult> WithTokenAsync(HttpRequest request, string? id, Func<Conversation, HttpRequest, Task<IResult>> serve)
    {
        var (state, token) = await tokens.ReadAsync(request);
        if (state != TokenState.Valid || token is null)
        {
            return state == TokenState.Expired ? ChannelError.TokenExpired() : ChannelError.Unauthorized("The token is not valid");
        }

        if ((id is not null && id != token.ConversationId) || !IsAllowed(request.Headers.Origin))
        {
            return ChannelError.Forbidden("The token is for another conversation or page");
        }

        return conversations.Find(token.ConversationId) is { } conversation ? await serve(conversation, request) : ChannelError.NotFound();
    }

    private bool IsAllowed(string? origin) =>
        string.IsNullOrEmpty(origin) || origin == options.PublicUrl.GetLeftPart(UriPartial.Authority) || options.Origins.Contains(origin);

    private object Opened(Conversation conversation) => new
    {
        conversationId = conversation.Id,
        token = tokens.Issue(new(conversation.Id, conversation.Account.Id, [])),
        expires_in = (int)PageTokens.Lifetime.TotalSeconds,
        streamUrl = "",
    };

    private static async Task<JsonObject?> BodyAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return body.Length is 0 or > Activities.MaxBytes ? null : Activities.Parse(body.GetBuffer().AsSpan(0, (int)body.Length));
    }
}
