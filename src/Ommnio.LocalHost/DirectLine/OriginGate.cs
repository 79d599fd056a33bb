using Microsoft.Net.Http.Headers;

namespace Ommnio.LocalHost.DirectLine;

/// <summary>Which pages may call: the channel's own, and those that it was told of.</summary>
internal sealed class OriginGate(ChannelOptions options)
{
    private readonly HashSet<string> allowed = new(Of(options), StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Of(ChannelOptions options) =>
        [.. options.Origins, options.PublicUrl.GetLeftPart(UriPartial.Authority), $"http://localhost:{options.PublicUrl.Port}"];

    /// <summary>A call without an origin is none of a foreign page's: browsers always send it then.</summary>
    public bool Admits(HttpRequest request) =>
        request.Headers.Origin.ToString() is var origin && (origin.Length == 0 || allowed.Contains(origin));

    public IResult Preflight(HttpRequest request)
    {
        if (request.Headers.Origin.Count == 0 || !Admits(request))
        {
            return ChannelError.Forbidden("This origin may not use the channel");
        }

        var headers = request.HttpContext.Response.Headers;
        headers.AccessControlAllowMethods = "GET, POST, OPTIONS";
        headers.AccessControlAllowHeaders = "authorization, content-type, x-ms-bot-agent";
        headers.AccessControlMaxAge = "600";
        return Results.NoContent();
    }

    public async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        response.Headers.CacheControl = "no-store";
        response.Headers.Vary = HeaderNames.Origin;
        if (!Admits(request))
        {
            return ChannelError.Forbidden("This origin may not use the channel");
        }

        if (request.Headers.Origin.Count > 0)
        {
            response.Headers.AccessControlAllowOrigin = request.Headers.Origin;
        }

        return await next(context);
    }
}
