using System.Text.RegularExpressions;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Asking;

/// <summary>
/// Ways to say one thing: words, and places for what is named, as in <c>who is in {place}</c>. Compared without case, accents and
/// marks; alternatives stand between bars. Words are only compared in order, never tried in all ways, so that no text takes long.
/// </summary>
internal sealed class Pattern(string ways, Func<Said, Wish?> wish)
{
    private const int MostWords = 60;
    private const int MostCuts = 16;
    private readonly string[][] ways = [.. ways.Split('|').Select(way => way.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>The wish that is said; null when these words do not say it. Where the parts can be cut in several ways, the one in which all that is named is known.</summary>
    internal Wish? Read(Spoken spoken, Context context, bool isIdle)
    {
        Wish? first = null;
        foreach (var parts in spoken.Words.Count > MostWords ? [] : ways.SelectMany(way => Cuts(way, spoken.Words).Take(MostCuts)))
        {
            if (wish(new(parts, isIdle)) is { } found)
            {
                if (found.IsKnown(context))
                {
                    return found;
                }

                first ??= found;
            }
        }

        return first;
    }

    // One cut for each place where the words after a named thing can be found; two names at most make that a square at worst.
    private static IEnumerable<Dictionary<string, string>> Cuts(string[] way, IReadOnlyList<Word> words, int at = 0, int from = 0)
    {
        while (at < way.Length && way[at][0] != '{')
        {
            if (from >= words.Count || words[from].Key != way[at])
            {
                yield break;
            }

            (at, from) = (at + 1, from + 1);
        }

        if (at == way.Length)
        {
            if (from == words.Count)
            {
                yield return [];
            }

            yield break;
        }

        var isLast = at == way.Length - 1;
        for (var to = isLast ? words.Count : from + 1; to <= words.Count; to++)
        {
            if (to > from && (isLast || (to < words.Count && words[to].Key == way[at + 1])))
            {
                foreach (var rest in Cuts(way, words, at + 1, to))
                {
                    rest[way[at][1..^1]] = Spoken.Text(words, from, to);
                    yield return rest;
                }
            }
        }
    }
}

/// <summary>What was named, by the name of its place in the pattern.</summary>
/// <param name="IsIdle">Whether nobody is being registered, so that no words can be an answer.</param>
internal sealed record Said(IReadOnlyDictionary<string, string> Parts, bool IsIdle)
{
    internal string this[string part] => Parts[part];

    internal string? Find(string part) => Parts.GetValueOrDefault(part);

    /// <summary>A person, whoever was spoken of where none is named; null when the words name nobody in particular.</summary>
    internal Person? Who(string part = "who") => Parts.TryGetValue(part, out var text) ? Person.Said(text) : Person.SpokenOf;

    internal Place Place => new(Parts["place"]);
}

/// <param name="Key">For comparison.</param>
internal readonly record struct Word(string Text, string Key);

/// <summary>A message as words. The possessive is a word of its own: "Ana's position" is about Ana.</summary>
internal sealed partial record Spoken(IReadOnlyList<Word> Words)
{
    private const int Longest = 400;

    /// <summary>Null for what is too long to be said in one breath, and for lines, which are pasted.</summary>
    internal static Spoken? Of(string text)
    {
        var said = text.Trim().TrimStart('¿', '¡', '/').TrimEnd('.', '!', '?', ' ');
        return text.Length > Longest || said.Length == 0 || text.AsSpan().ContainsAny('\n', '\t', ';') ? null : new([.. said.Split(' ').SelectMany(Parted)]);
    }

    internal static string Text(IReadOnlyList<Word> words, int from, int to) =>
        string.Join(' ', words.Skip(from).Take(to - from).Select(word => word.Text)).Replace(" 's", "'s", StringComparison.Ordinal).Trim(' ', ',', '"', '“', '”', '«', '»');

    /// <summary>Whether a DNI or NIE stands in it.</summary>
    internal static bool HoldsId(string text) => Id.IsMatch(text);

    [GeneratedRegex(@"\b(?:[0-9]{8}|[XYZ][0-9]{7})-?[A-Z]\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Id { get; }

    private static IEnumerable<Word> Parted(string text)
    {
        var plain = text.Replace('’', '\'');
        var owner = plain.EndsWith("'s", StringComparison.OrdinalIgnoreCase) ? plain[..^2] : plain.EndsWith("s'", StringComparison.OrdinalIgnoreCase) ? plain[..^1] : null;
        return owner is { Length: > 0 } ? [Word(owner), new("'s", "'s")] : [Word(text)];
    }

    private static Word Word(string text) => new(text, PlainText.Fold(text).Trim(',', '¿', '¡', '?', '!'));
}
