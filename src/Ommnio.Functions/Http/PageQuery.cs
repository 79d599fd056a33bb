using System.Globalization;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Wording;

namespace Ommnio.Functions.Http;

/// <summary>Which page of a list is asked for. A parameter that we do not know is refused: ignored, it would show more than was meant.</summary>
internal sealed record PageQuery(int Limit, string? After, IReadOnlyList<Problem> Problems)
{
    internal const int MostLimit = 1_000;
    private const int DefaultLimit = 100;
    private static readonly string[] Known = ["limit", "after"];

    /// <param name="more">Which parameters the list has besides these.</param>
    internal static PageQuery Read(HttpRequest request, params IReadOnlyList<string> more) => Read(request, DefaultLimit, MostLimit, more);

    internal static PageQuery Read(HttpRequest request, int defaultLimit, int mostLimit, params IReadOnlyList<string> more)
    {
        List<Problem> problems = [.. request.Query.Keys.Where(name => !Known.Contains(name) && !more.Contains(name)).Select(name => new Problem("request.unknown_parameter", name, name))];
        var limit = defaultLimit;
        if (request.Query.TryGetValue("limit", out var said)
            && (!int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit < 1 || limit > mostLimit))
        {
            problems.Add(new("request.bad_limit", "limit", mostLimit.ToString(CultureInfo.InvariantCulture)));
        }

        return new(limit, request.Query["after"] is { Count: > 0 } after ? after.ToString() : null, problems);
    }
}
