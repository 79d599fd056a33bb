using Microsoft.AspNetCore.Http;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;

namespace Ommnio.Functions.Wire;

/// <summary>What became of a request, as a status: one place for all routes of users.</summary>
internal static class UserOutcomes
{
    internal static Task<IResult> AnswerAsync(this UserWire wire, HttpRequest request, RegisterUserOutcome outcome, CancellationToken cancellationToken) => outcome switch
    {
        RegisterUserOutcome.Registered done => wire.CreatedAsync(request, done.User, done.Invitation, Problems.Say(request, done.Warnings), cancellationToken),
        RegisterUserOutcome.Taken taken => Refuse(request, StatusCodes.Status409Conflict, taken.Problem),
        RegisterUserOutcome.Forbidden forbidden => Refuse(request, StatusCodes.Status403Forbidden, forbidden.Problem),
        RegisterUserOutcome.Refused refused => Refuse(request, StatusCodes.Status400BadRequest, refused.Problems),
        RegisterUserOutcome.Mismatch => Refuse(request, StatusCodes.Status422UnprocessableEntity, new Problem("idempotency.mismatch", null)),
        _ => throw new InvalidOperationException($"No status stands for {outcome.GetType().Name}."),
    };

    internal static Task<IResult> AnswerAsync(this UserWire wire, HttpRequest request, ChangeUserOutcome outcome, CancellationToken cancellationToken) => outcome switch
    {
        ChangeUserOutcome.Changed done => wire.OneAsync(Caller.Of(request).Actor, done.User, cancellationToken, Problems.Say(request, done.Warnings), done.Moves),
        ChangeUserOutcome.Taken taken => Refuse(request, StatusCodes.Status409Conflict, taken.Problem),
        ChangeUserOutcome.Forbidden forbidden => Refuse(request, StatusCodes.Status403Forbidden, forbidden.Problem),
        ChangeUserOutcome.Refused refused => Refuse(request, StatusCodes.Status400BadRequest, refused.Problems),
        ChangeUserOutcome.Stale => Refuse(request, StatusCodes.Status412PreconditionFailed, new Problem("request.stale", null)),
        ChangeUserOutcome.NotFound => Task.FromResult(Problems.NotFound(request)),
        ChangeUserOutcome.Busy => Refuse(request, StatusCodes.Status503ServiceUnavailable, new Problem("request.busy", null)),
        _ => throw new InvalidOperationException($"No status stands for {outcome.GetType().Name}."),
    };

    /// <summary>200 or 404.</summary>
    internal static async Task<IResult> AnswerAsync(this UserWire wire, HttpRequest request, User? found, CancellationToken cancellationToken) =>
        found is null ? Problems.NotFound(request) : await wire.OneAsync(Caller.Of(request).Actor, found, cancellationToken);

    private static Task<IResult> Refuse(HttpRequest request, int status, params IReadOnlyList<Problem> problems) =>
        Task.FromResult(Problems.Of(request, status, problems));
}
