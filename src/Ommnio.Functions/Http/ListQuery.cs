using System.Globalization;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Listing;
using Ommnio.Core.Wording;

namespace Ommnio.Functions.Http;

/// <summary>What a list is asked for. A parameter that we do not know is refused: ignored, it would show more than was meant.</summary>
internal sealed record ListQuery(UserListFields Fields, int Limit, string? After, IReadOnlyList<Problem> Problems)
{
    internal const int MostLimit = PageQuery.MostLimit;
    private const int LongestText = 200;
    private static readonly string[] Known = ["q", "state", "team", "group", "tag", "area", "location", "relatedTo", "sort"];

    internal static ListQuery Read(HttpRequest request)
    {
        var (page, text) = (PageQuery.Read(request, Known), request.Query["q"].ToString());
        IReadOnlyList<Problem> problems = text.Length > LongestText ? [.. page.Problems, new("text.too_long", "q", LongestText.ToString(CultureInfo.InvariantCulture))] : page.Problems;

        var fields = new UserListFields(text, Said("state"), Said("team"), Said("group"), Said("tag"), Said("area"), Said("location"), Said("relatedTo"), Said("sort"));
        return new(fields, page.Limit, page.After, problems);

        string? Said(string name) => request.Query[name] is { Count: > 0 } said ? said.ToString() : null;
    }
}
