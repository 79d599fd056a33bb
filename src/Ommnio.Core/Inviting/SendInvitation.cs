using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;

namespace Ommnio.Core.Inviting;

/// <summary>Makes the personal link of a token.</summary>
public delegate string InvitationLink(InvitationToken token);

/// <summary>Hands a claimed invitation to its provider, and says what is to become of it after that.</summary>
public sealed class SendInvitation(IInvitationSenders senders, IInvitations invitations, InvitationWays ways, InvitationLink link, MasterKeys keys, DeliverySettings settings, TimeProvider time)
{
    /// <summary>With pauses that begin with a minute, the last try is some seven hours after the first.</summary>
    public const int MostAttempts = 12;

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>
    /// One attempt. A provider that took it whose answer was lost is asked again, so the person may get two; both lead to the same
    /// invitation.
    /// </summary>
    public async Task<Invitation> HandleAsync(Organisation organisation, User user, Invitation claimed, CancellationToken cancellationToken)
    {
        if (ways.Forbids(user, user.StateAt(time.GetUtcNow()), claimed.Channel) is { } problem)
        {
            return Failed(claimed, user, problem.Code, time.GetUtcNow());
        }

        // First: who gets the message may open it in the same second.
        var token = InvitationToken.Of(claimed, keys);
        await invitations.PublishTokenAsync(organisation.Id, claimed, token, cancellationToken);
        var letter = InvitationLetter.Of(user, organisation, link(token), claimed.ExpiresAt);
        var address = claimed.Channel == InvitationChannel.Email ? user.Email!.Text : user.Phone!.E164;
        var sending = await senders.SendAsync(claimed.Channel, address, letter, $"{claimed.Id}.{claimed.Rotation}", cancellationToken);
        return After(claimed, user, sending, time.GetUtcNow());
    }

    /// <summary>Sent; later, with growing pauses; or, when it is no use, by the next way of the organisation's order, else failed.</summary>
    public Invitation After(Invitation claimed, User user, Sending sending, DateTimeOffset now) => sending switch
    {
        Sending.Taken => DeliverInvitation.Delivered(claimed, now),
        Sending.Later when claimed.Attempts < MostAttempts => claimed.AgainAt(now + Pause(claimed.Attempts, settings.RetryAfter)),
        Sending.Later => Failed(claimed, user, "invitation.provider_down", now),
        _ => Failed(claimed, user, "invitation.address_refused", now),
    };

    /// <summary>Each twice as long as the one before, up to an hour.</summary>
    public static TimeSpan Pause(int attempts, TimeSpan first) => TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, first.Ticks << Math.Clamp(attempts - 1, 0, 10)));

    private Invitation Failed(Invitation claimed, User user, string failure, DateTimeOffset now) =>
        ways.First(user, user.StateAt(now), claimed.Then) is var (channel, rest)
            ? claimed.Through(channel, rest, now)
            : claimed.FailedBy(failure, now)!;
}
