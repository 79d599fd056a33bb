using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Ommnio.Core.Inviting;
using Ommnio.Functions.Delivering;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;

namespace Ommnio.Functions;

/// <summary>The invitations of a whole team or area on paper. Both verbs mean the same users: POST invites those who have no invitation, GET prints and invites nobody.</summary>
public sealed class InvitationSheets(PrepareSheet prepare, PrintSheet print)
{
    private const string Route = "invitations/sheet";

    [Function(nameof(PrepareSheet))]
    public async Task<IResult> PrepareSheet([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, CancellationToken cancellationToken)
    {
        // What it does is safe to repeat by itself: the key is only looked at.
        var (sheet, refusal) = Read(request);
        return (refusal ?? Idempotency.Refusal(request)) is { } refused ? refused
            : await prepare.HandleAsync(sheet, cancellationToken) switch
            {
                PrepareSheetOutcome.Prepared(var done) => new JsonAnswer(
                    StatusCodes.Status200OK,
                    JsonSerializer.SerializeToUtf8Bytes(new(done.Invited, done.AlreadyInvited, done.NotAllowed, done.Busy, done.Next), WireJson.Plain.PreparedSheetAnswer)),
                PrepareSheetOutcome.Refused(var problems) => Problems.Of(request, StatusCodes.Status400BadRequest, problems),
                _ => throw new InvalidOperationException("An outcome that nobody answers."),
            };
    }

    [Function(nameof(PrintSheet))]
    public async Task<IResult> PrintSheet([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellationToken)
    {
        var (sheet, refusal) = Read(request);
        return refusal ?? await print.HandleAsync(sheet, cancellationToken) switch
        {
            PrintSheetOutcome.Filled(var filled) => new HtmlAnswer(StatusCodes.Status200OK, PrintedSheet.Page(filled, QrCode.Svg, Problems.LanguageOf(request)), PrintedSheet.Style, headers: Next(request, filled.Next)),
            PrintSheetOutcome.Refused(var problems) => Problems.Of(request, StatusCodes.Status400BadRequest, problems),
            _ => throw new InvalidOperationException("An outcome that nobody answers."),
        };
    }

    private static (SheetRequest Sheet, IResult? Refusal) Read(HttpRequest request)
    {
        var page = PageQuery.Read(request, SheetRequest.DefaultLimit, SheetRequest.MostLimit, "team", "area");
        return (
            new(Caller.Of(request).Actor, Said("team"), Said("area"), page.Limit, page.After),
            page.Problems.Count > 0 ? Problems.Of(request, StatusCodes.Status400BadRequest, page.Problems) : null);

        string? Said(string name) => request.Query[name] is { Count: > 0 } said ? said.ToString() : null;
    }

    // RFC 8288: a page of HTML has no other place for it that a program would look at.
    private static (string Name, string Value)[] Next(HttpRequest request, string? next)
    {
        var others = request.Query.Where(parameter => parameter.Key != "after").Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value.ToString()));
        return next is null ? [] : [("Link", $"</api/{Route}{QueryString.Create(others.Append(new("after", next)))}>; rel=\"next\"")];
    }
}
