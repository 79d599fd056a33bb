using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Core.Leaving;

/// <summary>Suspends a user's access, or gives it back.</summary>
/// <param name="ExpectedVersion">The version that it is based on; null: whatever is there (D56).</param>
/// <param name="IsBlocked">False: the block ends, and the state is computed anew (D18).</param>
public sealed record BlockUserRequest(Actor Actor, UserId User, int? ExpectedVersion, bool IsBlocked);

/// <summary>
/// Nothing is lost by a block: profile, memberships and settings stay, so membership rules do not run either. What ends is the
/// user's invitation, for good (R15, R30).
/// </summary>
public sealed class BlockUser(ICatalogues catalogues, IUsers users, IIds ids, TimeProvider time)
{
    /// <summary>Safe to repeat: who is as asked already stays so, whatever version the request names.</summary>
    public async Task<ChangeUserOutcome> HandleAsync(BlockUserRequest request, CancellationToken cancellationToken)
    {
        var catalogue = await catalogues.FindAsync(request.Actor.Organisation, cancellationToken)
            ?? throw new InvalidOperationException("The actor's organisation has no catalogue.");
        var (operation, now) = (new OperationId($"{ids.Next():N}"), time.GetUtcNow());
        ChangeUserOutcome? decided = null;
        User? loaded = null;
        var changing = await users.ChangeAsync(
            request.Actor.Organisation,
            request.User,
            before =>
            {
                loaded = before;
                (var change, decided) = Decide(request, before, catalogue, operation, now);
                return change;
            },
            cancellationToken);
        return changing switch
        {
            Changing.Changed or Changing.Refused => decided!,
            Changing.NotFound => new ChangeUserOutcome.NotFound(),
            Changing.LastAccountAdministrator => Ruled(request, Subject.Of(loaded!) with { IsLastAccountAdministrator = true })!,
            _ => new ChangeUserOutcome.Busy(),
        };
    }

    /// <summary>What to store, if anything, and what is to be answered once it is.</summary>
    public static (ChangedUser? Change, ChangeUserOutcome Outcome) Decide(BlockUserRequest request, User before, Catalogue catalogue, OperationId operation, DateTimeOffset now)
    {
        if (Ruled(request, Subject.Of(before)) is { } no)
        {
            return (null, no);
        }

        if (before.BlockedAt is not null == request.IsBlocked)
        {
            return (null, new ChangeUserOutcome.Changed(before, Outcomes.Warnings(before, catalogue)));
        }

        if (request.ExpectedVersion is { } expected && expected != before.Version)
        {
            return (null, new ChangeUserOutcome.Stale());
        }

        var after = before with { BlockedAt = request.IsBlocked ? now : null, UpdatedAt = now, Version = before.Version + 1 };
        var audit = new AuditEntry(operation, now, request.Actor.User, request.Actor.Way, request.IsBlocked ? "user.blocked" : "user.unblocked", ["state"]);
        return (new(after, null, false, audit) { MoveInvitation = request.IsBlocked ? invitation => invitation.Revoked(now) : null }, new ChangeUserOutcome.Changed(after, Outcomes.Warnings(after, catalogue)));
    }

    private static ChangeUserOutcome? Ruled(BlockUserRequest request, Subject user) =>
        Authority.On(request.Actor, request.IsBlocked ? UserAct.Block : UserAct.Unblock, user) switch
        {
            Ruling.Forbidden(var problem) => new ChangeUserOutcome.Forbidden(problem),
            Ruling.NotThere => new ChangeUserOutcome.NotFound(),
            _ => null,
        };
}
