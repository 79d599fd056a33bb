using System.Globalization;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Wording;

namespace Ommnio.Functions.Http;

/// <summary>Which page of something is asked for, where nothing else can be. A parameter that we do not know is refused.</summary>
internal sealed record PageQuery(int Limit, string? After, IReadOnlyList<Problem> Problems)
{
    private const int DefaultLimit = 100;
    private static readonly string[] Known = ["limit", "after"];

    internal static PageQuery Read(HttpRequest request)
    {
        List<Problem> problems = [.. request.Query.Keys.Where(name => !Known.Contains(name)).Select(name => new Problem("request.unknown_parameter", name, name))];
        var limit = DefaultLimit;
        if (request.Query.TryGetValue("limit", out var said)
            && (!int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > ListQuery.MostLimit))
        {
            problems.Add(new("request.bad_limit", "limit"));
        }

        return new(limit, request.Query["after"] is { Count: > 0 } after ? after.ToString() : null, problems);
    }
}
