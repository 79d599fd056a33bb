using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Ommnio.Core.Keeping;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;

namespace Ommnio.Functions;

/// <summary>All that is kept of one user or of the organisation, as JSON lines; and what is kept no longer.</summary>
public sealed partial class Exports(ExportData export, PurgeOld purge, ILogger<Exports> logger)
{
    [Function(nameof(ExportUser))]
    public async Task<IResult> ExportUser([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/{id}/export")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        UserId.TryParse(id) is { } user ? Answer(request, await export.OfUserAsync(Caller.Of(request).Actor, user, cancellationToken)) : Problems.NotFound(request);

    [Function(nameof(ExportOrganisation))]
    public async Task<IResult> ExportOrganisation([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "export")] HttpRequest request, CancellationToken cancellationToken)
    {
        var query = PageQuery.Read(request);
        return query.Problems.Count > 0 ? Problems.Of(request, StatusCodes.Status400BadRequest, query.Problems)
            : Answer(request, await export.OfOrganisationAsync(Caller.Of(request).Actor, query.After, query.Limit, cancellationToken));
    }

    [Function(nameof(PurgeOld))]
    public async Task PurgeOld([TimerTrigger("0 17 3 * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        var (answers, drafts, invitations, history, jobs) = await purge.HandleAsync(cancellationToken);
        Log.Purged(logger, answers, drafts, invitations, history, jobs);
    }

    private IResult Answer(HttpRequest request, ExportOutcome outcome)
    {
        switch (outcome)
        {
            case ExportOutcome.Exported(var lines, var next):
                Log.Exported(logger, Caller.Of(request).Key.Id, lines.Count);
                (string, string)[] headers = next is null ? [] : [("Ommnio-Next", next)];
                return new JsonAnswer(StatusCodes.Status200OK, Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{line}\n"))), "application/x-ndjson; charset=utf-8", headers);
            case ExportOutcome.BadCursor:
                return Problems.Of(request, StatusCodes.Status400BadRequest, new Problem("request.bad_cursor", "after"));
            case ExportOutcome.Forbidden(var problem):
                return Problems.Of(request, StatusCodes.Status403Forbidden, problem);
            default:
                return Problems.NotFound(request);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Exported {Lines} lines with API key {Key}")]
        internal static partial void Exported(ILogger logger, string key, int lines);

        [LoggerMessage(Level = LogLevel.Information, Message = "Past their time and gone: {Answers} answers, {Drafts} drafts, {Invitations} invitations, {History} lines of history, {Jobs} jobs")]
        internal static partial void Purged(ILogger logger, int answers, int drafts, int invitations, int history, int jobs);
    }
}
