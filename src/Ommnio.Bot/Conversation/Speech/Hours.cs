using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Speech;

/// <summary>Working hours as they were understood; inferred when days were assumed or the clock was turned.</summary>
internal sealed record HoursSaid(IReadOnlyList<HoursFields> Lines, bool Inferred);

/// <summary>"Mon-Fri 9-17", "lunes a viernes de 9 a 14 y de 16 a 19", "L-J 9-18; V 8-15", "22-6".</summary>
internal static partial class Hours
{
    private static readonly string[] Week = ["mon", "tue", "wed", "thu", "fri"];

    private static readonly Dictionary<string, IsoDayOfWeek> Days = Build(
        "monday mon lunes lun", "tuesday tue tues martes mar", "wednesday wed miercoles mie", "thursday thu thurs jueves jue",
        "friday fri viernes vie", "saturday sat sabado sab", "sunday sun domingo dom");

    /// <summary>The hours, or the problem with them; null when the text says nothing of hours.</summary>
    internal static (HoursSaid? Hours, Problem? Problem)? Read(string text, Language language)
    {
        var folded = PlainText.Fold(text).Replace('–', '-');
        if (folded is "24/7")
        {
            return (new([new([.. Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None).Select(WorkingHours.NameOf)], "00:00", "00:00")], false), null);
        }

        List<HoursFields> lines = [];
        var inferred = false;
        foreach (var part in folded.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var times = Stretch.Matches(part);
            if (times.Count == 0)
            {
                return null;
            }

            var days = ReadDays(part[..times[0].Index], language);
            inferred |= days is null;
            foreach (Match match in times)
            {
                var (from, to, turned) = ReadTimes(match);
                inferred |= turned;
                if (from is null || to is null)
                {
                    return (null, new("hours.bad_time", "workingHours"));
                }

                lines.Add(new(days ?? Week, from, to));
            }
        }

        var (hours, problems) = WorkingHours.Read(lines, "workingHours");
        return hours is null ? (null, problems[0]) : (new(lines, inferred), null);
    }

    private static string[]? ReadDays(string text, Language language)
    {
        var said = text.Trim(' ', ',', ':');
        if (WeekdaysWord.IsMatch(said))
        {
            return Week;
        }

        if (Range.Match(said) is { Success: true } range && Day(range.Groups["from"].Value, language) is { } first && Day(range.Groups["to"].Value, language) is { } last)
        {
            return [.. Enumerable.Range(0, (((int)last - (int)first + 7) % 7) + 1).Select(step => WorkingHours.NameOf((IsoDayOfWeek)((((int)first - 1 + step) % 7) + 1)))];
        }

        var words = Separators.Split(said).Where(word => word.Length > 0 && word is not ("de" or "from" or "on" or "los" or "and" or "y")).ToList();
        var letters = language == Language.Spanish && words is [{ Length: > 1 } together] && Day(together, language) is null ? [.. together.Select(letter => $"{letter}")] : words;
        var days = letters.Select(word => Day(word, language)).ToList();
        return days.Count == 0 || days.Any(day => day is null) ? null : [.. days.Select(day => WorkingHours.NameOf(day!.Value))];
    }

    private static IsoDayOfWeek? Day(string word, Language language) =>
        Days.TryGetValue(word.TrimEnd('.'), out var day) ? day
        : word is "m" && language == Language.English ? IsoDayOfWeek.Monday
        : word is "f" && language == Language.English ? IsoDayOfWeek.Friday
        : word.Length == 1 && language == Language.Spanish && "lmxjvsd".IndexOf(word[0], StringComparison.Ordinal) is var index and >= 0 ? (IsoDayOfWeek)(index + 1)
        : null;

    // "9-5" means 9 to 17, and "22-6" a night: an end before the start turns only where both are hours of a working day.
    private static (string? From, string? To, bool Turned) ReadTimes(Match match)
    {
        var from = Minutes(match, "h1", "m1", "p1");
        var to = Minutes(match, "h2", "m2", "p2");
        var said = match.Groups["p1"].Success || match.Groups["p2"].Success;
        if (!match.Groups["p1"].Success && match.Groups["p2"].Value.StartsWith('p') && from < 12 * 60 && from + (12 * 60) < to)
        {
            return (Text(from + (12 * 60)), Text(to), true);
        }

        var turns = !said && from >= 6 * 60 && from < 12 * 60 && to <= from && to <= 12 * 60;
        return (Text(from), Text(turns ? to + (12 * 60) : to), turns);
    }

    private static int? Minutes(Match match, string hour, string minute, string half)
    {
        var hours = int.Parse(match.Groups[hour].Value, CultureInfo.InvariantCulture);
        var minutes = match.Groups[minute].Success ? int.Parse(match.Groups[minute].Value, CultureInfo.InvariantCulture) : 0;
        hours += match.Groups[half].Value.StartsWith('p') && hours < 12 ? 12 : 0;
        return hours is <= 24 && minutes < 60 ? ((hours % 24) * 60) + minutes : null;
    }

    private static string? Text(int? minutes) =>
        minutes is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known / 60 % 24:00}:{known % 60:00}") : null;

    private static Dictionary<string, IsoDayOfWeek> Build(params string[] names) =>
        names.SelectMany((line, index) => line.Split(' ').SelectMany(name => (string[])[name, name + "s"]).Distinct().Select(name => (name, Day: (IsoDayOfWeek)(index + 1))))
            .DistinctBy(pair => pair.name).ToDictionary(pair => pair.name, pair => pair.Day);

    private const RegexOptions Options = RegexOptions.CultureInvariant;

    [GeneratedRegex(@"(?:de |from )?(?<h1>\d{1,2})(?:[:.h]?(?<m1>\d{2}))?\s*(?<p1>[ap]m)?\s*(?:-|a|to|hasta)\s*(?<h2>\d{1,2})(?:[:.h]?(?<m2>\d{2}))?\s*(?<p2>[ap]m)?(?!\d)", Options)]
    private static partial Regex Stretch { get; }

    [GeneratedRegex(@"^(?:on )?(?:weekdays|laborables|entre semana|dias laborables)\b", Options)]
    private static partial Regex WeekdaysWord { get; }

    [GeneratedRegex(@"^(?:de |from )?(?<from>[a-z.]+)\s*(?:-|a|to)\s*(?<to>[a-z.]+)$", Options)]
    private static partial Regex Range { get; }

    [GeneratedRegex(@"[\s,/]+", Options)]
    private static partial Regex Separators { get; }
}
