using Microsoft.AspNetCore.Http;

namespace Ommnio.Functions.Security;

internal static class Bearer
{
    private const string Scheme = "Bearer ";

    /// <summary>What stands in <c>Authorization: Bearer</c>; null when there is nothing.</summary>
    internal static string? Of(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
}
