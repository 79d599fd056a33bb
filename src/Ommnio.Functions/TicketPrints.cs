using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Azure.Functions.Worker;
using Ommnio.Core.Inviting;
using Ommnio.Functions.Delivering;
using Ommnio.Functions.Http;
using Ommnio.Functions.Pages;
using Ommnio.Functions.Security;

namespace Ommnio.Functions;

/// <summary>The page to be printed, from the chat: its ticket stands behind the # of the address, which the browser keeps, and comes in a body.</summary>
public sealed class TicketPrints(PrintInvitation print, Attempts attempts)
{
    private const int MostForm = 1_024;

    [Function(nameof(ShowPrint))]
    public IResult ShowPrint([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "print")] HttpRequest request) => PrintPages.Opening(Problems.LanguageOf(request));

    [Function(nameof(PrintByTicket))]
    public async Task<IResult> PrintByTicket([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "print")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (attempts.AreUsedUp(request))
        {
            return InviteePages.TooMany(Problems.LanguageOf(request));
        }

        var form = await JsonBody.BytesAsync(request, MostForm, cancellationToken) is { } bytes ? QueryHelpers.ParseQuery(System.Text.Encoding.UTF8.GetString(bytes)) : [];
        if (await print.HandleAsync(form.TryGetValue("ticket", out var ticket) ? ticket.ToString() : null, cancellationToken) is PresentInvitationOutcome.Shown(var shown))
        {
            return new HtmlAnswer(StatusCodes.Status200OK, PrintedInvitation.Page(shown, QrCode.Svg(shown.Letter.Link)), PrintedInvitation.Style);
        }

        attempts.Failed(request);
        return PrintPages.Over(Problems.LanguageOf(request));
    }
}
