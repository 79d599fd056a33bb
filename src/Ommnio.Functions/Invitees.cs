using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Ommnio.Core.Inviting;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;
using Ommnio.Functions.Pages;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;

namespace Ommnio.Functions;

/// <summary>The invitee's side: who has a token need be nobody else. Looking changes nothing; only the button, or its call, accepts.</summary>
public sealed class Invitees(FindByToken find, AcceptInvitation accept, AskForInvitation ask, Attempts attempts)
{
    private const int MostForm = 1_024;

    [Function(nameof(ShowInvitation))]
    public async Task<IResult> ShowInvitation([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "i/{token}")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        var language = Problems.LanguageOf(request);
        if (attempts.AreUsedUp(request))
        {
            return InviteePages.TooMany(language);
        }

        return await find.WelcomeAsync(token, cancellationToken) is { } welcome
            ? InviteePages.Welcome(welcome.Organisation, welcome.Language)
            : Failed(request, InviteePages.DoesNotWork(language));
    }

    /// <summary>The page's button: it accepts, or asks for a new invitation where there is none to be accepted.</summary>
    [Function(nameof(AnswerInvitation))]
    public async Task<IResult> AnswerInvitation([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "i/{token}")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        var language = Problems.LanguageOf(request);
        if (attempts.AreUsedUp(request))
        {
            return InviteePages.TooMany(language);
        }

        if (await JsonBody.BytesAsync(request, MostForm, cancellationToken) is { } form && Encoding.UTF8.GetString(form) == "ask=1")
        {
            await ask.HandleAsync(token, cancellationToken);
            return Failed(request, InviteePages.Asked(language));
        }

        return await accept.HandleAsync(new(token, null), cancellationToken) switch
        {
            AcceptInvitationOutcome.Accepted(var organisation, var user) => InviteePages.Accepted(organisation.Name, Welcome.LanguageOf(user, organisation)),
            AcceptInvitationOutcome.Busy => InviteePages.Busy(language),
            _ => Failed(request, InviteePages.DoesNotWork(language)),
        };
    }

    [Function(nameof(AcceptInvitation))]
    public async Task<IResult> AcceptInvitation([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "invitations/accept")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (attempts.AreUsedUp(request))
        {
            return Problems.Of(request, StatusCodes.Status429TooManyRequests, new Problem("request.too_many", null));
        }

        var (body, _, refusal) = await JsonBody.ReadAsync(request, WireJson.Plain.AcceptBody, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var outcome = await accept.HandleAsync(new(body!.Token, body.Phone), cancellationToken);
        var answer = InvitationWire.Answer(request, outcome);
        return outcome is AcceptInvitationOutcome.DoesNotWork ? Failed(request, answer) : answer;
    }

    private IResult Failed(HttpRequest request, IResult answer)
    {
        attempts.Failed(request);
        return answer;
    }
}
