using System.Net.Http.Headers;
using Ommnio.LocalHost.Processes;
using Ommnio.LocalHost.Seeding;

namespace Ommnio.LocalHost.Page;

/// <summary>The chat page, and what only a laptop has: the choice of whom to be. The page never sees the API key.</summary>
internal static class PageRoutes
{
    // Web Chat sets styles at run time and keeps its icons, and the files that are attached, in blobs; scripts, pictures and calls stay with this origin, so nothing typed can reach another.
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self' blob:{0}; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <param name="signIn">Then the page calls the provider too, and nobody else.</param>
    public static void Map(WebApplication app, Uri url, Demo? demo, SignInOption? signIn)
    {
        var policy = Policy.Replace("{0}", signIn is null ? "" : $" {new Uri(signIn.Issuer).GetLeftPart(UriPartial.Authority)}", StringComparison.Ordinal);
        app.MapGet("/", () => File("index.html", policy));
        app.MapGet("/site/{name}", (string name) => File(name, policy));
        app.MapGet("/site/config.json", () => Results.Json(new { api = "/api", directLine = "/v3/directline", signIn = signIn is null ? null : new { issuer = signIn.Issuer, clientId = signIn.Client } }));
        app.MapGet("/webchat.js", () => Results.File(WebChatInstallation.Bundle, "text/javascript; charset=utf-8"));
        app.MapGet("/local/people", () => Results.Json(new { organisation = demo?.Name, people = demo?.People ?? [] }));
        app.MapPost("/local/chat/token", (HttpRequest request, LocalTokenBody body, CancellationToken cancellationToken) => TokenAsync(request, body, url, demo, cancellationToken));
    }

    private static async Task<IResult> TokenAsync(HttpRequest request, LocalTokenBody body, Uri url, Demo? demo, CancellationToken cancellationToken)
    {
        if (request.Headers.Origin.ToString() is { Length: > 0 } origin && origin != url.GetLeftPart(UriPartial.Authority) && origin != $"http://localhost:{url.Port}")
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        if (demo?.People.FirstOrDefault(person => person.Id == body.Person) is not { } chosen)
        {
            return Results.NotFound();
        }

        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var http = new HttpClient(handler);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", demo.ApiKey);
        using var answer = await http.PostAsJsonAsync(new Uri(url, "/api/chat/token"), new { userId = chosen.Id, conversationId = body.ConversationId }, cancellationToken);
        return Results.Content(await answer.Content.ReadAsStringAsync(cancellationToken), "application/json", statusCode: (int)answer.StatusCode);
    }

    private static IResult File(string name, string policy)
    {
        var path = Repository.PathOf("src", "Ommnio.Web", "site", Path.GetFileName(name));
        return System.IO.File.Exists(path) ? new PageFile(path, policy) : Results.NotFound();
    }

    private sealed class PageFile(string path, string policy) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.ContentSecurityPolicy = policy;
            httpContext.Response.Headers.XContentTypeOptions = "nosniff";
            httpContext.Response.Headers["Referrer-Policy"] = "no-referrer";
            httpContext.Response.Headers.CacheControl = "no-cache";
            httpContext.Response.ContentType = Path.GetExtension(path) switch
            {
                ".html" => "text/html; charset=utf-8",
                ".css" => "text/css; charset=utf-8",
                ".js" => "text/javascript; charset=utf-8",
                ".svg" => "image/svg+xml",
                _ => "application/octet-stream",
            };
            await httpContext.Response.SendFileAsync(path, httpContext.RequestAborted);
        }
    }
}

internal sealed record LocalTokenBody(string? Person, string? ConversationId);
