using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Ommnio.Core.Grouping;
using Ommnio.Core.Users;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;

namespace Ommnio.Functions;

/// <summary>What a team's rules would do to everybody, and doing it.</summary>
public sealed class Rules(PreviewRules preview, ApplyRules apply, Idempotency idempotency)
{
    [Function(nameof(PreviewRules))]
    public async Task<IResult> PreviewRules([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "teams/{id}/rules/preview")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var (body, _, refusal) = await JsonBody.ReadOptionalAsync(request, WireJson.Plain.PreviewBody, cancellationToken);
        return refusal ?? (TeamId.TryParse(id) is not { } team ? RulesWire.NotFound(request)
            : RulesWire.Answer(request, await preview.HandleAsync(new(Caller.Of(request).Actor, team, body?.Rules, body?.Details), cancellationToken)));
    }

    [Function(nameof(ApplyRules))]
    public async Task<IResult> ApplyRules([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "teams/{id}/rules/apply")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var (body, _, refusal) = await JsonBody.ReadOptionalAsync(request, WireJson.Plain.ApplyBody, cancellationToken);
        var match = IfMatch.Read(request);
        if ((refusal ?? match.Refusal ?? Idempotency.Refusal(request)) is { } refused)
        {
            return refused;
        }

        var operation = idempotency.Of(request, body ?? new(null), WireJson.Plain.ApplyBody);
        return TeamId.TryParse(id) is not { } team ? RulesWire.NotFound(request)
            : RulesWire.Answer(request, await apply.HandleAsync(new(Caller.Of(request).Actor, team, match.Version, body?.ConfirmLeaving, operation), cancellationToken));
    }
}
