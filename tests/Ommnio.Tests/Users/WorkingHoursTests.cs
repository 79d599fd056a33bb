using CsCheck;
using NodaTime;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Users;

/// <summary>D13: intervals to the minute on the wall clock, without overlap around the week.</summary>
public sealed class WorkingHoursTests
{
    private const int Week = 7 * 24 * 60;
    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    private static readonly Gen<HoursFields> Line = Gen.Select(One(Days), Gen.Int[0, 95], Gen.Int[0, 95])
        .Select((day, from, to) => new HoursFields([day], Clock(from * 15), Clock(to * 15)));

    [Theory]
    [InlineData("mon 22:00-06:00, tue 05:00-07:00", false)]
    [InlineData("mon 22:00-06:00, tue 06:00-07:00", true)]
    [InlineData("sun 22:00-06:00, mon 05:00-07:00", false)]
    [InlineData("sun 22:00-06:00, mon 06:00-07:00", true)]
    [InlineData("mon 09:00-13:00, mon 13:00-17:00", true)]
    [InlineData("mon 09:00-13:01, mon 13:00-17:00", false)]
    [InlineData("mon 00:00-00:00, tue 00:00-01:00", true)]
    [InlineData("mon 00:00-00:00, mon 10:00-11:00", false)]
    [InlineData("sun 00:00-00:00, mon 00:00-00:00", true)]
    [InlineData("mon 09:00-10:00, mon 09:00-17:00", false)]
    [InlineData("mon 18:00-00:00, tue 00:00-02:00", true)]
    public void D13_Stretches_do_not_overlap_also_across_midnight_and_sunday(string said, bool good) => (Hours(said).Hours is not null).ShouldBe(good);

    [Fact]
    public void D13_An_overlap_names_both_stretches() =>
        Hours("mon 12:00-14:00, mon 09:00-13:00").Problems.ShouldBe([new("hours.overlap", "workingHours", "mon 09:00-13:00", "mon 12:00-14:00")]);

    [Theory]
    [InlineData("mon 09:00-09:00", "workingHours[0].to hours.equal")]
    [InlineData("mon 9:00-17:00", "workingHours[0].from hours.bad_time")]
    [InlineData("mon 09:00-24:00", "workingHours[0].to hours.bad_time")]
    [InlineData("Monday 09:00-17:00", "workingHours[0].days hours.unknown_day")]
    [InlineData("mon 09:00-17:00, tue x-y", "workingHours[1].from hours.bad_time, workingHours[1].to hours.bad_time")]
    public void D13_Each_problem_has_its_place(string said, string problems) =>
        string.Join(", ", Hours(said).Problems.Select(problem => $"{problem.Field} {problem.Code}")).ShouldBe(problems);

    [Fact]
    public void A_stretch_without_days_or_times_is_refused_and_not_a_fault() =>
        WorkingHours.Read([new(null!, null!, null!)], "h").Problems.ShouldBe([new("hours.no_days", "h[0].days"), new("hours.bad_time", "h[0].from"), new("hours.bad_time", "h[0].to")]);

    [Fact]
    public void Nothing_at_all_are_no_hours() => WorkingHours.Read([], "workingHours").Problems.ShouldBe([new("hours.empty", "workingHours")]);

    [Theory]
    [InlineData(70, true)]
    [InlineData(71, false)]
    public void Up_to_seventy_stretches_a_week(int count, bool good)
    {
        var lines = Enumerable.Range(0, count).Select(i => new HoursFields([Days[i % 7]], Clock(i / 7 * 60), Clock((i / 7 * 60) + 30))).ToList();

        var (hours, problems) = WorkingHours.Read(lines, "workingHours");

        (hours?.Intervals.Length ?? 0).ShouldBe(good ? 70 : 0);
        problems.Select(problem => problem.Code).ShouldBe(good ? [] : ["hours.too_many"]);
    }

    [Fact]
    public void A_thousand_days_in_one_line_are_too_many_stretches() =>
        WorkingHours.Read([new([.. Enumerable.Repeat("mon", 1_000)], "09:00", "10:00")], "h").Problems.Single().Code.ShouldBe("hours.too_many");

    [Theory]
    [InlineData("mon 09:00-17:00", 480)]
    [InlineData("mon 22:00-06:30", 510)]
    [InlineData("mon 22:00-00:00", 120)]
    [InlineData("mon 00:00-00:00", 1_440)]
    public void D13_An_end_before_the_start_runs_past_midnight(string said, int minutes)
    {
        var interval = Hours(said).Hours!.Intervals.Single();

        (interval.Day, interval.Length).ShouldBe((IsoDayOfWeek.Monday, minutes));
    }

    [Fact]
    public void Hours_are_in_the_order_of_the_week_and_said_again_with_their_days_together()
    {
        var hours = WorkingHours.Read([new(["fri", "mon"], "09:00", "13:00"), new(["tue"], "22:00", "06:00")], "h").Hours!;

        hours.Intervals.Select(interval => interval.Day).ShouldBe([IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Friday]);
        hours.ToFields().Select(line => $"{string.Join(' ', line.Days)} {line.From}-{line.To}").ShouldBe(["mon fri 09:00-13:00", "tue 22:00-06:00"]);
    }

    [Fact]
    public void D13_No_minute_of_the_week_is_worked_twice_and_what_is_refused_would_be() =>
        Gen.OneOf(Line.Array[1, 3], Line.Array[2, 10]).Sample(lines =>
        {
            var (hours, problems) = WorkingHours.Read(lines, "h");
            if (hours is not null)
            {
                Covered(hours.Intervals).Max().ShouldBe(1);
                WorkingHours.Read(hours.ToFields(), "h").Hours.ShouldBe(hours);
            }
            else if (problems.All(problem => problem.Code == "hours.overlap"))
            {
                Covered(lines.Select(line => new WorkingInterval(WorkingHours.DayOf(line.Days[0])!.Value, At(line.From), At(line.To)))).Max().ShouldBeGreaterThan(1);
            }
        });

    private static (WorkingHours? Hours, IReadOnlyList<Problem> Problems) Hours(string said) =>
        WorkingHours.Read([.. said.Split(", ").Select(line => line.Split(' ', '-')).Select(parts => new HoursFields([parts[0]], parts[1], parts[2]))], "workingHours");

    // By counting minutes: another way than comparing neighbours.
    private static int[] Covered(IEnumerable<WorkingInterval> intervals)
    {
        var times = new int[Week];
        foreach (var interval in intervals)
        {
            var (from, to) = ((interval.From.Hour * 60) + interval.From.Minute, (interval.To.Hour * 60) + interval.To.Minute);
            for (var i = from; i < (to > from ? to : to + 1_440); i++)
            {
                times[((((int)interval.Day - 1) * 1_440) + i) % Week]++;
            }
        }

        return times;
    }

    private static Gen<T> One<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(index => items[index]);

    private static string Clock(int minutes) => $"{minutes / 60:00}:{minutes % 60:00}";

    private static LocalTime At(string clock) => new(int.Parse(clock[..2]), int.Parse(clock[3..]));
}
