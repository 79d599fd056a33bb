using System.Collections.Frozen;
using static Ommnio.Core.Inviting.InvitationMove;
using static Ommnio.Core.Inviting.InvitationState;

namespace Ommnio.Core.Inviting;

/// <summary>What can happen to an invitation.</summary>
public enum InvitationMove
{
    /// <summary>A run of the queue's function takes it to deliver it; again, when the last one died.</summary>
    Claim,

    /// <summary>Not now: the right hour is later than it was when it was queued.</summary>
    PutBack,

    /// <summary>Handed to whoever brings it; for a link, its token works.</summary>
    Deliver,

    /// <summary>It cannot be delivered.</summary>
    Fail,

    Accept,
    Revoke,

    /// <summary>A new token and a new term; the old token is dead (D48).</summary>
    Resend,
}

/// <summary>
/// The life of an invitation, whole: a move that is not in this table does not exist. <see cref="Expired"/> is never stored,
/// it follows from the time; <see cref="Resend"/> leads back to where the channel begins.
/// </summary>
public static class InvitationLife
{
    private static readonly FrozenDictionary<(InvitationState From, InvitationMove By), InvitationState> Table = new Dictionary<(InvitationState, InvitationMove), InvitationState>
    {
        [(Queued, Claim)] = Sending,
        [(Queued, PutBack)] = Queued,
        [(Queued, Fail)] = Failed,
        [(Queued, Accept)] = Accepted,
        [(Queued, Revoke)] = Revoked,
        [(Queued, Resend)] = Queued,

        [(Issued, Claim)] = Sending,
        [(Issued, Fail)] = Failed,
        [(Issued, Accept)] = Accepted,
        [(Issued, Revoke)] = Revoked,
        [(Issued, Resend)] = Queued,

        [(Sending, Claim)] = Sending,
        [(Sending, Deliver)] = Sent,
        [(Sending, Fail)] = Failed,
        // What was sent may be opened before the sender has noted that it went.
        [(Sending, Accept)] = Accepted,
        [(Sending, Revoke)] = Revoked,
        [(Sending, Resend)] = Queued,

        [(Sent, Accept)] = Accepted,
        [(Sent, Revoke)] = Revoked,
        [(Sent, Resend)] = Queued,

        [(Failed, Resend)] = Queued,

        [(Expired, Fail)] = Failed,
        [(Expired, Revoke)] = Revoked,
        [(Expired, Resend)] = Queued,
    }.ToFrozenDictionary();

    /// <summary>Where a move leads; null when it is not possible.</summary>
    public static InvitationState? After(InvitationState state, InvitationMove move) => Table.TryGetValue((state, move), out var after) ? after : null;

    /// <summary>Only a live one can be accepted: its token works.</summary>
    public static bool IsLive(InvitationState state) => After(state, Accept) is not null;

    /// <summary>Where a channel begins: a link and a QR are there as soon as they are made, the others wait to be brought.</summary>
    public static InvitationState Beginning(InvitationChannel channel) => channel is InvitationChannel.Link or InvitationChannel.Qr ? Issued : Queued;
}
