using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Ommnio.Bot.Activities;
using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;

namespace Ommnio.Functions;

/// <summary>The bot's door, and the exchange that lets a page talk to it.</summary>
public sealed class Chat(BotEndpoint bot, IUsers users, IChannelIdentities identities, DirectLineTokens tokens)
{
    private const int MostActivity = 256 * 1024;

    /// <summary>Proves its caller itself: the channel signs what it sends.</summary>
    [Function(nameof(Messages))]
    public async Task Messages([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "messages")] HttpRequest request, CancellationToken cancellationToken)
    {
        // The SDK reads the whole body before it asks who sent it.
        if (request.ContentLength is null or > MostActivity)
        {
            await Problems.Of(request, StatusCodes.Status413PayloadTooLarge, new Problem("request.too_large", null)).ExecuteAsync(request.HttpContext);
            return;
        }

        try
        {
            await bot.ProcessAsync(request, cancellationToken);
        }
        catch (ChannelKeysUnreachableException)
        {
            request.HttpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    /// <summary>For the site on which an administrator is signed in: a token for one conversation, never the secret.</summary>
    [Function(nameof(ChatToken))]
    public async Task<IResult> ChatToken([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "chat/token")] HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(request, WireJson.Plain.ChatTokenBody, cancellationToken);
        if (body.Refusal is not null)
        {
            return body.Refusal;
        }

        // On behalf of an administrator there is a token for that administrator alone: with another's they would be the other.
        var actor = Caller.Of(request).Actor;
        var organisation = actor.Organisation;
        if (UserId.TryParse(body.Value!.UserId) is not { } user || (actor.User is { } acting && acting != user)
            || await users.FindAsync(organisation, user, cancellationToken) is null)
        {
            return Problems.NotFound(request);
        }

        // The account of a user at the page is always the same, so an earlier conversation is known to be theirs.
        var account = $"dl_{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{organisation}:{user}")))[..32]}";
        await identities.AddAsync(new("directline", account, organisation, user), cancellationToken);
        var (token, conversation, expires) = await tokens.GenerateAsync(account, body.Value.ConversationId, cancellationToken);
        var answer = new ChatTokenAnswer(token, account, conversation, expires);
        return new JsonAnswer(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(answer, WireJson.Plain.ChatTokenAnswer));
    }
}
