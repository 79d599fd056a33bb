using System.Text.Json.Nodes;

namespace Ommnio.LocalHost.DirectLine;

/// <summary>The part of the Connector API that a bot calls back, on an address of its own that no page knows.</summary>
internal sealed class ConnectorRoutes(Conversations conversations, Uploads uploads, BotTrust trust)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v3/attachments/{id}/views/{view}", (string id) => uploads.Find(id) is { } upload ? Results.Bytes(upload.Content, upload.ContentType) : ChannelError.NotFound())
            .AddEndpointFilter(OnlyTheBotAsync);
        var routes = app.MapGroup("/v3/conversations").AddEndpointFilter(OnlyTheBotAsync);
        routes.MapPost("", CreateAsync);
        routes.MapPost("/{id}/activities", (HttpRequest request, string id, CancellationToken cancellation) => SayAsync(request, id, null, cancellation));
        routes.MapPost("/{id}/activities/{activityId}", SayAsync);
        routes.MapPut("/{id}/activities/{activityId}", ReplaceAsync);
        routes.MapDelete("/{id}/activities/{activityId}", (string id, string activityId) =>
            conversations.Find(id)?.Log.Remove(Decoded(activityId)) == true ? Results.Ok() : ChannelError.NotFound());
        routes.MapGet("/{id}/members", (string id) => Members(id, account => new[] { account }));
        routes.MapGet("/{id}/pagedmembers", (string id) => Members(id, account => new { members = new[] { account } }));
        routes.MapGet("/{id}/members/{userId}", (string id, string userId) =>
            conversations.Find(id)?.Account.Id == userId ? Members(id, account => account) : ChannelError.NotFound());
        routes.MapPost("/{id}/attachments", () => ChannelError.Of(StatusCodes.Status501NotImplemented, "NotImplemented", "Files cannot be sent here"));
    }

    private async ValueTask<object?> OnlyTheBotAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        await trust.IsFromBotAsync(context.HttpContext.Request) ? await next(context) : ChannelError.Unauthorized("Only the bot may call this");

    private async Task<IResult> CreateAsync(HttpRequest request, CancellationToken cancellation)
    {
        var (body, refusal) = await Body.ReadAsync(request, cancellation);
        if (body is null)
        {
            return refusal!;
        }

        var member = (body["members"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault();
        if (member is null || Activities.Text(member, "id") is not { } account || conversations.FindByAccount(account) is not { } known)
        {
            return ChannelError.BadArgument("members has to name one account that this channel knows");
        }

        var opened = conversations.Open(known.Account);
        var activityId = body["activity"] is JsonObject first ? opened.Log.Append(Activities.SaidByBot(first)) : null;
        return Results.Json(new { id = opened.Id, serviceUrl = $"{request.Scheme}://{request.Host}", activityId }, statusCode: StatusCodes.Status201Created);
    }

    private async Task<IResult> SayAsync(HttpRequest request, string id, string? activityId, CancellationToken cancellation)
    {
        if (conversations.Find(id) is not { } conversation)
        {
            return ChannelError.NotFound();
        }

        var (body, refusal) = await Body.ReadAsync(request, cancellation);
        if (body is null)
        {
            return refusal!;
        }

        var said = Activities.SaidByBot(body);
        if (activityId is not null)
        {
            said["replyToId"] = Decoded(activityId);
        }

        return Results.Json(new { id = conversation.Log.Append(said) });
    }

    private async Task<IResult> ReplaceAsync(HttpRequest request, string id, string activityId, CancellationToken cancellation)
    {
        if (conversations.Find(id) is not { } conversation)
        {
            return ChannelError.NotFound();
        }

        var (body, refusal) = await Body.ReadAsync(request, cancellation);
        if (body is null)
        {
            return refusal!;
        }

        var replaced = Decoded(activityId);
        return conversation.Log.Replace(replaced, Activities.SaidByBot(body)) ? Results.Json(new { id = replaced }) : ChannelError.NotFound();
    }

    private IResult Members(string id, Func<object, object> shape) => conversations.Find(id) is { } conversation
        ? Results.Json(shape(new { id = conversation.Account.Id, name = conversation.Account.Name, role = "user" }))
        : ChannelError.NotFound();

    /// <summary>The SDK percent-encodes the bar in an activity's id, and some versions of it twice.</summary>
    private static string Decoded(string activityId) => Uri.UnescapeDataString(activityId);
}
