using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Ommnio.Core.Governing;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;

namespace Ommnio.Functions;

/// <summary>The organisation's API keys. A key is shown in the answer that makes it, and never again: only its hash is kept.</summary>
public sealed class ApiKeys(ManageKeys manage, Idempotency idempotency)
{
    [Function(nameof(ListApiKeys))]
    public async Task<IResult> ListApiKeys([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api-keys")] HttpRequest request, CancellationToken cancellationToken) =>
        KeyWire.Answer(request, await manage.ListAsync(Caller.Of(request).Actor, cancellationToken));

    [Function(nameof(MakeApiKey))]
    public async Task<IResult> MakeApiKey([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api-keys")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, _, refusal) = await JsonBody.ReadAsync(request, WireJson.Plain.KeyBody, cancellationToken);
        if ((refusal ?? Idempotency.Refusal(request)) is { } refused)
        {
            return refused;
        }

        var (caller, made) = (Caller.Of(request), NewFor(request, body!));
        var outcome = await manage.MakeAsync(caller.Actor, caller.Key.Scopes, body!.Name, KeyWire.ScopesOf(body), new(made.Id, [.. made.SecretHash]), cancellationToken);
        return KeyWire.Answer(request, outcome, made);
    }

    [Function(nameof(RotateApiKey))]
    public async Task<IResult> RotateApiKey([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api-keys/{id}/rotate")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (Idempotency.Refusal(request) is { } refused)
        {
            return refused;
        }

        var (caller, made) = (Caller.Of(request), NewFor(request, new KeyBody { Name = id }));
        return KeyWire.Answer(request, await manage.RotateAsync(caller.Actor, caller.Key.Scopes, id, new(made.Id, [.. made.SecretHash]), cancellationToken), made);
    }

    [Function(nameof(RevokeApiKey))]
    public async Task<IResult> RevokeApiKey([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api-keys/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        KeyWire.Answer(request, await manage.RevokeAsync(Caller.Of(request).Actor, id, cancellationToken));

    // A repeat of the request meets its own key by the id; the secret is another one, and is not shown.
    private ApiKeyText NewFor(HttpRequest request, KeyBody body) =>
        idempotency.Of(request, body, WireJson.Plain.KeyBody) is { } operation ? ApiKeyText.NewFor(operation.Id.Value) : ApiKeyText.New();
}
