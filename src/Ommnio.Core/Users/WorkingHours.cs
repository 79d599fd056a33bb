using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Users;

/// <summary>One stretch of work. An end at or before the start runs past midnight and belongs to the day it starts; 00:00-00:00 is the whole day (D13).</summary>
public sealed record WorkingInterval(IsoDayOfWeek Day, LocalTime From, LocalTime To)
{
    private const int Midnight = 24 * 60;

    /// <summary>Minutes since Monday 00:00 at which it starts.</summary>
    public int Start => (((int)Day - 1) * Midnight) + Minute(From);

    public int Length => To > From ? Minute(To) - Minute(From) : Midnight - Minute(From) + Minute(To);

    private static int Minute(LocalTime time) => (time.Hour * 60) + time.Minute;
}

/// <summary>How a request says it: days by their English three letters (<c>mon</c>), times as <c>HH:mm</c>.</summary>
public sealed record HoursFields(IReadOnlyList<string> Days, string From, string To);

/// <summary>Working hours on the wall clock of the user's zone: intervals to the minute, without overlap, also not across midnight or from Sunday to Monday (D13).</summary>
public sealed record WorkingHours
{
    private const int Week = 7 * 24 * 60;
    private const int MostIntervals = 70;
    private static readonly LocalTimePattern Pattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly ImmutableArray<string> DayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    private WorkingHours(ImmutableArray<WorkingInterval> intervals) => Intervals = intervals;

    public ImmutableArray<WorkingInterval> Intervals { get; }

    /// <summary>Reads what a request says; every problem of it, each with its place (<c>workingHours[1].to</c>).</summary>
    public static (WorkingHours? Hours, IReadOnlyList<Problem> Problems) Read(IReadOnlyList<HoursFields> said, string field)
    {
        if (said.Count > MostIntervals)
        {
            return (null, [new Problem("hours.too_many", field)]);
        }

        List<Problem> problems = [];
        List<WorkingInterval> intervals = [];
        for (var i = 0; i < said.Count; i++)
        {
            ReadLine(said[i], string.Create(CultureInfo.InvariantCulture, $"{field}[{i}]"), intervals, problems);
        }

        return problems.Count > 0 ? (null, problems) : Of(intervals, field) switch
        {
            { Value: { } hours } => (hours, []),
            { Problem: var problem } => (null, [problem!]),
        };
    }

    /// <summary>Intervals in the order of the week, or the overlap that forbids them.</summary>
    public static Parsed<WorkingHours> Of(IEnumerable<WorkingInterval> intervals, string field)
    {
        var sorted = intervals.OrderBy(interval => interval.Start).ToImmutableArray();
        if (sorted.Length is 0 or > MostIntervals)
        {
            return new Problem(sorted.Length == 0 ? "hours.empty" : "hours.too_many", field);
        }

        for (var i = 0; i < sorted.Length; i++)
        {
            var next = i + 1 < sorted.Length ? sorted[i + 1].Start : sorted[0].Start + Week;
            if (sorted[i].Start + sorted[i].Length > next)
            {
                var other = sorted[(i + 1) % sorted.Length];
                return new Problem("hours.overlap", field, Say(sorted[i]), Say(other));
            }
        }

        return new WorkingHours(sorted);
    }

    /// <summary>The request's own form: days with the same stretches together, Monday first.</summary>
    public IReadOnlyList<HoursFields> ToFields() =>
        [.. Intervals
            .GroupBy(interval => (interval.From, interval.To))
            .Select(group => new HoursFields([.. group.Select(interval => NameOf(interval.Day))], Pattern.Format(group.Key.From), Pattern.Format(group.Key.To)))];

    public static string NameOf(IsoDayOfWeek day) => DayNames[(int)day - 1];

    public static IsoDayOfWeek? DayOf(string name) =>
        DayNames.IndexOf(name) is var index && index >= 0 ? (IsoDayOfWeek)(index + 1) : null;

    public bool Equals(WorkingHours? other) => other is not null && Intervals.SequenceEqual(other.Intervals);

    public override int GetHashCode() => Intervals.Length;

    private static void ReadLine(HoursFields said, string field, List<WorkingInterval> intervals, List<Problem> problems)
    {
        // The serializer leaves what a request does not say null, whatever the record promises.
        if (said.Days is not { Count: > 0 } days)
        {
            problems.Add(new("hours.no_days", $"{field}.days"));
            days = [];
        }

        var from = Time(said.From, $"{field}.from", problems);
        var to = Time(said.To, $"{field}.to", problems);
        if (from is { } start && to is { } end && start == end && start != LocalTime.Midnight)
        {
            problems.Add(new("hours.equal", $"{field}.to"));
        }

        var known = days.Select(name => DayOf(name ?? "")).ToList();
        if (known.Contains(null))
        {
            problems.Add(new("hours.unknown_day", $"{field}.days"));
        }
        else if (from is { } f && to is { } t)
        {
            intervals.AddRange(known.Select(day => new WorkingInterval(day!.Value, f, t)));
        }
    }

    private static LocalTime? Time(string? text, string field, List<Problem> problems)
    {
        if (text is not null && Pattern.Parse(text) is { Success: true, Value: var time })
        {
            return time;
        }

        problems.Add(new("hours.bad_time", field));
        return null;
    }

    private static string Say(WorkingInterval interval) =>
        $"{NameOf(interval.Day)} {Pattern.Format(interval.From)}-{Pattern.Format(interval.To)}";
}
