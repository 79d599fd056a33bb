using Microsoft.AspNetCore.Http;

namespace Ommnio.Functions.Http;

/// <summary>What every answer says to whoever carries or shows it: nearly all hold personal data.</summary>
internal static class AnswerHeaders
{
    internal static void Set(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        if (response.HttpContext.Request.IsHttps)
        {
            response.Headers.StrictTransportSecurity = "max-age=31536000";
        }
    }
}
