using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Speech;

/// <summary>A person named in one breath: whatever of name, position and area was said, and what came after them.</summary>
internal sealed record Said(string Name, string? Position, string? Area, ImmutableArray<string> More);

/// <summary>"register Ana Pérez, Cashier, Sales", "alta de Luis Gómez como cajero en ventas", and plain lists.</summary>
internal static partial class Sentences
{
    // A sentence is short; what is longer was pasted, and the patterns would try it in too many ways.
    private const int Longest = 500;

    /// <summary>A sentence that begins with a verb of registering and names somebody; null for any other.</summary>
    internal static Said? Register(string text) => Rest(text) is { Length: > 0 } rest && !Nobody.IsMatch(rest) ? Whom(rest) : null;

    /// <summary>"I want to register a new user": the wish, and nobody named.</summary>
    internal static bool WishesToRegister(string text) => Rest(text) is { } rest && Nobody.IsMatch(rest);

    /// <summary>The answer without what leads to it: "it's", "she is a", "her name is".</summary>
    internal static string WithoutLead(string text, Field field) => field switch
    {
        Field.FirstName or Field.LastName => LeadOfName.Replace(text.Trim(), ""),
        Field.Position => LeadOfPosition.Replace(text.Trim(), ""),
        Field.Area or Field.Location => LeadOfPlace.Replace(text.Trim(), ""),
        _ => text.Trim(),
    };

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
        var plain = text.Trim();
        return plain.Length <= Longest && Manager.Match(plain) is { Success: true } match ? (match.Groups["answer"].Value.Trim(), match.Groups["who"].Value.Trim()) : (plain, null);
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

    private static string? Rest(string text)
    {
        var said = text.Trim().TrimStart('¿', '¡').TrimEnd('?', '!', '.', ' ');
        return said.Length <= Longest && Verb.Match(said) is { Success: true } match ? match.Groups["rest"].Value.Trim() : null;
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

    [GeneratedRegex(@"^(?:(?:please|por favor|hello|hi|hola)[,\s]+)?(?:(?:i|we)\s+(?:want|need|have|would\s+like)\s+to\s+|(?:i|we)'d\s+like\s+to\s+|(?:can|could)\s+you\s+(?:please\s+)?|(?:quiero|queremos|quisiera|necesito|necesitamos|tengo que|me gustar[ií]a|puedes|podr[ií]as)\s+)?(?:register|add|new\s+user|new|alta\s+(?:de|a)|alta|dar?\s+de\s+alta(?:\s+a)?|a[ñn]ad(?:e|ir)\s+a|registrar?\s+a|registra)\s+(?<rest>.+)$", Options)]
    private static partial Regex Verb { get; }

    [GeneratedRegex(@"^(?:(?:an?|another|one more|the|una?|otr[oa]|el|la)\s+)?(?:(?:new|nuev[oa])\s+)?(?:user|person|employee|colleague|worker|member|someone|somebody|usuari[oa]|persona|emplead[oa]|trabajador|trabajadora|compa[ñn]er[oa]|alguien)(?:\s+(?:nuev[oa]|m[aá]s|more))?$", Options)]
    private static partial Regex Nobody { get; }

    [GeneratedRegex(@"^(?<name>[^,;]+?)\s*,?\s+(?:as|como)\s+(?:an?\s+|una?\s+)?(?<position>.+?)(?:\s*,?\s+(?:in|at|en)\s+(?<area>[^,;]+?)(?:\s*[,;]\s*(?<more>.+))?)?$", Options)]
    private static partial Regex As { get; }

    [GeneratedRegex(@"^(?:it'?s|it is|(?:his|her|their|the)\s+(?:first\s+|last\s+)?name\s+is|(?:su\s+nombre|sus\s+apellidos)\s+(?:es|son)|se\s+llama|es)\s+", Options)]
    private static partial Regex LeadOfName { get; }

    [GeneratedRegex(@"^(?:(?:it|she|he)(?:'s|\s+is)|they\s+are|es|ser[aá])\s+(?:(?:an?|una?)\s+)?", Options)]
    private static partial Regex LeadOfPosition { get; }

    [GeneratedRegex(@"^(?:(?:it|she|he)(?:'s|\s+is)\s+|they\s+are\s+|est[aá]\s+|es\s+)?(?:(?:in|at|en)\s+)?", Options)]
    private static partial Regex LeadOfPlace { get; }

    [GeneratedRegex(@"^(?<answer>.+?)\s*,?\s+(?:and|y)\s+(?:she|he|they|ella|él)?\s*(?:reports?\s+to|reporta\s+a)\s+(?<who>.+)$", Options)]
    private static partial Regex Manager { get; }
}
