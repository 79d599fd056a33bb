using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Core.Inviting;

/// <summary>What an administrator is told of an invitation of theirs.</summary>
public enum InvitationNews
{
    /// <summary>The user is in.</summary>
    Accepted,

    /// <summary>Somebody with a token that does not work any more asks for a new invitation.</summary>
    AskedFor,
}

public interface IAdministratorChats
{
    /// <summary>
    /// Says it where the administrator last spoke to the bot. False when they have no such chat, or no right to know of this user
    /// any more: then there is nothing to repeat. Throws when the channel cannot be reached now.
    /// </summary>
    Task<bool> TellAsync(OrganisationId organisation, UserId administrator, User user, InvitationNews news, CancellationToken cancellationToken);
}

/// <summary>Tells whoever invited what became of it. At least once: a run that dies in between is repeated.</summary>
public sealed class TellAdministrator(IInvitations invitations, IUsers users, IAdministratorChats chats)
{
    internal async Task<DeliverInvitationOutcome> HandleAsync(OrganisationId organisation, Stored<Invitation> stored, CancellationToken cancellationToken)
    {
        var invitation = stored.Value;
        var user = await users.FindAsync(organisation, invitation.User, cancellationToken);
        if (user is not null && invitation.By is { } administrator)
        {
            var news = invitation.State == InvitationState.Accepted ? InvitationNews.Accepted : InvitationNews.AskedFor;
            await chats.TellAsync(organisation, administrator, user, news, cancellationToken);
        }

        return await invitations.MoveAsync(organisation, stored, invitation.Told(), audit: null, cancellationToken) is null
            ? DeliverInvitationOutcome.HeldByAnother
            : DeliverInvitationOutcome.Told;
    }
}
