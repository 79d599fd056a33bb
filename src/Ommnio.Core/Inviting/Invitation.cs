using Ommnio.Core.Users;

namespace Ommnio.Core.Inviting;

public enum InvitationChannel
{
    Link,
    Email,
    Sms,
    Qr,
}

public enum InvitationState
{
    Queued,
    Sending,
    Sent,
    Accepted,
    Failed,
    Revoked,
}

/// <summary>
/// One invitation of one user. Its row's ETag is the lock. The token is not stored: it is derived from the id, the rotation
/// and a secret key (<see cref="InvitationToken"/>), so the link can be shown again.
/// </summary>
public sealed record Invitation
{
    public required InvitationId Id { get; init; }

    public required UserId User { get; init; }

    public required InvitationChannel Channel { get; init; }

    public required InvitationState State { get; init; }

    /// <summary>Which secret key its token is derived from, so that a key can be rotated without killing live invitations.</summary>
    public required string KeyId { get; init; }

    public int Rotation { get; init; } = 1;

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>While sending: until when the one who claimed it is believed alive.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>While sending: the run that claimed it, so that a claim whose answer was lost is known from another's.</summary>
    public Guid? ClaimedBy { get; init; }

    /// <summary>How often it was claimed for delivery.</summary>
    public int Attempts { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The operation whose outbox row is to be removed when it has been sent.</summary>
    public required OperationId Operation { get; init; }
}

/// <summary>What travels through the queue: ids only, never personal data.</summary>
public sealed record InvitationMessage(OrganisationId Organisation, UserId User, InvitationId Invitation);
