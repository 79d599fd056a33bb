using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Core.Inviting;

/// <summary>
/// Somebody whose token does not work asks for a new invitation. Where it once was one of a user who is still pending, the
/// administrator who invited them is told; anything else does nothing, and whoever asks sees no difference.
/// </summary>
public sealed class AskForInvitation(FindByToken find, IInvitations invitations, HandOff handOff, IIds ids, TimeProvider time)
{
    public async Task HandleAsync(string? token, CancellationToken cancellationToken)
    {
        if (await find.FindAsync(token, cancellationToken) is not { Works: false, Message: var message, User: var user, Invitation: var stored })
        {
            return;
        }

        var now = time.GetUtcNow();
        var asked = user.StateAt(now) == UserState.Pending ? stored.Value.AskedFor(now) : null;
        var audit = new AuditEntry(new($"{ids.Next():N}"), now, message.User, WayIn.SignUp, "invitation.asked", []);
        // Who loses a race here has asked all the same: somebody else's asking, or a new invitation, was faster.
        if (asked is not null && await invitations.MoveAsync(message.Organisation, stored, asked, audit, cancellationToken) is not null)
        {
            await handOff.RunAsync(message.Organisation, asked, cancellationToken);
        }
    }
}
