using System.Text.RegularExpressions;

namespace Ommnio.Bot.Conversation.Speech;

/// <summary>What is said in a mail: its signature apart, its greeting gone, and its sentences in one line, so that commas divide them as they do in a chat.</summary>
internal static partial class Mail
{
    private const int MostSigned = 6;
    private const int MostClosing = 4;
    private const int LeastSentence = 8;

    /// <param name="Signed">The lines after the closing: they are about who writes.</param>
    internal readonly record struct Read(string Text, IReadOnlyList<string> Signed);

    /// <summary>A message of one line, and one that is made of labels, as it is.</summary>
    internal static Read Of(string text)
    {
        if (!text.Contains('\n', StringComparison.Ordinal))
        {
            return new(text, []);
        }

        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var closing = ClosingOf(lines);
        var isSigned = closing > 0 && !lines[closing..].Any(IsOfSomebody);
        return new(Sentences(isSigned ? lines[..closing] : lines) ?? (isSigned ? string.Join('\n', lines[..closing]) : text), isSigned ? lines[(closing + 1)..] : []);
    }

    /// <summary>The address in angle brackets with which a mail names people, apart from the name.</summary>
    internal static string Unwrapped(string text) => text.Contains('<', StringComparison.Ordinal) ? Address.Replace(text, ", $1, ") : text;

    /// <summary>"Ana dot gil at example dot com", as it is dictated: the address.</summary>
    internal static string Spoken(string said) =>
        said.Contains('@', StringComparison.Ordinal) || !At.IsMatch(said) ? said : Signs.Aggregate(At.Replace(said, "@"), (text, sign) => text.Replace($" {sign.Word} ", sign.Sign, StringComparison.OrdinalIgnoreCase));

    private static readonly (string Word, string Sign)[] Signs = [("dot", "."), ("punto", "."), ("guion bajo", "_"), ("guión bajo", "_"), ("underscore", "_"), ("dash", "-"), ("hyphen", "-"), ("guion", "-"), ("guión", "-")];

    /// <summary>Whether a line of a signature says something that might have been meant for a field.</summary>
    internal static bool MayHoldValue(string line) => line.Any(char.IsAsciiDigit) || line.Contains('@', StringComparison.Ordinal);

    /// <summary>The line with which a mail ends, before a signature of a few lines; -1 where there is none.</summary>
    internal static int ClosingOf(string[] lines) => Array.FindIndex(lines, Math.Min(lines.Length, Math.Max(1, lines.Length - MostSigned - 1)), IsClosing);

    private static bool IsClosing(string line) => line.Split(' ').Length <= MostClosing && Closing.IsMatch(line);

    // "Thanks! Name: Ana, position: cashier" goes on, and so does what asks for something.
    private static bool IsOfSomebody(string line) => Corrections.Labelled(line) is [(Field.FirstName or Field.LastName or Field.Position, _)] || Leads.Of(line) is { IsWish: true };

    // Null where no line is a sentence: lines of a few words each are values, one below the other.
    private static string? Sentences(string[] lines)
    {
        var said = lines.SkipWhile(line => Corrections.Header.IsMatch(line) || (line.Split(' ').Length <= MostClosing && Greeting.IsMatch(line))).ToList();
        var isProse = said.Exists(line => line.Split(' ').Length >= LeastSentence && (line[^1] is '.' or '!' or '?' || line.Contains(',', StringComparison.Ordinal))) && !said.Exists(line => Corrections.Labelled(line) is not null);
        return isProse ? string.Concat(said.Select(line => line[^1] is ':' or '!' or '?' ? $"{line} " : $"{line.TrimEnd('.', ',', ';')}, ")).TrimEnd(',', ' ') : null;
    }

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    [GeneratedRegex(@"^(?:(?:many|best|kind|kindest|warm|with|all)\s+)*(?:regards|wishes|thanks|thank you|cheers|the best|sincerely|yours)\b|^best\s*,?$|^(?:(?:un|muchos|muchas|mil)\s+)*(?:gracias|saludos?|atentamente|cordialmente|atte)\b|^--", Options)]
    private static partial Regex Closing { get; }

    [GeneratedRegex(@"\s+(?:at|arroba)\s+", Options)]
    private static partial Regex At { get; }

    [GeneratedRegex(@"\s*[<]([^<>\s]+@[^<>\s]+)[>]\s*[:,;.]?", Options)]
    private static partial Regex Address { get; }

    [GeneratedRegex(@"^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hola|buen[oa]s|buen d[ií]a|estimad[oa]s?|querid[oa]s?)\b", Options)]
    private static partial Regex Greeting { get; }
}
