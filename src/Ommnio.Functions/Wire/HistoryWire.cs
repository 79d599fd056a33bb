using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Auditing;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;

namespace Ommnio.Functions.Wire;

/// <param name="By">Null where nobody whom the reader may see did it: a key, the system, an administrator of others.</param>
/// <param name="Way">By which way in: <c>api</c>, <c>bot</c>, ...</param>
internal sealed record HistoryLineAnswer(DateTimeOffset At, ManagerAnswer? By, string Way, string Action, IReadOnlyList<string> Fields);

internal sealed record HistoryAnswer(IReadOnlyList<HistoryLineAnswer> Items, string? Next);

/// <param name="Key">The id of the API key that it was done with; null where there was none, as in the chat.</param>
/// <param name="About">The id of the API key or of the user that it was done to; null: of the account as a whole.</param>
/// <param name="Fields">Of a key that was made, its scopes; of one that was rotated, the key that it replaces.</param>
internal sealed record AccountHistoryLineAnswer(DateTimeOffset At, ManagerAnswer? By, string? Key, string Way, string Action, string? About, IReadOnlyList<string> Fields);

internal sealed record AccountHistoryAnswer(IReadOnlyList<AccountHistoryLineAnswer> Items, string? Next);

internal static class HistoryWire
{
    internal static IResult Answer(HttpRequest request, FindHistoryOutcome outcome) => outcome switch
    {
        FindHistoryOutcome.Found(var page) => new JsonAnswer(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(new([.. page.Items.Select(Of)], page.Next), WireJson.Plain.HistoryAnswer)),
        _ => Otherwise(request, outcome),
    };

    internal static IResult OfAccount(HttpRequest request, FindHistoryOutcome outcome) => outcome switch
    {
        FindHistoryOutcome.Found(var page) => new JsonAnswer(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(new([.. page.Items.Select(OfAccount)], page.Next), WireJson.Plain.AccountHistoryAnswer)),
        _ => Otherwise(request, outcome),
    };

    private static IResult Otherwise(HttpRequest request, FindHistoryOutcome outcome) => outcome switch
    {
        FindHistoryOutcome.BadCursor => Problems.Of(request, StatusCodes.Status400BadRequest, new Problem("request.bad_cursor", "after")),
        FindHistoryOutcome.Forbidden(var problem) => Problems.Of(request, StatusCodes.Status403Forbidden, problem),
        _ => Problems.NotFound(request),
    };

    private static HistoryLineAnswer Of(HistoryLine line) => new(line.Entry.At, Named(line.By), Naming.CamelCase(line.Entry.Way), line.Entry.Action, line.Entry.Fields);

    private static AccountHistoryLineAnswer OfAccount(HistoryLine line) =>
        new(line.Entry.At, Named(line.By), line.Entry.Key, Naming.CamelCase(line.Entry.Way), line.Entry.Action, line.Entry.About, line.Entry.Fields);

    private static ManagerAnswer? Named(User? by) => by is null ? null : new(by.Id.ToString(), by.Name.Full);
}
