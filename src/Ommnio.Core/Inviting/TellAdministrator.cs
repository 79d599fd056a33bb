using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Inviting;

/// <summary>What an administrator is told of an invitation of theirs.</summary>
public enum InvitationNews
{
    /// <summary>The user is in.</summary>
    Accepted,

    /// <summary>Somebody with a token that does not work any more asks for a new invitation.</summary>
    AskedFor,

    /// <summary>It could not be delivered.</summary>
    Failed,
}

public interface IAdministratorChats
{
    /// <summary>
    /// Says it where the administrator last spoke to the bot. False when they have no such chat, or no right to know of this user
    /// any more: then there is nothing to repeat. Throws when the channel cannot be reached now.
    /// </summary>
    /// <param name="why">Of one that failed.</param>
    Task<bool> TellAsync(OrganisationId organisation, UserId administrator, User user, InvitationNews news, Problem? why, CancellationToken cancellationToken);
}

/// <summary>Tells whoever invited what became of it. At least once: a run that dies in between is repeated.</summary>
public sealed class TellAdministrator(IInvitations invitations, IUsers users, IAdministratorChats chats, TimeProvider time)
{
    internal async Task<DeliverInvitationOutcome> HandleAsync(OrganisationId organisation, Stored<Invitation> stored, CancellationToken cancellationToken)
    {
        var invitation = stored.Value;
        var user = await users.FindAsync(organisation, invitation.User, cancellationToken);
        var (news, why) = NewsOf(invitation);
        // Of one that failed nobody need hear when the user has come in by another way, or was blocked.
        if (user is not null && invitation.By is { } administrator && (news != InvitationNews.Failed || user.StateAt(time.GetUtcNow()) == UserState.Pending))
        {
            await chats.TellAsync(organisation, administrator, user, news, why, cancellationToken);
        }

        return await invitations.MoveAsync(organisation, stored, invitation.Told(), audit: null, cancellationToken) is null
            ? DeliverInvitationOutcome.HeldByAnother
            : DeliverInvitationOutcome.Told;
    }

    private static (InvitationNews News, Problem? Why) NewsOf(Invitation invitation) => invitation switch
    {
        { State: InvitationState.Accepted } => (InvitationNews.Accepted, null),
        { State: InvitationState.Failed, AskedAt: null, Failure: { } failure } => (InvitationNews.Failed, new(failure, null, Naming.CamelCase(invitation.Channel))),
        _ => (InvitationNews.AskedFor, null),
    };
}
