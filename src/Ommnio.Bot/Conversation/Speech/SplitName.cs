using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Speech;

/// <summary>A whole name taken apart; the last name is null where all of it may be given names.</summary>
/// <param name="IsSure">Nothing else could be meant.</param>
internal sealed record SplitName(string First, string? Last, bool IsSure)
{
    private static readonly HashSet<string> Particles = ["de", "del", "la", "las", "los", "y", "i", "van", "von", "der", "den", "ter", "di", "da", "dos", "das", "do", "du", "le", "el", "bin", "ben", "al", "san", "santa"];

    private static readonly HashSet<string> Suffixes = ["jr", "sr", "ii", "iii", "iv"];

    /// <summary>
    /// Two words are sure. Of more, given names belong to the first name, and of the rest the Spanish take two surnames, others
    /// one; particles stay with what follows them. "García López, Ana" is turned round.
    /// </summary>
    internal static SplitName Of(string name, Language language)
    {
        if (name.Split(',', StringSplitOptions.TrimEntries) is [var last, var first] && last.Length > 0 && first.Length > 0)
        {
            return new(first, last, true);
        }

        var groups = Glue(name.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (groups.Count < 2)
        {
            return new(name.Trim(), null, true);
        }

        // "García Márquez Gabriel": a list that begins with the surnames.
        if (groups.Count == 3 && GivenNames.IsSurname(groups[0]) && GivenNames.IsSurname(groups[1]) && !GivenNames.IsAmongMany(groups[0]) && GivenNames.IsAmongMany(groups[2]) && !GivenNames.IsSurname(groups[2]))
        {
            return new(groups[2], $"{groups[0]} {groups[1]}", false);
        }

        var given = groups.TakeWhile((group, at) => (groups.Count > 2 ? GivenNames.IsAmongMany(group.Split(' ')[^1]) : GivenNames.Is(group.Split(' ')[^1])) || (at == 1 && GivenNames.IsSecond(group))).Count();
        if (given == groups.Count)
        {
            return groups.Count == 2 ? new(string.Join(' ', groups), null, false) : Split(groups, groups.Count > 3 && language == Language.Spanish ? groups.Count - 2 : groups.Count - 1);
        }

        var surnames = groups.Count == 2 ? 1 : IsSpanish(groups, language) && groups.Count - given != 1 ? 2 : 1;
        return Split(groups, given > 1 ? given : groups.Count - surnames);
    }

    private static bool IsSpanish(List<string> groups, Language language) => language == Language.Spanish || GivenNames.IsSurname(groups[^2].Split(' ')[^1]);

    private static SplitName Split(List<string> groups, int first) =>
        new(string.Join(' ', groups.Take(first)), string.Join(' ', groups.Skip(first)), groups.Count == 2);

    private static List<string> Glue(string[] words)
    {
        List<string> groups = [];
        var open = "";
        foreach (var word in words)
        {
            if (groups.Count > 1 && Suffixes.Contains(word.TrimEnd('.').ToLowerInvariant()))
            {
                groups[^1] += $" {word}";
            }
            else if (groups.Count > 0 && Particles.Contains(word.ToLowerInvariant()))
            {
                open += word + " ";
            }
            else if (open.Contains(" y ", StringComparison.OrdinalIgnoreCase) || open is "y " or "i " or "Y ")
            {
                // "Ortega y Gasset" is one surname.
                groups[^1] += $" {open}{word}";
                open = "";
            }
            else
            {
                groups.Add(open + word);
                open = "";
            }
        }

        return open.Length > 0 ? [.. groups, open.Trim()] : groups;
    }
}
