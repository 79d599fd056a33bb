using System.Text.RegularExpressions;
using NodaTime;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Speech;

/// <summary>Days by name, range, letters ("LMX") and habit ("weekdays"), as their names on the wire.</summary>
internal static partial class Weekdays
{
    internal static readonly IReadOnlyList<string> All = [.. Enumerable.Range(1, 7).Select(day => WorkingHours.NameOf((IsoDayOfWeek)day))];

    internal static readonly IReadOnlyList<string> Working = [.. All.Take(5)];

    private const string SpanishLetters = "lmxjvsd";

    private static readonly Dictionary<string, IReadOnlyList<string>> Habits = Named(
        (All, "every day|everyday|daily|all week|todos los dias|cada dia|a diario|diario|toda la semana"),
        (Working, "weekdays|weekday|workdays|working days|laborables|dias laborables|entre semana"),
        ([.. All.Skip(5)], "weekend|weekends|fin de semana|fines de semana"));

    private static readonly Dictionary<string, IsoDayOfWeek> Days = Build(
        "monday mon lunes lun", "tuesday tues tue martes mar", "wednesday weds wed miercoles mie", "thursday thurs thur thu jueves jue",
        "friday fri viernes vie", "saturday sat sabado sab", "sunday sun domingo dom");

    internal static bool IsDay(string folded) => Days.ContainsKey(folded.TrimEnd('.')) || folded.Split('-') is [var from, _] && Days.ContainsKey(from);

    /// <summary>Folded words that are nothing but days; null for any other.</summary>
    internal static IReadOnlyList<string>? Read(string folded, Language language)
    {
        if (Habits.TryGetValue(folded, out var habit))
        {
            return habit;
        }

        List<string> days = [];
        foreach (var item in Separators.Split(Connectors.Replace(folded, "-")).Where(item => item.Length > 0))
        {
            if (Item(item, language) is not { } some)
            {
                return null;
            }

            days.AddRange(some);
        }

        return days.Count == 0 ? null : [.. days.Distinct()];
    }

    private static IEnumerable<string>? Item(string item, Language language)
    {
        if (item.Split('-') is [var from, var to])
        {
            return Day(from, language) is { } first && Day(to, language) is { } last ? Range(first, last) : null;
        }

        if (Day(item, language) is { } day)
        {
            return [WorkingHours.NameOf(day)];
        }

        return language == Language.Spanish && item.Length > 1 && item.All(letter => SpanishLetters.Contains(letter, StringComparison.Ordinal))
            ? item.Select(letter => All[SpanishLetters.IndexOf(letter, StringComparison.Ordinal)])
            : null;
    }

    private static IEnumerable<string> Range(IsoDayOfWeek first, IsoDayOfWeek last) =>
        Enumerable.Range(0, (((int)last - (int)first + 7) % 7) + 1).Select(step => All[((int)first - 1 + step) % 7]);

    // English letters are ambiguous but in "M-F"; the Spanish have one for each day.
    private static IsoDayOfWeek? Day(string word, Language language) =>
        Days.TryGetValue(word.TrimEnd('.'), out var day) ? day
        : word is "m" && language == Language.English ? IsoDayOfWeek.Monday
        : word is "f" && language == Language.English ? IsoDayOfWeek.Friday
        : word is [var letter] && language == Language.Spanish && SpanishLetters.IndexOf(letter, StringComparison.Ordinal) is var index and >= 0 ? (IsoDayOfWeek)(index + 1)
        : null;

    private static Dictionary<string, IReadOnlyList<string>> Named(params (IReadOnlyList<string> Days, string Names)[] rows) =>
        rows.SelectMany(row => row.Names.Split('|').Select(name => (name, row.Days))).ToDictionary(pair => pair.name, pair => pair.Days);

    private static Dictionary<string, IsoDayOfWeek> Build(params string[] names) =>
        names.SelectMany((line, index) => line.Split(' ').SelectMany(name => (string[])[name, name + "s"]).Select(name => (name, Day: (IsoDayOfWeek)(index + 1))))
            .DistinctBy(pair => pair.name).ToDictionary(pair => pair.name, pair => pair.Day);

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    [GeneratedRegex(@"\s+(?:a|al|to|till|until|hasta|through|thru)\s+(?:el\s+)?|\s*-\s*", Options)]
    private static partial Regex Connectors { get; }

    [GeneratedRegex(@"(?:[\s,/;]|\b(?:y|e|and|el|los|las|de|on)\b)+", Options)]
    private static partial Regex Separators { get; }
}
