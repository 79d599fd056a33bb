using System.Collections.Frozen;
using By = Ommnio.Core.Inviting.InvitationMove;
using Is = Ommnio.Core.Inviting.InvitationState;

namespace Ommnio.Core.Inviting;

/// <summary>What can happen to an invitation.</summary>
public enum InvitationMove
{
    /// <summary>A run of the queue's function takes it to deliver it; again, when the last one died.</summary>
    Claim,

    /// <summary>Not now: the right hour or its turn is later, or the provider did not take it.</summary>
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
/// The life of an invitation, whole: a move that is not in this table does not exist. <see cref="Is.Expired"/> is never stored,
/// it follows from the time; <see cref="By.Resend"/> leads back to where the channel begins.
/// </summary>
public static class InvitationLife
{
    private static readonly FrozenDictionary<(Is From, By Move), Is> Table = new Dictionary<(Is, By), Is>
    {
        [(Is.Queued, By.Claim)] = Is.Sending,
        [(Is.Queued, By.PutBack)] = Is.Queued,
        [(Is.Queued, By.Fail)] = Is.Failed,
        [(Is.Queued, By.Accept)] = Is.Accepted,
        [(Is.Queued, By.Revoke)] = Is.Revoked,
        [(Is.Queued, By.Resend)] = Is.Queued,

        [(Is.Issued, By.Claim)] = Is.Sending,
        [(Is.Issued, By.Fail)] = Is.Failed,
        [(Is.Issued, By.Accept)] = Is.Accepted,
        [(Is.Issued, By.Revoke)] = Is.Revoked,
        [(Is.Issued, By.Resend)] = Is.Queued,

        [(Is.Sending, By.Claim)] = Is.Sending,
        // The provider was down, or the address was no use and another channel is tried.
        [(Is.Sending, By.PutBack)] = Is.Queued,
        [(Is.Sending, By.Deliver)] = Is.Sent,
        [(Is.Sending, By.Fail)] = Is.Failed,
        // What was sent may be opened before the sender has noted that it went.
        [(Is.Sending, By.Accept)] = Is.Accepted,
        [(Is.Sending, By.Revoke)] = Is.Revoked,
        [(Is.Sending, By.Resend)] = Is.Queued,

        [(Is.Sent, By.Accept)] = Is.Accepted,
        [(Is.Sent, By.Revoke)] = Is.Revoked,
        [(Is.Sent, By.Resend)] = Is.Queued,

        [(Is.Failed, By.Resend)] = Is.Queued,

        [(Is.Expired, By.Fail)] = Is.Failed,
        [(Is.Expired, By.Revoke)] = Is.Revoked,
        [(Is.Expired, By.Resend)] = Is.Queued,
    }.ToFrozenDictionary();

    /// <summary>Where a move leads; null when it is not possible.</summary>
    public static InvitationState? After(InvitationState state, InvitationMove move) => Table.TryGetValue((state, move), out var after) ? after : null;

    /// <summary>Only a live one can be accepted: its token works.</summary>
    public static bool IsLive(InvitationState state) => After(state, By.Accept) is not null;

    /// <summary>Where a channel begins: a link and a QR are there as soon as they are made, the others wait to be brought.</summary>
    public static InvitationState Beginning(InvitationChannel channel) => channel is InvitationChannel.Link or InvitationChannel.Qr ? Is.Issued : Is.Queued;
}
