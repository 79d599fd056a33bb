using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Inviting;

/// <summary>Takes an invitation back, for good (D49): its token works for nobody any more. Safe to repeat.</summary>
public sealed record RevokeInvitationRequest(Actor Actor, UserId User, InvitationId Invitation);

public abstract record RevokeInvitationOutcome
{
    private RevokeInvitationOutcome()
    {
    }

    /// <summary>Also when it had ended by itself before.</summary>
    public sealed record Revoked : RevokeInvitationOutcome;

    public sealed record NotFound : RevokeInvitationOutcome;

    public sealed record Forbidden(Problem Problem) : RevokeInvitationOutcome;

    /// <summary>It was accepted: the user is in, and blocking is what takes that back.</summary>
    public sealed record Accepted : RevokeInvitationOutcome;

    public sealed record Busy : RevokeInvitationOutcome;
}

public sealed class RevokeInvitation(IUsers users, IInvitations invitations, IIds ids, TimeProvider time)
{
    /// <summary>Three reads at most, and one transaction.</summary>
    public async Task<RevokeInvitationOutcome> HandleAsync(RevokeInvitationRequest request, CancellationToken cancellationToken)
    {
        var (actor, now) = (request.Actor, time.GetUtcNow());
        if (await invitations.FindAsync(actor.Organisation, request.User, request.Invitation, cancellationToken) is not { Value: var found })
        {
            return new RevokeInvitationOutcome.NotFound();
        }

        var audit = new AuditEntry(new($"{ids.Next():N}"), now, actor.User, actor.Way, "invitation.revoked", []);
        RevokeInvitationOutcome refusal = new RevokeInvitationOutcome.NotFound();
        var changing = await users.ChangeAsync(actor.Organisation, request.User, before =>
        {
            refusal = !Authority.MaySee(actor, Subject.Of(before)) ? new RevokeInvitationOutcome.NotFound()
                : Authority.ForbidsTakeover(actor, before) is { } forbidden ? new RevokeInvitationOutcome.Forbidden(forbidden)
                : found.State == InvitationState.Accepted || (before.SignedUpAt is not null && InvitationLife.IsLive(found.State)) ? new RevokeInvitationOutcome.Accepted()
                : new RevokeInvitationOutcome.Revoked();
            return refusal is RevokeInvitationOutcome.Revoked && before.Invitation == found.Id
                ? new(before, null, false, audit)
                {
                    MoveInvitation = current =>
                    {
                        // It is read after the user, and may have been accepted in between.
                        refusal = current.State == InvitationState.Accepted ? new RevokeInvitationOutcome.Accepted() : refusal;
                        return current.Revoked(now) is var revoked && revoked != current ? revoked : null;
                    },
                }
                : null;
        }, cancellationToken);
        return changing switch
        {
            Changing.Changed => new RevokeInvitationOutcome.Revoked(),
            Changing.Refused => refusal,
            Changing.NotFound => new RevokeInvitationOutcome.NotFound(),
            _ => new RevokeInvitationOutcome.Busy(),
        };
    }
}
