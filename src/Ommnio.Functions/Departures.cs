using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Ommnio.Core.Leaving;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;

namespace Ommnio.Functions;

/// <summary>Users who leave: for a while, or for good.</summary>
public sealed class Departures(BlockUser block, EraseUser erase, UserWire wire)
{
    [Function(nameof(BlockUser))]
    public Task<IResult> BlockUser([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users/{id}/block")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        BlockAsync(request, id, isBlocked: true, cancellationToken);

    [Function(nameof(UnblockUser))]
    public Task<IResult> UnblockUser([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users/{id}/unblock")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        BlockAsync(request, id, isBlocked: false, cancellationToken);

    [Function(nameof(EraseUser))]
    public async Task<IResult> EraseUser([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "users/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var match = IfMatch.Read(request);
        return match.Refusal is { } refused ? refused
            : UserId.TryParse(id) is not { } user ? Problems.NotFound(request)
            : Answer(request, await erase.HandleAsync(new(Caller.Of(request).Actor, user, match.Version, request.Query["confirm"]), cancellationToken));
    }

    // Both are safe to repeat by themselves, so an Idempotency-Key has nothing to remember; a bad one is refused all the same.
    private async Task<IResult> BlockAsync(HttpRequest request, string id, bool isBlocked, CancellationToken cancellationToken)
    {
        var match = IfMatch.Read(request);
        return (match.Refusal ?? Idempotency.Refusal(request)) is { } refused ? refused
            : UserId.TryParse(id) is not { } user ? Problems.NotFound(request)
            : await wire.AnswerAsync(request, await block.HandleAsync(new(Caller.Of(request).Actor, user, match.Version, isBlocked), cancellationToken), cancellationToken);
    }

    private static IResult Answer(HttpRequest request, EraseUserOutcome outcome) => outcome switch
    {
        EraseUserOutcome.Erased(var job) => new EmptyAnswer(StatusCodes.Status204NoContent, ("Location", $"/api/jobs/{job}")),
        EraseUserOutcome.Refused(var problem) => Problems.Of(request, StatusCodes.Status400BadRequest, problem),
        EraseUserOutcome.Forbidden(var problem) => Problems.Of(request, StatusCodes.Status403Forbidden, problem),
        EraseUserOutcome.Stale => Problems.Of(request, StatusCodes.Status412PreconditionFailed, new Problem("request.stale", null)),
        EraseUserOutcome.Busy => Problems.Of(request, StatusCodes.Status503ServiceUnavailable, new Problem("request.busy", null)),
        _ => Problems.NotFound(request),
    };
}
