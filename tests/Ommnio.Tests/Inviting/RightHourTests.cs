using CsCheck;
using NodaTime;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Inviting;

/// <summary>When a message may arrive: the first instant inside the user's working hours, whatever the clocks do.</summary>
public sealed class RightHourTests
{
    private static readonly int Schedules = int.TryParse(Environment.GetEnvironmentVariable("OMMNIO_SCHEDULES"), out var wanted) ? wanted : 2;
    private static readonly WorkingHours Office = Hours((IsoDayOfWeek.Monday, "09:00", "17:00"), (IsoDayOfWeek.Friday, "09:00", "17:00"));

    [Theory]
    [InlineData("2026-03-02T07:59:59Z", "2026-03-02T08:00:00Z")] // Monday 08:59:59 in Madrid: at nine
    [InlineData("2026-03-02T08:00:00Z", "2026-03-02T08:00:00Z")] // nine sharp is inside
    [InlineData("2026-03-02T15:59:59Z", "2026-03-02T15:59:59Z")] // so is the last second
    [InlineData("2026-03-02T16:00:00Z", "2026-03-06T08:00:00Z")] // five sharp is not: Friday
    [InlineData("2026-03-28T12:00:00Z", "2026-03-30T07:00:00Z")] // over the clock change: nine in summer
    [InlineData("2026-10-24T12:00:00Z", "2026-10-26T08:00:00Z")] // and back
    public void It_is_the_first_instant_inside_the_hours(string now, string due) => Next(Office, "Europe/Madrid", now).ShouldBe(due);

    [Theory]
    [InlineData("2026-03-02T21:30:00Z", "2026-03-02T21:30:00Z")] // Monday 22:30: in the night shift
    [InlineData("2026-03-03T04:59:00Z", "2026-03-03T04:59:00Z")] // Tuesday 05:59: still
    [InlineData("2026-03-03T05:00:00Z", "2026-03-03T13:00:00Z")] // 06:00: over; at 14:00 the split shift begins
    [InlineData("2026-03-03T15:00:00Z", "2026-03-03T17:00:00Z")] // 16:00: its pause, till 18:00
    [InlineData("2026-03-03T19:00:00Z", "2026-03-09T21:00:00Z")] // over till Monday night
    public void Night_and_split_shifts_are_kept(string now, string due) =>
        Next(Hours((IsoDayOfWeek.Monday, "22:00", "06:00"), (IsoDayOfWeek.Tuesday, "14:00", "16:00"), (IsoDayOfWeek.Tuesday, "18:00", "20:00")), "Europe/Madrid", now).ShouldBe(due);

    [Theory]
    [InlineData("Europe/Madrid", "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z")] // 02:15 does not exist: 03:00
    [InlineData("America/New_York", "2026-03-08T06:30:00Z", "2026-03-08T07:00:00Z")] // 02:15 does not exist: 03:00
    [InlineData("Australia/Lord_Howe", "2026-10-03T15:00:00Z", "2026-10-03T15:30:00Z")] // the clock jumps from 02:00 to 02:30
    public void In_the_spring_gap_work_that_began_in_it_begins_where_the_clock_goes_on(string zone, string now, string due) =>
        Next(Hours((IsoDayOfWeek.Sunday, "02:15", "04:00")), zone, now).ShouldBe(due);

    [Theory]
    [InlineData("Europe/Madrid", "2026-03-29T00:30:00Z", "2026-04-05T00:15:00Z")]
    [InlineData("America/New_York", "2026-03-08T06:30:00Z", "2026-03-15T06:15:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-03T15:00:00Z", "2026-10-10T15:15:00Z")]
    [InlineData("Europe/Madrid", "2026-03-29T00:30:00Z", "2026-04-05T00:00:00Z", "02:00", "02:30")] // also where it begins with the gap
    public void In_the_spring_gap_work_that_lay_wholly_in_it_falls_away(string zone, string now, string due, string from = "02:15", string to = "02:25") =>
        Next(Hours((IsoDayOfWeek.Sunday, from, to)), zone, now).ShouldBe(due);

    [Theory]
    [InlineData("Europe/Madrid", "2026-10-25T00:00:00Z", "2026-10-25T00:15:00Z")] // 02:15 for the first time
    [InlineData("Europe/Madrid", "2026-10-25T00:40:00Z", "2026-10-25T01:15:00Z")] // and for the second
    [InlineData("Europe/Madrid", "2026-10-25T01:40:00Z", "2026-11-01T01:15:00Z")] // then next week
    [InlineData("Europe/Madrid", "2026-10-25T00:30:00Z", "2026-10-25T02:00:00Z", "03:00", "04:00")] // three comes once, when two is over for the second time
    [InlineData("America/New_York", "2026-11-01T05:40:00Z", "2026-11-01T06:15:00Z", "01:15", "01:30")]
    [InlineData("Australia/Lord_Howe", "2026-04-04T14:50:00Z", "2026-04-04T15:10:00Z", "01:40", "01:45")] // half an hour twice
    public void In_the_autumn_overlap_the_hour_counts_both_times(string zone, string now, string due, string from = "02:15", string to = "02:30") =>
        Next(Hours((IsoDayOfWeek.Sunday, from, to)), zone, now).ShouldBe(due);

    [Fact]
    public void Hours_round_the_clock_never_wait() =>
        Next(Hours([.. Enumerable.Range(1, 7).Select(day => ((IsoDayOfWeek)day, "00:00", "00:00"))]), "Europe/Madrid", "2026-03-29T01:00:00Z").ShouldBe("2026-03-29T01:00:00Z");

    /// <summary>Against a scan, minute by minute, of the wall clock: all zones there are, around their clock changes.</summary>
    [Fact]
    public void In_every_zone_and_for_any_schedule_it_is_the_first_minute_inside()
    {
        var schedule = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 1439], Gen.Int[1, 600], (day, from, length) => (day, from, length)).Array[1, 3];
        foreach (var zone in TimeZoneName.All.Select(id => DateTimeZoneProviders.Tzdb[id]))
        {
            Gen.Select(schedule, Gen.Int[0, 365 * 24 * 60], Gen.Bool).Sample((slots, minute, isNearChange) =>
            {
                if (WorkingHours.Of(slots.Select(slot => Interval(slot.day, slot.from, slot.length)), "").Value is not { } hours)
                {
                    return;
                }

                var year = Instant.FromUtc(2026, 1, 1, 0, 0);
                var change = zone.GetZoneIntervals(year, year + Duration.FromDays(365)).Skip(1).Select(era => (Instant?)era.Start).FirstOrDefault();
                var now = isNearChange && change is { } at ? at - Duration.FromMinutes(minute % 240) : year + Duration.FromMinutes(minute);

                var found = RightHour.Next(hours, zone, now);

                found.ShouldBe(FirstByScanning(slots, zone, now), $"{zone.Id} {now} {string.Join(' ', slots)}");
                (found - now).ShouldBeLessThanOrEqualTo(RightHour.Longest);
            }, iter: Schedules, threads: 1);
        }
    }

    [Fact]
    public void D50_Only_email_and_SMS_wait_and_not_when_the_administrator_says_now()
    {
        // In the user's own zone, and not in the organisation's.
        var (zone, night) = (TimeZoneName.Read("Atlantic/Canary", "").Value!, new DateTimeOffset(2026, 3, 3, 2, 0, 0, TimeSpan.Zero));
        var user = Some.User() with { WorkingHours = Office, TimeZone = zone };
        DueHour Due(InvitationChannel channel, bool atOnce = false) => RightHour.Due(channel, atOnce, user, Some.Catalogue.Organisation.Settings, night);

        foreach (var channel in (InvitationChannel[])[InvitationChannel.Email, InvitationChannel.Sms])
        {
            Due(channel).ShouldBe(new(new DateTimeOffset(2026, 3, 6, 9, 0, 0, TimeSpan.Zero), zone));
            Due(channel, atOnce: true).ShouldBe(new(night, zone));
        }

        (Due(InvitationChannel.Link), Due(InvitationChannel.Qr)).ShouldBe((new(night, null), new(night, null)));
    }

    // Nothing of the code under test: the wall clock, a minute at a time.
    private static Instant FirstByScanning((int Day, int From, int Length)[] slots, DateTimeZone zone, Instant now)
    {
        const int week = 7 * 24 * 60;
        for (var at = now; ; at += Duration.FromMinutes(1))
        {
            var clock = at.InZone(zone).LocalDateTime;
            var minute = (((int)clock.DayOfWeek - 1) * 1440) + (clock.Hour * 60) + clock.Minute;
            if (slots.Any(slot => (minute - (slot.Day * 1440) - slot.From + week) % week < slot.Length))
            {
                return at;
            }
        }
    }

    private static WorkingInterval Interval(int day, int from, int length) => new((IsoDayOfWeek)(day + 1), Clock(from), Clock((from + length) % 1440));

    private static LocalTime Clock(int minute) => new(minute / 60, minute % 60);

    private static WorkingHours Hours(params (IsoDayOfWeek Day, string From, string To)[] lines) =>
        WorkingHours.Of(lines.Select(line => new WorkingInterval(line.Day, Time(line.From), Time(line.To))), "").Value!;

    private static LocalTime Time(string text) => new(int.Parse(text[..2], System.Globalization.CultureInfo.InvariantCulture), int.Parse(text[3..], System.Globalization.CultureInfo.InvariantCulture));

    private static string Next(WorkingHours hours, string zone, string now) =>
        RightHour.Next(hours, DateTimeZoneProviders.Tzdb[zone], NodaTime.Text.InstantPattern.ExtendedIso.Parse(now).Value).ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", null);
}
