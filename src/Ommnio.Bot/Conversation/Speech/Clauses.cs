namespace Ommnio.Bot.Conversation.Speech;

/// <summary>What a part of a sentence says by the words that lead to it.</summary>
internal enum Mark
{
    /// <summary>Nothing: its place and its form must tell.</summary>
    None,

    /// <summary>"as a", "como": the position.</summary>
    Position,

    /// <summary>"in", "at", "en": an area, a location, a team.</summary>
    Place,

    /// <summary>"reports to", "reporta a".</summary>
    Manager,

    /// <summary>"works", "trabaja": hours, or nothing.</summary>
    Works,

    /// <summary>"starting", "nacida": what no field is for.</summary>
    Aside,

    /// <summary>The name of a field.</summary>
    Field,
}

/// <summary>A part of a sentence.</summary>
/// <param name="Start">Where it begins, with what leads to it; <paramref name="Value"/> where its value does.</param>
/// <param name="IsSure">The field was named with a colon or a verb, so that its value may be anything.</param>
internal readonly record struct Clause(Mark Mark, Field Field, bool IsSure, int Start, int Value, int End)
{
    internal string Of(string text) => Closed(text[Value..End].Trim(Clauses.Edges));

    internal string WholeOf(string text) => text[Start..End].Trim(Clauses.Edges);

    // One half of a pair of parentheses belongs to what is around the part.
    private static string Closed(string said) =>
        said.Length > 2 && (said[0], said[^1]) is ('"', '"') or ('“', '”') or ('«', '»') ? said[1..^1] :
        said.Contains('(', StringComparison.Ordinal) == said.Contains(')', StringComparison.Ordinal) ? said : said.Trim('(', ')', ' ');
}

/// <summary>
/// Takes a sentence apart, once from left to right: at commas (or what separates more strongly), and where words lead to
/// something, with or without "and" or "with" before them.
/// </summary>
internal static class Clauses
{
    internal static readonly char[] Edges = [' ', ',', ';', '\n', '\t', ':', '=', '.', '-', '–', '—', '?', '!', '¿', '¡', '/', '|', '·'];

    private static readonly HashSet<string> Links =
        ["and", "y", "e", "with", "con", "who", "que", "she", "he", "they", "ella", "el", "her", "his", "their", "su", "sus", "the", "la", "los", "las", "also", "tambien", "is", "es", "she'll", "he'll", "they'll", "she's", "he's", "they're", "will", "be", "going", "to", "esta", "estan", "trabaja"];

    private const int MostLinks = 5;

    // Of what is known by a name; more is not looked at.
    private const int LongestName = 80;

    private static readonly HashSet<string> Roles = ["admin", "administrator", "administrador", "administradora", "member", "miembro"];

    /// <param name="text">Clean text.</param>
    /// <param name="hasName">It begins with a name, in which the name of a field means nothing by itself.</param>
    /// <param name="fits">Whether what follows the name of a field can be its value, where no colon says so.</param>
    internal static List<Clause> Read(string text, bool hasName, Func<Field, string, bool> fits)
    {
        var words = Word.Read(text);
        List<Clause> clauses = [];
        var open = new Clause(Mark.None, default, false, 0, 0, 0);
        for (var i = 0; i < words.Count;)
        {
            var starts = i == 0 || words[i - 1].Ends;
            if (starts || open.Mark != Mark.Field || open.Field != Field.Notes)
            {
                if (At(text, words, i, starts, hasName && clauses.Count == 0 && (i == 0 || !starts), open, fits) is (var mark, var field, var sure, var next))
                {
                    Close(words[i].Start);
                    open = new(mark, field, sure, words[i].Start, words[next].Start, 0);
                    i = next + 1;
                    continue;
                }

                if (starts && i > 0 && !(open is { Mark: Mark.Field, Field: Field.Teams } && IsRole(words, i)))
                {
                    Close(words[i].Start);
                    open = new(Mark.None, default, false, words[i].Start, words[i].Start, 0);
                }
            }

            i++;
        }

        Close(text.Length);
        return clauses;

        void Close(int end)
        {
            var closed = open with { End = end };
            if (end > open.Value && closed.Of(text).Length > 0)
            {
                clauses.Add(closed);
            }
        }
    }

    // "Team Night shift, as administrator": a role belongs to the team before it.
    private static bool IsRole(List<Word> words, int at) =>
        words[at].Key is "as" or "como" or "de" && (at + 1 < words.Count && words[at + 1].Key is "a" or "an" or "un" or "una" ? at + 2 : at + 1) is var next && next < words.Count && Roles.Contains(words[next].Key) && (next == words.Count - 1 || words[next].Ends);

    private static (Mark Mark, Field Field, bool IsSure, int Next)? At(string text, List<Word> words, int start, bool starts, bool inName, Clause open, Func<Field, string, bool> fits)
    {
        var i = start;
        while (i < words.Count - 1 && i - start < MostLinks && Links.Contains(words[i].Key) && !words[i].Ends)
        {
            i++;
        }

        // From the last of the linking words backwards: "is a" begins with one.
        for (var from = i; from >= start; from--)
        {
            if (Markers.At(words, from) is var (mark, field, length) && from + length < words.Count && IsMarker(text, words, from, length, (mark, field), starts || from > start, from > start, inName, open, fits) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static (Mark, Field, bool, int)? IsMarker(string text, List<Word> words, int from, int length, (Mark Mark, Field Field) what, bool starts, bool isLinked, bool inName, Clause open, Func<Field, string, bool> fits)
    {
        var (next, last) = (from + length, words[from + length - 1]);
        if (what.Mark != Mark.Field)
        {
            if (what.Mark == Mark.Aside && next < words.Count && words[next].Key is "called" or "named" or "llamado" or "llamada")
            {
                return null;
            }

            if (what.Mark == Mark.Place && IsWeak(words[from].Key) && !LeadsToKnown(text[words[Math.Min(next, words.Count - 1)].Start..Until(words, Math.Min(next, words.Count - 1))], fits))
            {
                return null;
            }

            var isRole = what.Mark == Mark.Position && open is { Mark: Mark.Field, Field: Field.Teams } && (IsRole(words, from) || Roles.Contains(words[next].Key));
            return isRole || (last.Ends && last.Break != ':') ? null : (what.Mark, default, false, next);
        }

        if (last.Break is ':' or '=')
        {
            return (Mark.Field, what.Field, true, next);
        }

        if (last.Ends)
        {
            return null;
        }

        var isVerb = words[next].Key is "is" or "are" or "es" or "son" or "sera" && next + 1 < words.Count;
        if (isVerb && !words[next].Ends)
        {
            return (Mark.Field, what.Field, true, next + 1);
        }

        var isStrict = what.Field is Field.Code or Field.Phone or Field.Email or Field.WorkingHours;
        var rest = text[words[next].Start..Until(words, next)];
        var isName = what.Field is Field.FirstName or Field.LastName && char.IsLower(text[words[from].Start]);
        var isRunOn = open is { Mark: Mark.Field, Field: Field.FirstName or Field.LastName or Field.Position or Field.Area or Field.Location } && char.IsLower(text[words[from].Start])
            && words[from - 1].Start >= open.Value && !(words[from - 1].Key is "de" or "del" or "of" or "the" or "la" or "el");
        return ((starts && !inName) || isStrict || isName || isRunOn) && !MayBeTitle(words[from].Key, isLinked, text[words[next].Start..words[next].End]) && !(words[from].Key is "job" && words[next].Key is "coach" or "trainer" or "consultant" or "developer") && fits(what.Field, rest) ? (Mark.Field, what.Field, false, next) : null;
    }

    // "Assistant to the manager" is a position; "to Marketing" says where.
    private static bool IsWeak(string key) => key is "to" or "into" or "a" or "al" or "from";

    private static bool LeadsToKnown(string after, Func<Field, string, bool> fits) =>
        after[..Math.Min(after.Length, LongestName)] is var rest && (fits(Field.Area, rest) || fits(Field.Location, rest) || fits(Field.Teams, rest));

    // "Job coach" and "Manager Europe" are positions; "her manager Bea" and "jefa Bea" are somebody.
    private static bool MayBeTitle(string key, bool isLinked, string next) => key is "title" or "role" or "rol" || (key is "manager" or "boss" or "jefe" or "jefa" or "responsable" && !isLinked && !(char.IsUpper(next[0]) && GivenNames.Starts(next)));

    private static int Until(List<Word> words, int index)
    {
        while (index < words.Count - 1 && !words[index].Ends)
        {
            index++;
        }

        return words[index].End;
    }
}
