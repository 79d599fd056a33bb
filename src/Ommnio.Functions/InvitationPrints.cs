using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Functions.Delivering;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;

namespace Ommnio.Functions;

/// <summary>An invitation for a person's eyes: its QR code, and a page to be printed. Showing it changes nothing about it.</summary>
public sealed class InvitationPrints(PresentInvitation present)
{
    private const string Route = "users/{id}/invitations/{invitationId}/";

    [Function(nameof(InvitationQrSvg))]
    public Task<IResult> InvitationQrSvg([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "qr.svg")] HttpRequest request, string id, string invitationId, CancellationToken cancellationToken) =>
        AnswerAsync(request, id, invitationId, shown => new JsonAnswer(StatusCodes.Status200OK, Encoding.UTF8.GetBytes(QrCode.Svg(shown.Letter.Link)), "image/svg+xml"), cancellationToken);

    [Function(nameof(InvitationQrPng))]
    public Task<IResult> InvitationQrPng([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "qr.png")] HttpRequest request, string id, string invitationId, CancellationToken cancellationToken) =>
        AnswerAsync(request, id, invitationId, shown => new JsonAnswer(StatusCodes.Status200OK, QrCode.Png(shown.Letter.Link), "image/png"), cancellationToken);

    [Function(nameof(PrintInvitation))]
    public Task<IResult> PrintInvitation([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "print")] HttpRequest request, string id, string invitationId, CancellationToken cancellationToken) =>
        AnswerAsync(request, id, invitationId, shown => new HtmlAnswer(StatusCodes.Status200OK, PrintedInvitation.Page(shown, QrCode.Svg(shown.Letter.Link)), PrintedInvitation.Style), cancellationToken);

    private async Task<IResult> AnswerAsync(HttpRequest request, string id, string invitationId, Func<ShownInvitation, IResult> answer, CancellationToken cancellationToken)
    {
        var outcome = UserId.TryParse(id) is { } user && InvitationId.TryParse(invitationId) is { } invitation
            ? await present.HandleAsync(Caller.Of(request).Actor, user, invitation, cancellationToken)
            : new PresentInvitationOutcome.NotFound();
        return outcome switch
        {
            PresentInvitationOutcome.Shown(var shown) => answer(shown),
            PresentInvitationOutcome.Ended(var problem) => Problems.Of(request, StatusCodes.Status409Conflict, problem),
            PresentInvitationOutcome.Forbidden(var problem) => Problems.Of(request, StatusCodes.Status403Forbidden, problem),
            _ => Problems.Of(request, StatusCodes.Status404NotFound, new Problem("invitation.not_found", null)),
        };
    }
}
