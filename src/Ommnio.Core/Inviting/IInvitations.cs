using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Core.Inviting;

/// <summary>A row as it was read, with the ETag that a change of it must still find.</summary>
public sealed record Stored<T>(T Value, string ETag);

public interface IInvitations
{
    /// <summary>One point read.</summary>
    Task<Stored<Invitation>?> FindAsync(OrganisationId organisation, UserId user, InvitationId invitation, CancellationToken cancellationToken);

    /// <summary>
    /// Adds an invitation for an existing user: invitation, outbox, audit and operation row in one transaction.
    /// A repeat of the same operation answers the invitation that the first one made.
    /// </summary>
    Task<Invitation> AddAsync(OrganisationId organisation, Invitation invitation, Operation operation, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the row if it is unchanged, in one transaction with the audit entry if given; where the new state is no longer
    /// queued or sending, its outbox row goes too. Null when somebody else moved it first: read it again.
    /// A move whose answer was lost recognises itself.
    /// </summary>
    Task<Stored<Invitation>?> MoveAsync(OrganisationId organisation, Stored<Invitation> before, Invitation after, AuditEntry? audit, CancellationToken cancellationToken);

    /// <summary>Makes the token's hash point to the invitation, for the accepting side. Safe to repeat.</summary>
    Task PublishTokenAsync(OrganisationId organisation, Invitation invitation, InvitationToken token, CancellationToken cancellationToken);

    /// <summary>Outbox rows that are due before <paramref name="before"/>, over all organisations, as messages to be sent again.</summary>
    IAsyncEnumerable<InvitationMessage> OverdueAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

public interface IInvitationMessages
{
    /// <summary>
    /// One request, best effort. False when the queue could not be reached: the outbox row stays, and the sweep sends again.
    /// May double a message when an answer is lost: the handler claims first.
    /// </summary>
    Task<bool> TrySendAsync(InvitationMessage message, CancellationToken cancellationToken);
}
