using System.Buffers;
using System.Text.RegularExpressions;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Speech;

/// <summary>What a message changes: a field to a value, or to nothing; or the field that was just filled.</summary>
/// <param name="Adds">The value joins those that are there.</param>
/// <param name="Opens">No value was said: it is to be asked.</param>
internal sealed record Correction(Field? Field, string? Value, bool Adds = false, bool Opens = false)
{
    /// <summary>What it is not, which tells the field: "she's in Sales, not Marketing".</summary>
    internal string? Not { get; init; }

    /// <summary>Why, or whatever else was said after it.</summary>
    internal string Rest { get; init; } = "";

    /// <summary>The value alone tells the field, where the organisation knows it: "make that Sales".</summary>
    internal bool IsKnownOnly { get; init; }
}

/// <summary>"change the area to Sales", "no, Marketing", "borra el código", labelled lines: explicit words that name their field.</summary>
internal static partial class Corrections
{
    // Words of a line with which a letter ends or begins.
    private const int MostSignature = 3;

    // What has fewer parts may be a sentence.
    private const int LeastOfForm = 3;

    // "Is her family name", beyond the part of the name.
    private const int LongestPart = 40;

    internal static Correction? Read(string text)
    {
        foreach (var pattern in (Regex[])[Change, ChangeSpanish, ShouldBe])
        {
            if (pattern.Match(text) is { Success: true } change && Named(change) is { } changed)
            {
                return new(changed, change.Groups["value"].Value.Trim());
            }
        }

        if (PutAs.Match(text) is { Success: true } put && !Fillers.AreInPosition(put.Groups["value"].Value) && FieldTable.Labelled(PlainText.Fold(put.Groups["field"].Value)) is { } labelled)
        {
            return new(labelled.Field, put.Groups["value"].Value.Trim());
        }

        if (Open.Match(text) is { Success: true } open && Named(open) is { } opened)
        {
            return new(opened, null, Opens: true);
        }

        if (Clear.Match(text) is { Success: true } clear && Named(clear) is { } cleared)
        {
            return new(cleared, null) { Rest = clear.Groups["rest"].Value };
        }

        if (Add.Match(text) is { Success: true } add && Named(add) is Field.Tags or Field.Teams or Field.ChatGroups)
        {
            return new(Named(add), add.Groups["value"].Value.Trim(), Adds: true);
        }

        if (Instead.Match(text) is { Success: true } instead)
        {
            return new(null, instead.Groups["value"].Value.Trim()) { IsKnownOnly = true };
        }

        return NotButB.Match(text) is { Success: true } other ? new(null, other.Groups["value"].Value.Trim())
            : ButNot.Match(text) is { Success: true } not ? new(null, not.Groups["value"].Value.Trim()) { Not = not.Groups["wrong"].Value.Trim() }
            : NoValue.Match(text) is { Success: true } no ? new(null, no.Groups["value"].Value.Trim())
            : null;
    }

    /// <summary>"last name: Stop", one or more lines of it; null when the message is not made of labels.</summary>
    internal static IReadOnlyList<(Field Field, string Value)>? Labelled(string text)
    {
        List<(Field, string)> found = [];
        foreach (var line in Lines(text))
        {
            if (Label.Match(line) is not { Success: true } match || FieldTable.Labelled(PlainText.Fold(match.Groups["field"].Value.Split(" - ")[^1])) is not { } spec)
            {
                return null;
            }

            found.Add((spec.Field, match.Groups["value"].Value.Trim()));
        }

        return found.Count > 0 ? found : null;
    }

    /// <summary>What was sent as a letter around labelled lines: those, and the lines that say something else; null where there are not at least two, with a name.</summary>
    internal static (IReadOnlyList<(Field Field, string Value)> Found, IReadOnlyList<string> Others)? Letter(string text)
    {
        var lines = Lines(text);
        if (lines.Length == 1)
        {
            return null;
        }

        List<(Field Field, string Value)> found = [];
        List<string> rest = [];
        foreach (var (index, line) in lines.Index())
        {
            if (Labelled(line.TrimStart('-', '*', '•', '·', ' ')) is [var one])
            {
                found.Add(one);
            }
            else if (!Courtesy.IsMatch(line) && !(index == lines.Length - 1 && line.Split(' ').Length <= MostSignature && !line.Any(char.IsAsciiDigit) && !Label.IsMatch(line)))
            {
                rest.Add(line);
            }
        }

        return lines.Length > found.Count && found.Select(label => label.Field).Distinct().Count() > 1 && found.Exists(label => label.Field is Field.FirstName or Field.LastName) ? (found, rest) : null;
    }

    /// <summary>"Name - Ana, role - cook", and "her job? Cook": with colons, where a dash or a question mark stands after the name of a field.</summary>
    internal static string WithColons(string text)
    {
        if (!text.AsSpan().ContainsAny(Stops))
        {
            return text;
        }

        var parts = text.Split(PartSigns);
        var dashed = parts.Where(part => Dashed.Match(part) is { Success: true } match && FieldTable.Labelled(PlainText.Fold(match.Groups["field"].Value)) is not null).ToList();
        return dashed.Count > 1 ? dashed.Aggregate(text, (plain, part) => plain.Replace(part, Dashed.Replace(part, "${field}: ${value}"), StringComparison.Ordinal))
            : text.IndexOf('?', StringComparison.Ordinal) is > 0 and var mark && mark + 1 < text.Length && OnlyField(text[..mark]) is not null ? $"{Article.Replace(text[..mark], "")}:{text[(mark + 1)..]}"
            : text;
    }

    private static readonly SearchValues<string> Stops = SearchValues.Create([" - ", " – ", " — ", "? "], StringComparison.Ordinal);

    private static readonly char[] PartSigns = [',', ';', '\n'];

    // A form in one line has a label in each of its parts; the first may have a heading too.
    private static string[] Lines(string text)
    {
        const StringSplitOptions Trimmed = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        return text.Contains('\n', StringComparison.Ordinal) ? text.Split('\n', Trimmed)
            : FormSigns.Select(sign => text.Split(sign, Trimmed)).FirstOrDefault(parts => parts.Length >= LeastOfForm && parts.Skip(1).All(Label.IsMatch)) ?? [text];
    }

    private static readonly string[] FormSigns = [" / ", " | ", "; "];

    /// <summary>A mail without what stands around its one line of sense: headers, a greeting, a signature. Anything else as it is.</summary>
    internal static string Body(string text)
    {
        if (!text.Contains('\n', StringComparison.Ordinal))
        {
            return text;
        }

        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList();
        var said = lines.SkipWhile(line => Header.IsMatch(line)).Where(line => !(Courtesy.IsMatch(line) && line.Split(' ').Length <= MostSignature)).ToList();
        var isSigned = said.Count == 2 && lines.Count > 2 && said[1].Split(' ').Length <= MostSignature;
        return lines.Count > 1 && (said.Count == 1 || isSigned) ? said[0] : text;
    }

    /// <summary>"Zhang is the surname", of somebody with that whole name: the name taken apart; null when nothing of the kind is said.</summary>
    internal static (string First, string Last)? PartOfName(string text, string whole) =>
        text.Length > whole.Length + LongestPart || !whole.Contains(text.Split(' ')[0], StringComparison.OrdinalIgnoreCase) || IsPart.Match(text) is not { Success: true } match || Named(match) is not (Field.FirstName or Field.LastName) || Without(whole, match.Groups["value"].Value) is not { } other ? null
        : Named(match) is Field.FirstName ? (match.Groups["value"].Value, other) : (other, match.Groups["value"].Value);

    /// <summary>Whether the message says no more than that first and last name stand in each other's place.</summary>
    internal static bool AreTurned(string text) => text.Length < LongestPart && Turned.IsMatch(PlainText.Fold(text));

    private static string? Without(string whole, string part) =>
        whole.StartsWith($"{part} ", StringComparison.OrdinalIgnoreCase) ? whole[(part.Length + 1)..]
        : whole.EndsWith($" {part}", StringComparison.OrdinalIgnoreCase) ? whole[..^(part.Length + 1)]
        : null;

    /// <summary>A message that is nothing but the name of a field asks for that field.</summary>
    internal static Field? OnlyField(string text) => FieldTable.Named(PlainText.Fold(Article.Replace(text.Trim(), "")))?.Field;

    /// <summary>"code Z-9": the longest beginning that is the name of a field, and the rest.</summary>
    internal static (Field Field, string Value)? FieldThenValue(string text)
    {
        var words = Article.Replace(text.Trim(), "").Split(' ');
        for (var count = Math.Min(4, words.Length - 1); count > 0; count--)
        {
            if (FieldTable.Named(PlainText.Fold(string.Join(' ', words.Take(count)))) is { } spec)
            {
                return (spec.Field, string.Join(' ', words.Skip(count)));
            }
        }

        return null;
    }

    /// <summary>"Add “All staff”": what is to be added, without saying to which field.</summary>
    internal static string? Added(string text) => AddSomething.Match(text) is { Success: true } match ? match.Groups["value"].Value.Trim() : null;

    private static Field? Named(Match match) => FieldTable.Named(PlainText.Fold(Article.Replace(match.Groups["field"].Value.Trim(), "")))?.Field;

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking;

    [GeneratedRegex(@"^(?:the|her|his|their|el|la|los|las|su|sus)\s+", Options)]
    private static partial Regex Article { get; }

    [GeneratedRegex(@"^(?:please\s+)?(?:change|set|make|update|correct)\s+(?<field>[\p{L} .-]{2,30}?)\s+(?:to|as|=)\s+(?<value>.+)$", Options)]
    private static partial Regex Change { get; }

    [GeneratedRegex(@"^(?:cambiar?|pon|poner|corrige|corregir|modifica|modificar)\s+(?<field>[\p{L} .-]{2,30}?)\s+(?:a|por|como|=)\s+(?<value>.+)$", Options)]
    private static partial Regex ChangeSpanish { get; }

    [GeneratedRegex(@"^(?:no, ?)?(?:it's |it is |its |es |va )?(?:the )?(?:other way (?:round|around)|al reves|swap (?:them|the names)|(?:the )?names are swapped)[.!]*$", Options)]
    private static partial Regex Turned { get; }

    [GeneratedRegex(@"^\s*(?<field>[\p{L} .]{2,30}?)\s+[-–—]\s+(?<value>.+)$", Options)]
    private static partial Regex Dashed { get; }

    [GeneratedRegex(@"^(?<value>[^,;:]+?)\s+(?:is|es|son)\s+(?<field>[\p{L} ]{4,30})$", Options)]
    private static partial Regex IsPart { get; }

    [GeneratedRegex(@"^(?<field>[\p{L} .-]{2,30}?)(?:\s+(?:should be|should say|is|are|es|son|era|debe ser|seria|sería)|['’]s)\s+(?<value>.+)$", Options)]
    private static partial Regex ShouldBe { get; }

    [GeneratedRegex(@"^(?:please\s+)?(?:put|set|use|pon|ponle|ponla|ponlo|usa)\s+(?:a\s+)?(?<value>.+?)\s+(?:as|for|como|de|en)\s+(?:the|her|his|their|el|la|su)\s+(?<field>[\p{L} ]{2,30})$|^(?:de|como)\s+(?<field>[\p{L} ]{2,30}?)\s+(?:pon|ponle|es)\s+(?<value>.+)$", Options)]
    private static partial Regex PutAs { get; }

    [GeneratedRegex(@"^(?:please\s+)?(?:change|edit|update|correct|cambiar?|editar?|corrige|corregir|modificar?)\s+(?<field>[\p{L} .-]{2,30})$", Options)]
    private static partial Regex Open { get; }

    [GeneratedRegex(@"^(?:clear|remove|delete|empty|borra|borrar|quita|quitar|vac[ií]a|no|without|sin)\s+(?<field>[\p{L} .-]{2,30}?)(?:\s+then|\s+entonces)?$|^(?:clear|remove|delete|borra|quita|elimina)\s+(?<field>[\p{L} -]{2,30}?)\s*[,;.]\s+(?<rest>.+)$", Options)]
    private static partial Regex Clear { get; }

    [GeneratedRegex(@"^(?:add|añade|agrega)\s+(?<value>.+?)\s+(?:to|a|al|a la|a los|a las)\s+(?<field>[\p{L} ]{2,30})$", Options)]
    private static partial Regex Add { get; }

    [GeneratedRegex(@"^(?:please\s+)?(?:add|añade|añadir|agrega)\s+(?:to\s+|a\s+)?[«“""]?(?<value>[^«»“”""]+)[»”""]?$", Options)]
    private static partial Regex AddSomething { get; }

    [GeneratedRegex(@"^no[, ]+(?:a |not )?(?<wrong>[^,]+?)[, ]+(?:but|sino)\s+(?<value>.+)$|^not\s+(?<wrong>[^,]+),\s*(?:but\s+)?(?<value>.+)$", Options)]
    private static partial Regex NotButB { get; }

    [GeneratedRegex(@"^(?:better\s+|mejor\s+)?(?:make (?:that|it|her|him|them)|put (?:her|him|them|it) (?:in|into|under)|change (?:(?:that|it|her|him|them) )?to|move (?:her|him|them) to|p[oó]n(?:la|lo|le|gala|galo)? (?:en|como)|que sea|que vaya (?:a|en)|c[aá]mbi(?:a|e)(?:la|lo|sela|selo)? (?:a|por)|mejor (?:en|a|de)|mejor)\s+(?<value>.+)$", Options)]
    private static partial Regex Instead { get; }

    [GeneratedRegex(@"^(?:no[, ]+)?(?<value>[^,]+?)\s*,?\s+(?:and\s+|y\s+)?(?:not|no)\s+(?:in\s+the\s+|in\s+|an?\s+|the\s+|del\s+|de\s+|en\s+|es\s+)?(?<wrong>[^,]+)$", Options)]
    private static partial Regex ButNot { get; }

    [GeneratedRegex(@"^no\s*[,:]\s*(?:it'?s|it is|i meant|es|era|quer[ií]a decir)?\s*(?<value>.+)$", Options)]
    private static partial Regex NoValue { get; }

    [GeneratedRegex(@"^(?:from|to|cc|bcc|sent|date|subject|re|fwd?|de|para|enviado|fecha|asunto|rv|reenv[ií]o|forwarded|forwarded message)\s*:|^-{3,}|^begin forwarded message", Options)]
    internal static partial Regex Header { get; }

    [GeneratedRegex(@"^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|thanks|thank you|many thanks|cheers|best|kind|regards|hola|buen[oa]s|buen d[ií]a|estimad[oa]s?|querid[oa]s?|un saludo|saludos|gracias|muchas gracias|atentamente|cordialmente)\b", Options)]
    private static partial Regex Courtesy { get; }

    [GeneratedRegex(@"^(?<field>[\p{L}0-9 .-]{2,40}?)\s*[:=]\s*(?<value>.+)$", Options)]
    private static partial Regex Label { get; }
}
