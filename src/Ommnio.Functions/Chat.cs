using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Ommnio.Bot.Activities;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;

namespace Ommnio.Functions;

/// <summary>The bot's door, and the exchange that lets a page talk to it.</summary>
public sealed class Chat(BotEndpoint bot, IUsers users, ChatAccounts accounts, DirectLineTokens tokens)
{
    private const int MostActivity = 256 * 1024;
    private const int LongestConversation = 200;

    /// <summary>Proves its caller itself: the channel signs what it sends.</summary>
    [Function(nameof(Messages))]
    public async Task Messages([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "messages")] HttpRequest request, CancellationToken cancellationToken)
    {
        // The SDK reads the whole body before it asks who sent it.
        if (await JsonBody.BytesAsync(request, MostActivity, cancellationToken) is not { } bytes)
        {
            await Problems.Of(request, StatusCodes.Status413PayloadTooLarge, new Problem("request.too_large", null, "256 KiB")).ExecuteAsync(request.HttpContext);
            return;
        }

        request.Body = new MemoryStream(bytes, writable: false);
        try
        {
            await bot.ProcessAsync(request, cancellationToken);
        }
        catch (KeysUnreachableException)
        {
            await Problems.Of(request, StatusCodes.Status503ServiceUnavailable, new Problem("chat.unavailable", null)).ExecuteAsync(request.HttpContext);
        }
    }

    /// <summary>For the site on which an administrator is signed in: a token for one conversation, never the secret.</summary>
    [Function(nameof(ChatToken))]
    public async Task<IResult> ChatToken([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "chat/token")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, _, refusal) = await JsonBody.ReadAsync(request, WireJson.Plain.ChatTokenBody, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        // On behalf of an administrator there is a token for that administrator alone: with another's they would be the other.
        var actor = Caller.Of(request).Actor;
        if (UserId.TryParse(body!.UserId) is not { } user || (actor.User is { } acting && acting != user)
            || await users.FindAsync(actor.Organisation, user, cancellationToken) is null)
        {
            return Problems.NotFound(request);
        }

        var account = await accounts.OfAsync(actor.Organisation, user, cancellationToken);
        var earlier = body.ConversationId is { Length: > 0 and <= LongestConversation } id ? id : null;
        return await tokens.GenerateAsync(account, earlier, cancellationToken) is { } made
            ? new JsonAnswer(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(new(made.Token, account, made.ConversationId, made.ExpiresIn), WireJson.Plain.ChatTokenAnswer))
            : Problems.Of(request, StatusCodes.Status503ServiceUnavailable, new Problem("chat.unavailable", null));
    }
}
