using System.Globalization;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Wording;

namespace Ommnio.Functions.Http;

/// <summary>What a list is asked for. A parameter that we do not know is refused: ignored, it would show more than was meant.</summary>
internal sealed record ListQuery(string? Text, int Limit, string? After, IReadOnlyList<Problem> Problems)
{
    private static readonly string[] Known = ["q", "limit", "after"];

    internal static ListQuery Read(HttpRequest request)
    {
        List<Problem> problems = [.. request.Query.Keys.Where(name => !Known.Contains(name)).Select(name => new Problem("request.unknown_parameter", name, name))];
        var limit = 100;
        if (request.Query.TryGetValue("limit", out var said)
            && (!int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > 1_000))
        {
            problems.Add(new("request.bad_limit", "limit"));
        }

        return new(request.Query["q"], limit, request.Query["after"] is { Count: > 0 } after ? after.ToString() : null, problems);
    }
}
