using System.Security.Cryptography;
using Ommnio.Core.Governing;
using Ommnio.Core.Users;

namespace Ommnio.Core.Inviting;

public sealed partial record Invitation
{
    /// <summary>Whether the outbox has a row of it.</summary>
    public bool IsToBeSent => State is InvitationState.Queued or InvitationState.Issued or InvitationState.Sending || TellAt is not null;

    /// <summary>The due time that is in its outbox row's key.</summary>
    public DateTimeOffset OutboxAt => TellAt ?? DueAt;

    public InvitationState StateAt(DateTimeOffset now) => InvitationLife.IsLive(State) && now >= ExpiresAt ? InvitationState.Expired : State;

    /// <summary>Whether the token with this hash opens it now: the present rotation's, and it is live. Takes the same time whatever differs.</summary>
    public bool IsOpenedBy(ReadOnlySpan<byte> tokenHash, MasterKeys keys, DateTimeOffset now) =>
        IsTokenOf(tokenHash, keys) & InvitationLife.IsLive(StateAt(now));

    /// <summary>Accepted, and whoever invited is to be told.</summary>
    /// <returns>Null when it cannot be accepted any more.</returns>
    public Invitation? Accepted(DateTimeOffset now) =>
        After(InvitationMove.Accept, now) is { } state ? Ended(state, now) with { TellAt = By is null ? null : now } : null;

    /// <summary>Revoked for good (D49); itself where it has ended already. For everything that takes an invitation away: block, delete, another contact, another invitation.</summary>
    public Invitation Revoked(DateTimeOffset now) => After(InvitationMove.Revoke, now) is { } state ? Ended(state, now) : this;

    /// <summary>
    /// What a change of the user does to their invitation: it ends with the phone or email that it was sent to (D49), and when
    /// something is missing again without which nobody is invited (D17). Null when there is nothing to look at.
    /// </summary>
    public static Func<Invitation, Invitation>? IfUserChanged(User before, User after, DateTimeOffset now)
    {
        var (phone, email) = (before.Phone != after.Phone, before.Email?.Key != after.Email?.Key);
        return before.Invitation is null || !(phone || email || !after.IsComplete)
            ? null
            : invitation => !after.IsComplete || (phone && invitation.Channel == InvitationChannel.Sms) || (email && invitation.Channel == InvitationChannel.Email) ? invitation.Revoked(now) : invitation;
    }

    /// <summary>It cannot be delivered, and whoever invited is to be told why.</summary>
    /// <returns>Null when there is nothing left that could fail.</returns>
    public Invitation? FailedBy(string failure, DateTimeOffset now) =>
        After(InvitationMove.Fail, now) is { } state ? Ended(state, now) with { Failure = failure, TellAt = By is null ? null : now } : null;

    /// <summary>The provider did not take it: once more at <paramref name="due"/>, by the same token and within the same term.</summary>
    public Invitation AgainAt(DateTimeOffset due) => this with
    {
        State = InvitationLife.After(State, InvitationMove.PutBack) ?? State,
        DueAt = due,
        Turns = 0,
        LeaseUntil = null,
        ClaimedBy = null,
    };

    /// <summary>Its turn to be sent comes at <paramref name="turn"/>.</summary>
    public Invitation AtTurn(DateTimeOffset turn) => this with { DueAt = turn, Turns = Turns + 1 };

    /// <summary>By another channel from here on; the token is the same, since it may have arrived all the same.</summary>
    public Invitation Through(InvitationChannel channel, ChannelOrder then, DateTimeOffset now) => this with
    {
        Channel = channel,
        Then = then,
        State = InvitationLife.Beginning(channel),
        DueAt = now,
        DueZone = InvitationWays.NeedsSending(channel) ? DueZone : null,
        Turns = 0,
        Attempts = 0,
        LeaseUntil = null,
        ClaimedBy = null,
    };

    /// <summary>The same invitation with a new token and a new term (D48); its old token is dead from here on (R30).</summary>
    /// <returns>Null when it was accepted or revoked: that is final.</returns>
    public Invitation? Resent(string keyId, UserId? by, bool atOnce, DueHour due, int days, OperationId operation, DateTimeOffset now) => After(InvitationMove.Resend, now) is null ? null : this with
    {
        State = InvitationLife.Beginning(Channel),
        KeyId = keyId,
        Rotation = Rotation + 1,
        By = by,
        AtOnce = atOnce,
        ResentAt = now,
        DueAt = due.At,
        DueZone = due.Zone,
        ExpiresAt = due.At.AddDays(days),
        LeaseUntil = null,
        ClaimedBy = null,
        Attempts = 0,
        Turns = 0,
        SentAt = null,
        EndedAt = null,
        Failure = null,
        AskedAt = null,
        TellAt = null,
        Operation = operation,
    };

    /// <summary>Somebody whose token does not work asks for another one; the administrator is to be told, once for each token.</summary>
    /// <returns>Null when nobody is there to be told, was told already, or the new one is on its way.</returns>
    public Invitation? AskedFor(DateTimeOffset now) =>
        By is null || AskedAt is not null || IsToBeSent || State == InvitationState.Accepted ? null : this with { AskedAt = now, TellAt = now };

    /// <summary>The administrator knows; its outbox row may go.</summary>
    public Invitation Told() => this with { TellAt = null };

    private InvitationState? After(InvitationMove move, DateTimeOffset now) => InvitationLife.After(StateAt(now), move);

    private Invitation Ended(InvitationState state, DateTimeOffset now) => this with { State = state, EndedAt = now, LeaseUntil = null, ClaimedBy = null };

    // A key that was taken out of the configuration took its invitations with it.
    private bool IsTokenOf(ReadOnlySpan<byte> tokenHash, MasterKeys keys) =>
        keys.Has(KeyId) && CryptographicOperations.FixedTimeEquals(InvitationToken.Of(this, keys).Hash, tokenHash);
}
