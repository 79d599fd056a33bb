using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Speech;

/// <summary>A person named in one breath: whatever of name, position and area was said, and what came after them.</summary>
internal sealed record Said(string Name, string? Position, string? Area, ImmutableArray<string> More);

/// <summary>"register Ana Pérez, Cashier, Sales", "alta de Luis Gómez como cajero en ventas", and plain lists.</summary>
internal static partial class Sentences
{
    /// <summary>A sentence that begins with a verb of registering; null for any other.</summary>
    internal static Said? Register(string text) => Verb.Match(text.Trim()) is { Success: true } match ? Whom(match.Groups["rest"].Value.Trim()) : null;

    /// <summary>Two or more parts, separated: name, position, area, then more.</summary>
    internal static Said? Positional(string text)
    {
        var separator = text.Contains(';', StringComparison.Ordinal) ? ';' : text.Contains('\t', StringComparison.Ordinal) ? '\t' : text.Contains('\n', StringComparison.Ordinal) ? '\n' : ',';
        var parts = text.Split(separator, StringSplitOptions.TrimEntries);
        return parts.Length >= 3 && parts[0].Length > 0 ? new(parts[0], Blank(parts[1]), Blank(parts[2]), [.. parts.Skip(3).Where(part => part.Length > 0)]) : null;
    }

    /// <summary>"Sales and she reports to Ana": the answer and whom the person reports to.</summary>
    internal static (string Answer, string? Manager) WithManager(string text)
    {
        var plain = Lead.Replace(text.Trim(), "");
        return Manager.Match(plain) is { Success: true } match ? (match.Groups["answer"].Value.Trim(), match.Groups["who"].Value.Trim()) : (plain, null);
    }

    /// <summary>
    /// Splits a whole name: two words are sure; of three or more the Spanish take two surnames, others one; particles stay
    /// with what follows them. "García López, Ana" is turned round.
    /// </summary>
    internal static (string First, string? Last) SplitName(string name, Language language)
    {
        if (name.Split(',', StringSplitOptions.TrimEntries) is [var last, var first] && last.Length > 0 && first.Length > 0)
        {
            return (first, last);
        }

        var groups = Glue(name.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (groups.Count < 2)
        {
            return (name.Trim(), null);
        }

        var surnames = language == Language.Spanish && groups.Count > 2 ? 2 : 1;
        return (string.Join(' ', groups.SkipLast(surnames)), string.Join(' ', groups.TakeLast(surnames)));
    }

    private static Said Whom(string rest)
    {
        if (As.Match(rest) is { Success: true } said)
        {
            return new(said.Groups["name"].Value.Trim(), Blank(said.Groups["position"].Value), Blank(said.Groups["area"].Value), [.. said.Groups["more"].Value.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]);
        }

        if (Positional(rest) is { } list)
        {
            return list;
        }

        return rest.Split(',', StringSplitOptions.TrimEntries) is [var name, var position] ? new(name, Blank(position), null, []) : new(rest, null, null, []);
    }

    private static List<string> Glue(string[] words)
    {
        List<string> groups = [];
        var open = "";
        foreach (var word in words)
        {
            if (groups.Count > 0 && Particles.Contains(word.ToLowerInvariant()))
            {
                open += word + " ";
            }
            else
            {
                groups.Add(open + word);
                open = "";
            }
        }

        return open.Length > 0 ? [.. groups, open.Trim()] : groups;
    }

    private static string? Blank(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static readonly HashSet<string> Particles = ["de", "del", "la", "las", "los", "y", "van", "von", "der", "den", "di", "da", "dos", "el", "bin", "al"];

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^(?:please\s+)?(?:register|add|new user|new|alta\s+(?:de|a)|alta|dar?\s+de\s+alta\s+a|da\s+de\s+alta\s+a|añade\s+a|registra\s+a|registrar\s+a)\s+(?<rest>.+)$", Options | RegexOptions.Singleline)]
    private static partial Regex Verb { get; }

    [GeneratedRegex(@"^(?<name>[^,;]+?)\s*,?\s+(?:as|como)\s+(?:an?\s+|una?\s+)?(?<position>.+?)(?:\s*,?\s+(?:in|at|en)\s+(?<area>[^,;]+?)(?:\s*[,;]\s*(?<more>.+))?)?$", Options)]
    private static partial Regex As { get; }

    [GeneratedRegex(@"^(?:it'?s|it is|es|in|en)\s+", Options)]
    private static partial Regex Lead { get; }

    [GeneratedRegex(@"^(?<answer>.+?)\s*,?\s+(?:and|y)\s+(?:she|he|they|ella|él)?\s*(?:reports?\s+to|reporta\s+a)\s+(?<who>.+)$", Options)]
    private static partial Regex Manager { get; }
}
