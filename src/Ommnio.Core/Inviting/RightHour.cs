using NodaTime;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;

namespace Ommnio.Core.Inviting;

/// <param name="Zone">On whose wall clock it was found; null for what nobody brings.</param>
public sealed record DueHour(DateTimeOffset At, TimeZoneName? Zone);

/// <summary>
/// When a message may arrive: during the user's working hours, read on the wall clock of their zone (D13, D50). Where the clock
/// jumps forward, what it jumped over does not exist; where it goes back, the repeated hour counts both times.
/// </summary>
public static class RightHour
{
    private const int MinutesOfAWeek = 7 * 24 * 60;

    /// <summary>
    /// The longest wait there can be: a week for hours on one day; another where a clock change swallows them; and a day that some
    /// zones on the date line have left out.
    /// </summary>
    public static readonly Duration Longest = Duration.FromDays(15);

    /// <summary>The first instant from <paramref name="now"/> on that lies inside the hours; now itself, if it does.</summary>
    public static Instant Next(WorkingHours hours, DateTimeZone zone, Instant now)
    {
        // Within one interval of the zone its clock runs evenly, so the next beginning is a subtraction away.
        for (var at = now; ;)
        {
            var era = zone.GetZoneInterval(at);
            var found = at + Wait(hours, at.InUtc().LocalDateTime.Plus(Period.FromTicks(era.WallOffset.Ticks)));
            if (!era.HasEnd || found < era.End)
            {
                return found;
            }

            at = era.End;
        }
    }

    /// <summary>When an invitation is due: e-mail and SMS wait for the user's right hour unless the administrator says now; a link and a QR bother nobody.</summary>
    public static DueHour Due(InvitationChannel channel, bool atOnce, User user, OrganisationSettings settings, DateTimeOffset now)
    {
        var (hours, zone) = (user.WorkingHours ?? settings.WorkingHours, user.TimeZone ?? settings.TimeZone);
        return !InvitationWays.NeedsSending(channel) ? new(now, null)
            : new(atOnce ? now : Next(hours, zone.Zone, Instant.FromDateTimeOffset(now)).ToDateTimeOffset(), zone);
    }

    /// <summary>How long the clock has to run from here until it is inside.</summary>
    private static Duration Wait(WorkingHours hours, LocalDateTime clock)
    {
        var since = Duration.FromDays((int)clock.DayOfWeek - 1) + Duration.FromTicks(clock.TickOfDay);
        return hours.Intervals.Min(interval =>
        {
            var passed = Wrapped(since - Duration.FromMinutes(interval.Start));
            return passed < Duration.FromMinutes(interval.Length) ? Duration.Zero : Duration.FromMinutes(MinutesOfAWeek) - passed;
        });
    }

    private static Duration Wrapped(Duration sinceStart) => sinceStart < Duration.Zero ? sinceStart + Duration.FromMinutes(MinutesOfAWeek) : sinceStart;
}
