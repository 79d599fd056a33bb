using System.Globalization;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Wording;

namespace Ommnio.Functions.Http;

/// <summary>The version that a change is based on, from If-Match; null where there is none, or a star.</summary>
internal readonly record struct IfMatch(int? Version, IResult? Refusal)
{
    internal static IfMatch Read(HttpRequest request)
    {
        var said = request.Headers.IfMatch.ToString();
        if (said is "" or "*")
        {
            return new(null, null);
        }

        var isTag = said.Length > 2 && said[0] == '"' && said[^1] == '"';
        return isTag && int.TryParse(said.AsSpan(1, said.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new(version, null)
            : new(null, Problems.Of(request, StatusCodes.Status400BadRequest, new Problem("request.bad_if_match", "If-Match")));
    }
}
