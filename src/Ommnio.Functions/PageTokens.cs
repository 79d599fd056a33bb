using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Ommnio.Bot.Activities;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;
using Ommnio.Functions.SigningIn;
using Ommnio.Functions.Wire;

namespace Ommnio.Functions;

/// <summary>For who is signed in on the chat page. Whether they are an administrator is the bot's to find out: a stranger may talk to it, and is told how to be let in.</summary>
public sealed class PageTokens(SignInTokens signIns, PageOrigins origins, ChatAccounts accounts, DirectLineTokens tokens, Attempts attempts, ChatTokenLimit limit)
{
    private const int LongestConversation = 200;

    /// <summary>Proves its caller itself: by the ID token of whoever signed in.</summary>
    [Function(nameof(PageToken))]
    public async Task<IResult> PageToken([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "page/token")] HttpRequest request, CancellationToken cancellationToken)
    {
        origins.Admit(request);
        var (body, _, refusal) = await JsonBody.ReadAsync(request, WireJson.Plain.PageTokenBody, cancellationToken);
        try
        {
            return refusal ?? await AnswerAsync(request, body!, cancellationToken);
        }
        catch (KeysUnreachableException)
        {
            return Problems.Of(request, StatusCodes.Status503ServiceUnavailable, new Problem("chat.unavailable", null));
        }
    }

    /// <summary>What a browser asks before it calls from the page's own address.</summary>
    [Function(nameof(MayPageCall))]
    public IResult MayPageCall([HttpTrigger(AuthorizationLevel.Anonymous, "options", Route = "page/token")] HttpRequest request)
    {
        origins.Admit(request);
        return new EmptyAnswer(StatusCodes.Status204NoContent);
    }

    private async Task<IResult> AnswerAsync(HttpRequest request, PageTokenBody body, CancellationToken cancellationToken)
    {
        if (attempts.AreUsedUp(request))
        {
            return Problems.Of(request, StatusCodes.Status429TooManyRequests, new Problem("request.too_many", null));
        }

        if (await signIns.ProveAsync(Bearer.Of(request) ?? "", cancellationToken) is not { } who)
        {
            attempts.Failed(request);
            request.HttpContext.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.Of(request, StatusCodes.Status401Unauthorized, new Problem("sign_in.refused", null));
        }

        var account = accounts.Of(who);
        if (!limit.Allows(account))
        {
            return Problems.Of(request, StatusCodes.Status429TooManyRequests, new Problem("request.too_many", null));
        }

        var earlier = body.ConversationId is { Length: > 0 and <= LongestConversation } id ? id : null;
        return await tokens.GenerateAsync(account, earlier, cancellationToken) is { } made
            ? new JsonAnswer(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(new(made.Token, account, made.ConversationId, made.ExpiresIn), WireJson.Plain.ChatTokenAnswer))
            : Problems.Of(request, StatusCodes.Status503ServiceUnavailable, new Problem("chat.unavailable", null));
    }
}
