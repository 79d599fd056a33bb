using Ommnio.Core.Organisations;
using Ommnio.Core.Users;

namespace Ommnio.Core.Inviting;

/// <summary>Whether an e-mail or SMS may go now: the user's hours as they are by now (D50), then its turn among all that are to be sent.</summary>
public sealed class WaitToSend(ITurnsToSend turns, SendRates rates, TimeProvider time)
{
    // Nearer than this, waiting costs less than putting it back.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>As it should wait; null when it may go. Takes at most two turns, first the organisation's: who waits for that holds up nobody else's.</summary>
    public async Task<Invitation?> ForAsync(Organisation organisation, User user, Invitation current, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (current.State != InvitationState.Queued)
        {
            return null;
        }

        var later = AtTheRightHour(current, user, organisation.Settings, now);
        if (later.DueAt > now + Soon)
        {
            return later;
        }

        for (var taken = current; taken.Turns < 2;)
        {
            var turn = await turns.TakeAsync(current.Channel, taken.Turns == 0 ? organisation.Id : null, Interval(current.Channel, taken.Turns), now, cancellationToken);
            taken = taken.AtTurn(turn);
            if (turn > now + Soon)
            {
                return taken;
            }
        }

        return null;
    }

    /// <summary>Later, where the user's hours say so by now; itself, where it may go. Its term stays as long as it was.</summary>
    private static Invitation AtTheRightHour(Invitation current, User user, OrganisationSettings settings, DateTimeOffset now)
    {
        var due = RightHour.Due(current.Channel, current.AtOnce, user, settings, now);
        return due.At <= now ? current : current with { DueAt = due.At, DueZone = due.Zone, ExpiresAt = due.At + (current.ExpiresAt - current.DueAt) };
    }

    private TimeSpan Interval(InvitationChannel channel, int turns) =>
        TimeSpan.FromMinutes(1) / (turns == 0 ? rates.Of(channel).PerMinuteAndOrganisation : rates.Of(channel).PerMinute);
}
