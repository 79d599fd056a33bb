using System.Collections.Immutable;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Inviting;

/// <summary>By which ways somebody can be invited: what this deployment can send by, and what the user's data allow (R13).</summary>
/// <param name="Sendable">The channels that have a provider; a link and a QR need none.</param>
public sealed record InvitationWays(ImmutableHashSet<InvitationChannel> Sendable)
{
    /// <summary>Why a user cannot be invited by a channel (R13, R14, R31, D16); null when they can.</summary>
    public Problem? Forbids(User user, UserState state, InvitationChannel channel) =>
        state == UserState.NeedsCompletion ? new("invitation.incomplete", "invite")
        : state != UserState.Pending ? new("invitation.not_pending", "invite", Naming.CamelCase(state))
        : NeedsSending(channel) && !Sendable.Contains(channel) ? new("invitation.channel_unavailable", "invite.channel", Naming.CamelCase(channel))
        : channel == InvitationChannel.Email && user.Email is null ? new("invitation.no_email", "invite.channel")
        : channel == InvitationChannel.Sms && user.Phone is null ? new("invitation.no_phone", "invite.channel")
        : channel == InvitationChannel.Sms && user.PhoneConsent is null ? new("invitation.no_consent", "invite.channel")
        : null;

    /// <summary>The first of an order that is open to the user, and what is left of the order after it; null when none is.</summary>
    public (InvitationChannel Channel, ChannelOrder Left)? First(User user, UserState state, ChannelOrder order)
    {
        var open = order.Channels.FirstOrDefault(channel => Forbids(user, state, channel) is null, (InvitationChannel)(-1));
        return Enum.IsDefined(open) ? (open, new(order.Channels[(order.Channels.IndexOf(open) + 1)..])) : null;
    }

    /// <summary>Whether somebody has to be handed the invitation on the way to the user.</summary>
    public static bool NeedsSending(InvitationChannel channel) => channel is InvitationChannel.Email or InvitationChannel.Sms;
}

/// <summary>Channels in the order in which they are tried: the first that works ends it.</summary>
public sealed record ChannelOrder(ImmutableArray<InvitationChannel> Channels)
{
    public static ChannelOrder None { get; } = new([]);

    public bool Equals(ChannelOrder? other) => other is not null && Channels.SequenceEqual(other.Channels);

    public override int GetHashCode() => Channels.Aggregate(0, HashCode.Combine);
}
