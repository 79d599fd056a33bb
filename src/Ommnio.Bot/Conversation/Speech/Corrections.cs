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

    /// <summary>The value alone tells the field, where the organisation knows it: "make that Sales".</summary>
    internal bool IsKnownOnly { get; init; }
}

/// <summary>"change the area to Sales", "no, Marketing", "borra el código", labelled lines: explicit words that name their field.</summary>
internal static partial class Corrections
{
    // Words of a line with which a letter ends or begins.
    private const int MostSignature = 3;

    internal static Correction? Read(string text)
    {
        foreach (var pattern in (Regex[])[Change, ChangeSpanish, ShouldBe])
        {
            if (pattern.Match(text) is { Success: true } change && Named(change) is { } changed)
            {
                return new(changed, change.Groups["value"].Value.Trim());
            }
        }

        if (Open.Match(text) is { Success: true } open && Named(open) is { } opened)
        {
            return new(opened, null, Opens: true);
        }

        if (Clear.Match(text) is { Success: true } clear && Named(clear) is { } cleared)
        {
            return new(cleared, null);
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
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Label.Match(line) is not { Success: true } match || FieldTable.Labelled(PlainText.Fold(match.Groups["field"].Value)) is not { } spec)
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
        if (!text.Contains('\n', StringComparison.Ordinal))
        {
            return null;
        }

        List<(Field Field, string Value)> found = [];
        List<string> rest = [];
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var (index, line) in lines.Index())
        {
            if (Labelled(line.TrimStart('-', '*', '•', '·', ' ')) is [var one])
            {
                found.Add(one);
            }
            else if (!Courtesy.IsMatch(line) && !(index == lines.Length - 1 && line.Split(' ').Length <= MostSignature && !line.Any(char.IsAsciiDigit)))
            {
                rest.Add(line);
            }
        }

        return lines.Length > found.Count && found.Select(label => label.Field).Distinct().Count() > 1 && found.Exists(label => label.Field is Field.FirstName or Field.LastName) ? (found, rest) : null;
    }

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

    [GeneratedRegex(@"^(?<field>[\p{L} .-]{2,30}?)(?:\s+(?:should be|should say|is|are|es|son|era|debe ser|seria|sería)|['’]s)\s+(?<value>.+)$", Options)]
    private static partial Regex ShouldBe { get; }

    [GeneratedRegex(@"^(?:please\s+)?(?:change|edit|update|correct|cambiar?|editar?|corrige|corregir|modificar?)\s+(?<field>[\p{L} .-]{2,30})$", Options)]
    private static partial Regex Open { get; }

    [GeneratedRegex(@"^(?:clear|remove|delete|empty|borra|borrar|quita|quitar|vac[ií]a|no|without|sin)\s+(?<field>[\p{L} .-]{2,30}?)(?:\s+then|\s+entonces)?$", Options)]
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

    [GeneratedRegex(@"^(?:from|to|cc|bcc|sent|date|subject|re|fwd?|de|para|enviado|fecha|asunto|rv)\s*:", Options)]
    internal static partial Regex Header { get; }

    [GeneratedRegex(@"^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|thanks|thank you|many thanks|cheers|best|kind|regards|hola|buen[oa]s|buen d[ií]a|estimad[oa]s?|querid[oa]s?|un saludo|saludos|gracias|muchas gracias|atentamente|cordialmente)\b", Options)]
    private static partial Regex Courtesy { get; }

    [GeneratedRegex(@"^(?<field>[\p{L} .-]{2,30}?)\s*[:=]\s*(?<value>.+)$", Options)]
    private static partial Regex Label { get; }
}
