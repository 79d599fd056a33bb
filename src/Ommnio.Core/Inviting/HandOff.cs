using Ommnio.Core.Governing;
using Ommnio.Core.Users;

namespace Ommnio.Core.Inviting;

/// <summary>
/// What follows the transaction that made an invitation, so that it arrives soon: best effort, since the outbox holds it and the
/// sweep comes back. The token of a link works before the administrator can have passed it on.
/// </summary>
public sealed class HandOff(IInvitations invitations, IInvitationMessages messages, MasterKeys keys, TimeProvider time)
{
    /// <summary>The longest that a queue holds a message back; what waits longer stays in the outbox for the sweep.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromDays(7);

    /// <summary>At most two requests, at the same time. Safe to repeat.</summary>
    public async Task RunAsync(OrganisationId organisation, Invitation invitation, CancellationToken cancellationToken)
    {
        var delay = invitation.OutboxAt - time.GetUtcNow();
        var sending = delay > LongestDelay
            ? Task.CompletedTask
            : messages.TrySendAsync(new(organisation, invitation.User, invitation.Id), delay > TimeSpan.Zero ? delay : TimeSpan.Zero, cancellationToken);
        if (invitation.State == InvitationState.Issued)
        {
            await invitations.TryPublishTokenAsync(organisation, invitation, InvitationToken.Of(invitation, keys), cancellationToken);
        }

        await sending;
    }
}
