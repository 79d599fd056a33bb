using Ommnio.Bot.Conversation.Speech;

namespace Ommnio.Bot.Conversation.Sheets;

/// <summary>
/// A list as a file. What it is, its bytes say and not its name: a workbook of Excel, or text with separators. Whatever else is
/// refused, and so is what would grow too big when it is unpacked.
/// </summary>
internal static class SheetFile
{
    internal const int MostBytes = 1_048_576;

    internal static SheetRead Read(byte[] content)
    {
        if (content.Length > MostBytes)
        {
            return SheetRead.Of("file.size");
        }

        if (StartsWith(content, "PK"u8))
        {
            var book = Workbook.Read(content);
            return book.Trouble is null ? Listed(book.Rows) : book;
        }

        // The old workbook, and a new one with a password: both are what Office calls a compound file.
        if (StartsWith(content, [0xD0, 0xCF, 0x11, 0xE0]))
        {
            return SheetRead.Of("file.damaged");
        }

        return TextOf.Bytes(content) is not { } text ? SheetRead.Of("file.kind") : Listed(Delimited.Rows(text, Delimited.Separator(text)));
    }

    private static bool StartsWith(byte[] content, ReadOnlySpan<byte> mark) => content.AsSpan().StartsWith(mark);

    // Rows of nothing stand below every second list.
    private static SheetRead Listed(IEnumerable<string[]> rows)
    {
        var cleaned = rows.Select(row => Array.ConvertAll(row, Hygiene.Clean)).Where(row => Array.Exists(row, cell => cell.Length > 0)).ToList();
        return cleaned.Exists(row => row.Count(cell => cell.Length > 0) > 1) ? new(cleaned, null) : SheetRead.Of("file.no.table");
    }
}
