using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Ommnio.Functions.Http;

/// <summary>A page that needs nothing but itself: nothing from elsewhere, in no frame; and where it leads learns nothing of its address.</summary>
/// <param name="style">The text of its one style element, as it stands in the page.</param>
/// <param name="script">The same of its one script; without one, none runs.</param>
internal sealed class HtmlAnswer(int status, string html, string style, string? script = null, params IReadOnlyList<(string Name, string Value)> headers) : IResult, IStatusCodeHttpResult
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public int? StatusCode => status;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, bytes) = (httpContext.Response, Utf8.GetBytes(html));
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = bytes.Length;
        AnswerHeaders.Set(response);
        response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src {Hash(style)}; {(script is null ? "" : $"script-src {Hash(script)}; ")}form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        foreach (var (name, value) in headers)
        {
            response.Headers[name] = value;
        }

        await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Utf8.GetBytes(text)))}'";
}
