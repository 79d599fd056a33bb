using Ommnio.Core.Users;
using Ommnio.Core.Wording;

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
    /// <summary>To be brought by e-mail or SMS.</summary>
    Queued,

    /// <summary>A link or a QR: made, and works.</summary>
    Issued,

    Sending,
    Sent,
    Accepted,
    Failed,

    /// <summary>Never stored: a live one whose term is over.</summary>
    Expired,

    Revoked,
}

/// <summary>
/// One invitation of one user. Its row's ETag is the lock, and <see cref="InvitationLife"/> says what may happen to it. The token
/// is not stored: it is derived from the id, the rotation and a secret key (<see cref="InvitationToken"/>), so the link can be
/// shown again. It works only while the user points to this invitation (<see cref="User.Invitation"/>): one live one a user (D48).
/// </summary>
public sealed partial record Invitation
{
    public required InvitationId Id { get; init; }

    public required UserId User { get; init; }

    public required InvitationChannel Channel { get; init; }

    /// <summary>The administrator passes it on; nothing of ours brings it.</summary>
    public bool IsPassedOnByHand => Channel is InvitationChannel.Link or InvitationChannel.Qr;

    /// <summary>As stored; <see cref="StateAt"/> knows of the term too.</summary>
    public required InvitationState State { get; init; }

    /// <summary>Which secret key its token is derived from, so that a key can be rotated without killing live invitations.</summary>
    public required string KeyId { get; init; }

    public int Rotation { get; init; } = 1;

    /// <summary>The administrator who invited, and is told when it is accepted; null for an API key.</summary>
    public UserId? By { get; init; }

    /// <summary>The administrator said "now": it does not wait for the user's working hours (D50).</summary>
    public bool AtOnce { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last sent again, with a new token and a new term; null while it never was.</summary>
    public DateTimeOffset? ResentAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>On whose wall clock the hour to bring it was found; null for what nobody brings.</summary>
    public TimeZoneName? DueZone { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>While sending: until when the one who claimed it is believed alive.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>While sending: the run that claimed it, so that a claim whose answer was lost is known from another's.</summary>
    public Guid? ClaimedBy { get; init; }

    /// <summary>By which channels it goes on when this one turns out to be no use, in order.</summary>
    public ChannelOrder Then { get; init; } = ChannelOrder.None;

    /// <summary>How many turns it has taken for this attempt: its organisation's, then the provider's.</summary>
    public int Turns { get; init; }

    /// <summary>How often it was claimed for delivery.</summary>
    public int Attempts { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When it was accepted, failed or was revoked.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it failed: the code of words.</summary>
    public string? Failure { get; init; }

    /// <summary>When the person asked for another one because this one does not work any more; once for each token.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Since when the administrator is to be told of what happened to it; null when there is nothing to tell.</summary>
    public DateTimeOffset? TellAt { get; init; }

    /// <summary>Whether it still waits for the hour to bring it.</summary>
    public bool WaitsAt(DateTimeOffset now) => State == InvitationState.Queued && !IsPassedOnByHand && DueAt > now && ExpiresAt > now;

    /// <summary>When it goes out, in words; null for what nobody brings.</summary>
    public string? WillGo(Language language) => DueZone is { } zone ? DueWords.WillGo(DueAt, zone, ResentAt ?? CreatedAt, language) : null;

    /// <summary>The operation whose outbox row is to be removed when it has been sent, or told.</summary>
    public required OperationId Operation { get; init; }
}

/// <summary>What travels through the queue: ids only, never personal data.</summary>
public sealed record InvitationMessage(OrganisationId Organisation, UserId User, InvitationId Invitation);
