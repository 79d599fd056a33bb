using System.Text.Json.Nodes;

namespace Ommnio.LocalHost.DirectLine;

/// <summary><c>/v3/directline/conversations</c>: start, resume, read and speak.</summary>
internal sealed class ConversationRoutes(TokenGate gate, PageTokens tokens, BotDelivery bot, CancellationToken stopping)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/conversations", StartAsync);
        routes.MapGet("/conversations/{id}", ResumeAsync);
        routes.MapGet("/conversations/{id}/activities", ReadAsync);
        routes.MapPost("/conversations/{id}/activities", SpeakAsync);
        routes.MapGet("/conversations/{id}/stream", () => ChannelError.Of(StatusCodes.Status501NotImplemented, "NotImplemented", "Read activities by polling"));
        routes.MapGet("/session/getsessionid", () => ChannelError.NotFound());
    }

    private async Task<IResult> StartAsync(HttpRequest request, CancellationToken cancellation)
    {
        var (conversation, token, refusal) = await gate.OpenAsync(request, conversationId: null);
        if (conversation is null)
        {
            return refusal!;
        }

        // Without a body the language is not known; who starts it is in the token, whatever the body says.
        var (body, _) = await Body.ReadAsync(request, cancellation);
        var first = conversation.Start();
        if (first)
        {
            var arrival = Activities.Arrival(conversation.Account, body is null ? null : Activities.Text(body, "locale"));
            conversation.Log.Append(arrival);
            await bot.SendAsync(conversation, arrival, stopping);
        }

        return Opened(conversation, token!, first ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private async Task<IResult> ResumeAsync(HttpRequest request, string id)
    {
        var (conversation, token, refusal) = await gate.OpenAsync(request, id);
        return conversation is null ? refusal! : Opened(conversation, token!, StatusCodes.Status200OK);
    }

    private async Task<IResult> ReadAsync(HttpRequest request, string id, string? watermark)
    {
        var (conversation, _, refusal) = await gate.OpenAsync(request, id);
        if (conversation is null)
        {
            return refusal!;
        }

        var (activities, reached) = conversation.Log.Read(watermark);
        return Results.Json(new { activities, watermark = reached });
    }

    private async Task<IResult> SpeakAsync(HttpRequest request, string id, CancellationToken cancellation)
    {
        var (conversation, _, refusal) = await gate.OpenAsync(request, id);
        if (conversation is null)
        {
            return refusal!;
        }

        var (sent, unreadable) = await Body.ReadAsync(request, cancellation);
        if (sent is null)
        {
            return unreadable!;
        }

        if (Activities.TypeOf(sent) is not ("message" or "event" or "typing"))
        {
            return ChannelError.BadArgument("type has to be message, event or typing");
        }

        // Kept before the bot hears of it: its replies come after it. A page that goes away does not take back what it said.
        JsonObject said = Activities.SaidBy(conversation.Account, sent);
        var activityId = conversation.Log.Append(said);
        return await bot.SendAsync(conversation, said, stopping) ? Results.Json(new { id = activityId }) : ChannelError.BotFailed();
    }

    private IResult Opened(Conversation conversation, PageToken token, int status) => Results.Json(
        new
        {
            conversationId = conversation.Id,
            token = tokens.Issue(token),
            expires_in = (int)PageTokens.Lifetime.TotalSeconds,
            streamUrl = "",
        },
        statusCode: status);
}
