using System.Text.Json.Nodes;

namespace Ommnio.LocalHost.DirectLine;

/// <summary>The bot's side: what the Bot SDK calls at an activity's serviceUrl. On a port of its own, for the bot alone.</summary>
internal sealed class ConnectorRoutes(BotTrust trust, Conversations conversations)
{
    public void Map(WebApplication app)
    {
        var routes = app.MapGroup("/v3/conversations/{id}").AddEndpointFilter(async (context, next) =>
            await trust.IsFromBotAsync(context.HttpContext.Request) ? await next(context) : ChannelError.Unauthorized("The bot's token is not valid"));
        routes.MapPost("/activities", (string id, HttpRequest request) => SayAsync(id, null, request));
        routes.MapPost("/activities/{activity}", SayAsync);
        routes.MapPut("/activities/{activity}", (string id, string activity, HttpRequest request) => WithAsync(id, request, (log, said) => log.Replace(Decode(activity), said) ? Results.Json(new { id = Decode(activity) }) : ChannelError.NotFound()));
        routes.MapDelete("/activities/{activity}", (string id, string activity) => conversations.Find(id)?.Log.Remove(Decode(activity)) is true ? Results.Ok() : ChannelError.NotFound());
        routes.MapGet("/members", (string id) => conversations.Find(id) is { } conversation ? Results.Json(new[] { new { id = conversation.Account.Id, name = conversation.Account.Name } }) : ChannelError.NotFound());
    }

    private Task<IResult> SayAsync(string id, string? activity, HttpRequest request) => WithAsync(id, request, (log, said) =>
    {
        if (activity is not null)
        {
            said["replyToId"] = Decode(activity);
        }

        return Results.Json(new { id = log.Append(said) });
    });

    private async Task<IResult> WithAsync(string id, HttpRequest request, Func<ActivityLog, JsonObject, IResult> serve)
    {
        if (conversations.Find(id) is not { } conversation)
        {
            return ChannelError.NotFound();
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return Activities.Parse(body.GetBuffer().AsSpan(0, (int)body.Length)) is { } sent
            ? serve(conversation.Log, Activities.SaidByBot(sent))
            : ChannelError.BadArgument("An activity is a JSON object");
    }

    private static string Decode(string activity) => Uri.UnescapeDataString(activity);
}
