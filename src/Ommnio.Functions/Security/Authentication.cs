using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;

namespace Ommnio.Functions.Security;

/// <summary>Proves the caller of every HTTP function by API key, before the function runs.</summary>
internal sealed partial class Authentication(IApiKeys keys, IUsers users, ICatalogues catalogues, RequestLimit limit, KeyAttempts attempts, TimeProvider time, ILogger<Authentication> logger) : IFunctionsWorkerMiddleware
{
    private static readonly byte[] Nobody = new byte[32];

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http && await RefusalAsync(context.FunctionDefinition.Name, http, context.CancellationToken) is { } refusal)
        {
            await refusal.ExecuteAsync(http);
            return;
        }

        await next(context);
    }

    private async Task<IResult?> RefusalAsync(string function, HttpContext http, CancellationToken cancellationToken)
    {
        if (Policies.ByFunction.TryGetValue(function, out var scopes) && scopes is null)
        {
            return null;
        }

        var text = TextOf(http.Request);
        if (!attempts.MayTry(http.Request, text?.Id))
        {
            return Problems.Of(http.Request, StatusCodes.Status429TooManyRequests, new Problem("request.too_many", null));
        }

        if (text is null || await KeyAsync(text, cancellationToken) is not { } key)
        {
            attempts.Failed(http.Request);
            Log.Refused(logger, function);
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.Of(http.Request, StatusCodes.Status401Unauthorized, new Problem("request.unauthenticated", null));
        }

        attempts.Worked(key.Id);
        using var lease = limit.Of(key.Id);
        if (!lease.IsAcquired)
        {
            return Problems.Of(http.Request, StatusCodes.Status429TooManyRequests, new Problem("request.too_many", null));
        }

        if (scopes is null || !scopes.Any(key.Scopes.Contains))
        {
            return ScopeMissing(http.Request, scopes?[0] ?? Scope.Admin);
        }

        if (await ActorAsync(key, http.Request, cancellationToken) is not { } actor || !(actor.IsAdministrator || Policies.OfChatGroups.Contains(function)))
        {
            return Problems.Of(http.Request, StatusCodes.Status403Forbidden, new Problem("request.actor_without_rights", null));
        }

        new Caller(key, actor).AttachTo(http);
        return null;
    }

    internal static IResult ScopeMissing(HttpRequest request, Scope scope) =>
        Problems.Of(request, StatusCodes.Status403Forbidden, new Problem("request.scope_missing", null, ScopeNames.Of(scope)));

    private static ApiKeyText? TextOf(HttpRequest request) => Bearer.Of(request) is { } shown ? ApiKeyText.TryParse(shown) : null;

    private async Task<ApiKey?> KeyAsync(ApiKeyText text, CancellationToken cancellationToken)
    {
        // Compared also where there is no such key, so that the time taken tells nothing.
        var key = await keys.FindAsync(text.Id, cancellationToken);
        var isSame = CryptographicOperations.FixedTimeEquals(text.SecretHash, key is null ? Nobody : key.SecretHash.AsSpan());
        return isSame && key is not null && !(key.ExpiresAt <= time.GetUtcNow()) ? key : null;
    }

    private async Task<Actor?> ActorAsync(ApiKey key, HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.Headers.TryGetValue("Ommnio-Acting-User", out var acting))
        {
            return new(key.Organisation, null, WayIn.Api, null) { Key = key.Id };
        }

        return UserId.TryParse(acting) is { } id
            && await users.FindAsync(key.Organisation, id, cancellationToken) is { } user
            && await catalogues.FindAsync(key.Organisation, cancellationToken) is { } catalogue
            && Authority.Of(key.Organisation, user, WayIn.Api, catalogue, time.GetUtcNow()) is { } actor
            ? actor with { Key = key.Id }
            : null;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Refused a call of {Function} without a valid API key")]
        internal static partial void Refused(ILogger logger, string function);
    }
}
