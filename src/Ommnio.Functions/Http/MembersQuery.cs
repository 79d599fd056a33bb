using Microsoft.AspNetCore.Http;
using Ommnio.Core.Wording;

namespace Ommnio.Functions.Http;

/// <summary>What a list of members is asked for.</summary>
internal sealed record MembersQuery(bool Below, int Limit, string? After, IResult? Refusal)
{
    /// <param name="more">Which parameters there are besides the page's.</param>
    internal static MembersQuery Read(HttpRequest request, params string[] more)
    {
        var page = PageQuery.Read(request, more);
        var below = request.Query["below"].ToString();
        List<Problem> problems = [.. page.Problems, .. below is "" or "true" or "false" || !more.Contains("below") ? (Problem[])[] : [new("list.bad_below", "below")]];
        return new(below == "true", page.Limit, page.After, problems.Count > 0 ? Problems.Of(request, StatusCodes.Status400BadRequest, problems) : null);
    }
}
