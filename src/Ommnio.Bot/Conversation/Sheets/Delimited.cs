using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Ommnio.Bot.Conversation.Sheets;

/// <summary>Rows of text with separators, quoted or not, as RFC 4180 has them. A cell is its text, whatever a spreadsheet would make of it.</summary>
internal static class Delimited
{
    private const int Sample = 4_000;
    private static readonly char[] Separators = ['\t', ';', ',', '|'];

    internal static List<string[]> Rows(string text, char separator)
    {
        // A quote that is never closed would swallow the rest.
        var isQuoted = text.AsSpan().Count('"') % 2 == 0;
        using var reader = new StringReader(text);
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            Mode = isQuoted ? CsvMode.RFC4180 : CsvMode.NoEscape,
            TrimOptions = TrimOptions.Trim,
            BadDataFound = null,
            IgnoreBlankLines = true,
        });
        List<string[]> rows = [];
        while (parser.Read())
        {
            if (rows.Count > 0 || !IsHint(parser.RawRecord))
            {
                rows.Add(parser.Record!);
            }
        }

        return rows;
    }

    /// <summary>What divides the first rows into the most cells, as many in each.</summary>
    internal static char Separator(string text)
    {
        var head = text.Length > Sample && text.LastIndexOf('\n', Sample) is > 0 and var end ? text[..end] : text;
        return Hinted(head) ?? Separators.MaxBy(separator => Fit(Rows(head, separator)));
    }

    private static int Fit(List<string[]> rows) => rows is [{ Length: > 1 } first, ..] ? first.Length * rows.Count(row => row.Length == first.Length) : 0;

    // Excel reads such a first line as the separator, and so it is written for it.
    private static bool IsHint(string line) => line.TrimEnd() is { Length: 5 } hint && hint.StartsWith("sep=", StringComparison.OrdinalIgnoreCase);

    private static char? Hinted(string head) => IsHint(head.Split('\n', 2)[0]) ? head[4] : null;
}
