using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Core.Inviting;

/// <summary>A row as it was read, with the ETag that a change of it must still find.</summary>
public sealed record Stored<T>(T Value, string ETag);

/// <param name="Invitation">As it was made then; null where the operation's name stands for another request.</param>
public sealed record InvitationDone(Invitation? Invitation);

/// <summary>Invitations begin, are sent again and end in the transaction of their user (<see cref="IUsers.ChangeAsync"/>); here is the rest.</summary>
public interface IInvitations
{
    /// <summary>One point read.</summary>
    Task<Stored<Invitation>?> FindAsync(OrganisationId organisation, UserId user, InvitationId invitation, CancellationToken cancellationToken);

    /// <summary>All of a user, the newest first. One query.</summary>
    Task<IReadOnlyList<Invitation>> ListAsync(OrganisationId organisation, UserId user, CancellationToken cancellationToken);

    /// <summary>Those of an organisation that failed for one of these reasons, at most 200 at a time. One query over its invitations.</summary>
    /// <returns>Null when <paramref name="after"/> is no cursor of this list.</returns>
    Task<Page<Invitation>?> FailedAsync(OrganisationId organisation, IReadOnlyList<string> failures, string? after, CancellationToken cancellationToken);

    /// <summary>How many e-mails and SMS a user was sent since an instant. One query, over the history.</summary>
    Task<int> CountSentAsync(OrganisationId organisation, UserId user, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>What an operation made of a user's invitations when it was carried out; null when it was not. One point read.</summary>
    Task<InvitationDone?> FindDoneAsync(OrganisationId organisation, Operation operation, UserId user, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the row if it is unchanged, in one transaction with the audit entry if given and with its outbox row, which is
    /// there as long as there is something to send or to tell. Null when somebody else moved it first: read it again.
    /// A move whose answer was lost recognises itself.
    /// </summary>
    Task<Stored<Invitation>?> MoveAsync(OrganisationId organisation, Stored<Invitation> before, Invitation after, AuditEntry? audit, CancellationToken cancellationToken);

    /// <summary>Makes the token's hash point to the invitation, for the accepting side. Safe to repeat.</summary>
    Task PublishTokenAsync(OrganisationId organisation, Invitation invitation, InvitationToken token, CancellationToken cancellationToken);

    /// <summary>The same, best effort: false when the storage could not be reached.</summary>
    Task<bool> TryPublishTokenAsync(OrganisationId organisation, Invitation invitation, InvitationToken token, CancellationToken cancellationToken);

    /// <summary>Whose invitation a token with this hash is or was; null for one that never was. One point read.</summary>
    Task<InvitationMessage?> FindByTokenAsync(ReadOnlyMemory<byte> tokenHash, CancellationToken cancellationToken);

    /// <summary>Outbox rows that are due before <paramref name="before"/>, over all organisations, as messages to be sent again.</summary>
    IAsyncEnumerable<InvitationMessage> OverdueAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

public interface IInvitationMessages
{
    /// <summary>
    /// One request, best effort. False when the queue could not be reached: the outbox row stays, and the sweep sends again.
    /// May double a message when an answer is lost: the handler claims first.
    /// </summary>
    /// <param name="delay">How long the queue keeps it hidden; at most <see cref="HandOff.LongestDelay"/>.</param>
    Task<bool> TrySendAsync(InvitationMessage message, TimeSpan delay, CancellationToken cancellationToken);
}
