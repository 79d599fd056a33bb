using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Speech;

/// <summary>What a text says of working hours.</summary>
internal abstract record HoursRead
{
    /// <param name="Inferred">Days were assumed or the clock was turned: to be asked back.</param>
    internal sealed record Ok(IReadOnlyList<HoursFields> Lines, bool Inferred) : HoursRead;

    /// <summary>Days without times; those are still to be asked.</summary>
    internal sealed record OnlyDays(IReadOnlyList<string> Days) : HoursRead;

    internal sealed record Bad(Problem Problem) : HoursRead;

    /// <summary>Hours, and words among them that say something else: to leave them out would change what was meant.</summary>
    internal sealed record Unclear(string Rest) : HoursRead;

    internal sealed record NotHours : HoursRead;
}

/// <summary>"Mon-Fri 9-17", "lunes a viernes de 9 a 14 y de 16 a 19", "L-J 9-18; V 8-15", "Sat, Sun 22-6", "9-17 Mon-Fri".</summary>
internal static partial class Hours
{
    internal static HoursRead Read(string text, Language language)
    {
        var folded = Spoken(PlainText.Fold(text).Replace('–', '-').Replace('—', '-'));
        if (folded is "24/7")
        {
            return new HoursRead.Ok([new(Weekdays.All, "00:00", "00:00")], false);
        }

        List<Match> times = [.. Stretch.Matches(folded).Where(match => !IsWithinNumber(folded, match))];
        return times.Count > 0 ? WithTimes(folded, times, language)
            : Weekdays.Read(Trim(folded), language) is { } days ? new HoursRead.OnlyDays(days)
            : new HoursRead.NotHours();
    }

    /// <summary>Whether hours that are said there are not those of every week.</summary>
    internal static bool TakeTurns(string text) => text.AsSpan().ContainsAny(OfTurns) && Turns.IsMatch(PlainText.Fold(text));

    // Without one of them, no pattern has to be tried.
    private static readonly SearchValues<string> OfTurns = SearchValues.Create(["rota", "alterna", "every other", "week", "semana", " off"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> OfNight = SearchValues.Create(["noche", "night", "tarde", "afternoon", "evening"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether "8 to 2" stands for the evening or the night: the clock alone would be read as the day's.</summary>
    internal static bool AreOfNight(string text, string hours) =>
        text.AsSpan().ContainsAny(OfNight) && Night.IsMatch(PlainText.Fold(text)) && Stretch.Matches(Spoken(PlainText.Fold(hours))).Any(match => !match.Groups["p1"].Success && !match.Groups["p2"].Success && !match.Groups["m1"].Success && Minutes(match, "h1", "m1", "p1") < 12 * 60 && Minutes(match, "h2", "m2", "p2") <= 12 * 60);

    // "From eight to three", "entra a las 10 y sale a las 18": as the clock shows it.
    private static string Spoken(string folded)
    {
        var text = AsTimes(folded);
        text = text.AsSpan().ContainsAny(NumberWords) && MayBeSpoken(text) ? FromTo.Replace(Parts.Replace(text, OfParts), OfWords) : text;
        return Comings.Any(word => text.Contains(word, StringComparison.Ordinal)) ? ComesAndGoes.Replace(text, "${from}-${to}") : text;
    }

    private static readonly string[] Comings = ["entra", "empieza", "starts", "comes in"];

    private static readonly string[] Numbers = ["one|una", "two|dos", "three|tres", "four|cuatro", "five|cinco", "six|seis", "seven|siete", "eight|ocho", "nine|nueve", "ten|diez", "eleven|once", "twelve|doce"];

    // Without one of them, no pattern has to be tried.
    private static readonly SearchValues<string> NumberWords = SearchValues.Create([.. Numbers.SelectMany(names => names.Split('|'))], StringComparison.Ordinal);

    internal static bool MayBeSpoken(string text) => text.Contains(" to ", StringComparison.Ordinal) || text.Contains(" a ", StringComparison.Ordinal) || text.Contains(" till ", StringComparison.Ordinal) || text.Contains(" until ", StringComparison.Ordinal) || text.Contains(" hasta ", StringComparison.Ordinal);

    private static int OfWord(string word) => Array.FindIndex(Numbers, names => names.Split('|').Contains(word)) + 1;

    // "Seven thirty", "doce y media", "half past six".
    private static string OfParts(Match match) =>
        (match.Groups["part"].Value, match.Groups["past"].Value) is var (part, past) && (part is "thirty" or "media" || past is "half") ? $"{OfWord(match.Groups["hour"].Value)}:30"
        : part is "forty five" or "forty-five" ? $"{OfWord(match.Groups["hour"].Value)}:45" : $"{OfWord(match.Groups["hour"].Value)}:15";

    // "One to one" is no time, but "from one to five" is, and "seven till four".
    private static string OfWords(Match match) =>
        !match.Groups["lead"].Success && match.Groups["link"].Value is "to" or "a" && !match.Value.Contains(':', StringComparison.Ordinal) ? match.Value
        : $"{AsTime(match.Groups["from"].Value)} to {AsTime(match.Groups["to"].Value)}";

    private static string AsTime(string said) => char.IsAsciiDigit(said[0]) ? said : OfWord(said).ToString(CultureInfo.InvariantCulture);

    private static string AsTimes(string folded) => !folded.Contains("mid", StringComparison.Ordinal) && !folded.Contains("noon", StringComparison.Ordinal) && !folded.Contains("medi", StringComparison.Ordinal) ? folded
        : Clock.Aggregate(folded, (text, word) => text.Replace(word.Name, word.Time, StringComparison.Ordinal));

    private static readonly (string Name, string Time)[] Clock = [("midnight", "0:00"), ("medianoche", "0:00"), ("midday", "12:00"), ("mediodia", "12:00"), ("noon", "12:00")];

    private static HoursRead WithTimes(string text, List<Match> times, Language language)
    {
        var gaps = Gaps(text, times).Select(Trim).ToList();
        var said = gaps.Select(gap => gap.Length == 0 ? null : Weekdays.Read(gap, language)).ToList();
        var unclear = gaps.Where((gap, index) => gap.Length > 0 && said[index] is null).FirstOrDefault();
        var daysFollow = gaps[0].Length == 0 && gaps[^1].Length > 0;
        if (unclear is not null || (!daysFollow && gaps[^1].Length > 0))
        {
            return new HoursRead.Unclear(unclear ?? gaps[^1]);
        }

        List<HoursFields> lines = [];
        var inferred = false;
        for (var i = 0; i < times.Count; i++)
        {
            var days = daysFollow ? said.Skip(i + 1).First(next => next is not null) : said.Take(i + 1).LastOrDefault(before => before is not null);
            var (from, to, turned) = ReadTimes(times[i]);
            if (from is null || to is null)
            {
                return new HoursRead.Bad(new("hours.bad_time", "workingHours"));
            }

            inferred |= turned || days is null;
            lines.Add(new(days ?? Weekdays.Working, from, to));
        }

        var (hours, problems) = WorkingHours.Read(lines, "workingHours");
        return hours is null ? new HoursRead.Bad(problems[0]) : new HoursRead.Ok(lines, inferred);
    }

    /// <summary>What stands before, between and after the times.</summary>
    private static IEnumerable<string> Gaps(string text, List<Match> times)
    {
        var end = 0;
        foreach (var match in times)
        {
            yield return text[end..match.Index];
            end = match.Index + match.Length;
        }

        yield return text[end..];
    }

    private static bool IsWithinNumber(string text, Match match) =>
        (match.Index > 0 && char.IsAsciiDigit(text[match.Index - 1])) || (match.Index + match.Length is var end && end < text.Length && char.IsAsciiDigit(text[end]));

    private static string Trim(string gap) => After.Replace(Before.Replace(gap, ""), "");

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

        var turns = !said && from is >= 6 * 60 and < 13 * 60 && to <= from && to < 12 * 60;
        return (Text(from), Text(turns ? to + (12 * 60) : to), turns);
    }

    private static int? Minutes(Match match, string hour, string minute, string half)
    {
        var hours = int.Parse(match.Groups[hour].Value, CultureInfo.InvariantCulture);
        var minutes = match.Groups[minute].Success ? int.Parse(match.Groups[minute].Value, CultureInfo.InvariantCulture) : 0;
        hours = (match.Groups[half].Value, hours) switch
        {
            (['p', ..], < 12) => hours + 12,
            (['a', ..], 12) => 0,
            _ => hours,
        };
        return minutes < 60 && (hours < 24 || (hours == 24 && minutes == 0)) ? ((hours % 24) * 60) + minutes : null;
    }

    private static string? Text(int? minutes) =>
        minutes is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known / 60 % 24:00}:{known % 60:00}") : null;

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    [GeneratedRegex(@"(?<h1>[0-9]{1,2})(?:[:.h]?(?<m1>[0-9]{2}))?\s*h?\s*(?<p1>[ap]\.?m\.?)?\s*(?:-|a las\b|a\b|to\b|until\b|till\b|hasta las\b|hasta\b)\s*(?<h2>[0-9]{1,2})(?:[:.h]?(?<m2>[0-9]{2}))?\s*(?<p2>[ap]\.?m\b\.?)?", Options)]
    private static partial Regex Stretch { get; }

    [GeneratedRegex($@"\b(?:rotating|rotates|rotan|rotando|rotativ[oa]s?|alternating|alternate (?:weeks|shifts|days)|alternan?|alternando|semanas? alternas?|every other (?:week|day)|week (?:a|b|1|2)|semana (?:a|b|1|2|par|impar)|(?:{Number}|[1-9]) on,? (?:and )?(?:{Number}|[1-9]) off|one week [^.]{{1,40}} (?:next|other)|una semana [^.]{{1,40}} otra)\b", Options)]
    private static partial Regex Turns { get; }

    [GeneratedRegex(@"\b(?:noches?|nights?|tardes?|afternoons?|evenings?)\b", Options)]
    private static partial Regex Night { get; }

    private const string Number = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce";

    [GeneratedRegex($@"\b(?<hour>{Number})\s+(?:(?<part>thirty|fifteen|forty[ -]five)|y\s+(?<part>media|cuarto))\b|\b(?<past>half|quarter)\s+past\s+(?<hour>{Number})\b", Options)]
    private static partial Regex Parts { get; }

    [GeneratedRegex($@"(?:\b(?<lead>from|de|desde|between|entre)\s+)?(?:\blas?\s+)?\b(?<from>{Number}|[0-9]{{1,2}}:[0-9]{{2}})\s+(?<link>to|till|until|a|hasta)\s+(?:las?\s+)?(?<to>{Number}|[0-9]{{1,2}}:[0-9]{{2}})\b", Options)]
    private static partial Regex FromTo { get; }

    [GeneratedRegex(@"\b(?:entra|empieza|starts|comes in)\s+(?:a las|at)\s+(?<from>[0-9]{1,2}(?::[0-9]{2})?)\s+(?:y|and)\s+(?:sale|termina|acaba|finishes|ends|leaves)\s+(?:a las|at)\s+(?<to>[0-9]{1,2}(?::[0-9]{2})?)\b", Options)]
    private static partial Regex ComesAndGoes { get; }

    [GeneratedRegex(@"^(?:[\s,;:./]+|(?:y|e|and|de|desde|from|on|at|the|el|los|las|h|hrs|hours|horas|turno|shift|solo|solamente|only|just)\b)+", Options)]
    private static partial Regex Before { get; }

    [GeneratedRegex(@"(?:[\s,;:./]+|\b(?:y|e|and|de|desde|from|at|las|h|hrs|hours|horas))+$", Options)]
    private static partial Regex After { get; }
}
