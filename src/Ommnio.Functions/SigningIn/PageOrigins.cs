using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Ommnio.Functions.SigningIn;

/// <summary>
/// The chat page is on an address of its own, so its browser asks first. It is let in to this one route and by its bearer token; there
/// are no cookies here, so no other page has anything to ride on.
/// </summary>
public sealed class PageOrigins
{
    private readonly HashSet<string> trusted;

    internal PageOrigins(IEnumerable<string> trusted) => this.trusted = new(trusted, StringComparer.OrdinalIgnoreCase);

    /// <summary>Says to the browser that the page may read the answer, if it is ours.</summary>
    internal void Admit(HttpRequest request)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        if (request.Headers.Origin.ToString() is { Length: > 0 } origin && trusted.Contains(origin))
        {
            headers.AccessControlAllowOrigin = origin;
            headers.AccessControlAllowMethods = "POST";
            headers.AccessControlAllowHeaders = "authorization, content-type, accept-language";
            headers.AccessControlMaxAge = "600";
        }
    }
}
