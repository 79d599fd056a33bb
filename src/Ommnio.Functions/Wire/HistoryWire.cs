using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Auditing;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;

namespace Ommnio.Functions.Wire;

/// <param name="By">Null where nobody whom the reader may see did it: a key, the system, an administrator of others.</param>
/// <param name="Way">By which way in: <c>api</c>, <c>bot</c>, ...</param>
internal sealed record HistoryLineAnswer(DateTimeOffset At, ManagerAnswer? By, string Way, string Action, IReadOnlyList<string> Fields);

internal sealed record HistoryAnswer(IReadOnlyList<HistoryLineAnswer> Items, string? Next);

internal static class HistoryWire
{
    internal static IResult Answer(HttpRequest request, FindHistoryOutcome outcome) => outcome switch
    {
        FindHistoryOutcome.Found(var page) => new JsonAnswer(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(new([.. page.Items.Select(Of)], page.Next), WireJson.Plain.HistoryAnswer)),
        FindHistoryOutcome.BadCursor => Problems.Of(request, StatusCodes.Status400BadRequest, new Problem("request.bad_cursor", "after")),
        _ => Problems.NotFound(request),
    };

    private static HistoryLineAnswer Of(HistoryLine line) => new(
        line.Entry.At,
        line.By is { } by ? new(by.Id.ToString(), by.Name.Full) : null,
        Naming.CamelCase(line.Entry.Way),
        line.Entry.Action,
        line.Entry.Fields);
}
