using Ommnio.Core.Users;

namespace Ommnio.Core.Inviting;

/// <summary>How fast may be sent by one channel.</summary>
/// <param name="PerMinute">In all, since the provider says so.</param>
/// <param name="PerMinuteAndOrganisation">So that one organisation's thousand invitations leave room for another's.</param>
public sealed record SendRate(int PerMinute, int PerMinuteAndOrganisation);

public sealed record SendRates(SendRate Email, SendRate Sms)
{
    public SendRate Of(InvitationChannel channel) => channel == InvitationChannel.Email ? Email : Sms;
}

/// <summary>Turns at a provider, shared by all instances.</summary>
public interface ITurnsToSend
{
    /// <summary>
    /// The next free instant at which something may be sent, not before <paramref name="now"/>; it is taken by this call, and no other
    /// gets it. One read and one conditional write; a repeat takes another turn.
    /// </summary>
    /// <param name="organisation">Null: the turn of the provider as a whole.</param>
    Task<DateTimeOffset> TakeAsync(InvitationChannel channel, OrganisationId? organisation, TimeSpan interval, DateTimeOffset now, CancellationToken cancellationToken);
}
