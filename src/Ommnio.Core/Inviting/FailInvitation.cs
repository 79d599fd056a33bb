using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Core.Inviting;

/// <summary>
/// The end of a message that failed again and again: the invitation is marked as failed and visible, whoever invited is told, and an
/// administrator sends it again, alone or with all others that were given up (<see cref="ReplayInvitations"/>).
/// </summary>
public sealed class FailInvitation(IInvitations invitations, HandOff handOff, IIds ids, TimeProvider time)
{
    private const int MostTries = 5;

    /// <summary>Whether there was something left to fail. Safe to repeat.</summary>
    public async Task<bool> HandleAsync(InvitationMessage message, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await invitations.FindAsync(message.Organisation, message.User, message.Invitation, cancellationToken) is not { Value.IsToBeSent: true } stored)
            {
                return false;
            }

            // What cannot be told is given up; what it was about stays as it is.
            var failed = stored.Value.TellAt is null ? stored.Value.FailedBy("invitation.undeliverable", now) : null;
            var audit = failed is null ? null : new AuditEntry(new($"{ids.Next():N}"), now, null, WayIn.System, "invitation.failed", []);
            var after = failed ?? stored.Value.Told();
            if (await invitations.MoveAsync(message.Organisation, stored, after, audit, cancellationToken) is not null)
            {
                await (after.TellAt is null ? Task.CompletedTask : handOff.RunAsync(message.Organisation, after, cancellationToken));
                return true;
            }
        }

        throw new InvalidOperationException("Others move this invitation again and again.");
    }
}
