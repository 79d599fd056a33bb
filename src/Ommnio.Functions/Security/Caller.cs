using Microsoft.AspNetCore.Http;
using Ommnio.Core.Governing;

namespace Ommnio.Functions.Security;

/// <summary>Who calls, proved: the key, and on whose authority.</summary>
internal sealed record Caller(ApiKey Key, Actor Actor)
{
    internal static Caller Of(HttpRequest request) => (Caller)request.HttpContext.Items[typeof(Caller)]!;

    internal void AttachTo(HttpContext context) => context.Items[typeof(Caller)] = this;
}
