using System.Globalization;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Listing;
using Ommnio.Core.Wording;

namespace Ommnio.Functions.Http;

/// <summary>What a list is asked for. A parameter that we do not know is refused: ignored, it would show more than was meant.</summary>
internal sealed record ListQuery(UserListFields Fields, int Limit, string? After, IReadOnlyList<Problem> Problems)
{
    internal const int MostLimit = 1_000;
    private const int DefaultLimit = 100;
    private const int LongestText = 200;
    private static readonly string[] Known = ["q", "state", "team", "group", "tag", "area", "location", "relatedTo", "sort", "limit", "after"];

    internal static ListQuery Read(HttpRequest request)
    {
        List<Problem> problems = [.. request.Query.Keys.Where(name => !Known.Contains(name)).Select(name => new Problem("request.unknown_parameter", name, name))];
        var (text, limit) = (request.Query["q"].ToString(), DefaultLimit);
        if (text.Length > LongestText)
        {
            problems.Add(new("text.too_long", "q", LongestText.ToString(CultureInfo.InvariantCulture)));
        }

        if (request.Query.TryGetValue("limit", out var said)
            && (!int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MostLimit))
        {
            problems.Add(new("request.bad_limit", "limit"));
        }

        var fields = new UserListFields(text, Said("state"), Said("team"), Said("group"), Said("tag"), Said("area"), Said("location"), Said("relatedTo"), Said("sort"));
        return new(fields, limit, Said("after"), problems);

        string? Said(string name) => request.Query[name] is { Count: > 0 } said ? said.ToString() : null;
    }
}
