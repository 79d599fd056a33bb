using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Ommnio.Bot.Conversation.Sheets;

/// <summary>
/// The first sheet of a workbook that has anything on it, as text. Of a formula the value that was saved with it is read; none
/// is ever worked out.
/// </summary>
internal static class Workbook
{
    private const int MostParts = 200;

    // Two hundred rows of everything that a user has are a tenth of it. The runtime stops a part at the size that it declares.
    private const long MostUnpacked = 16 * 1_048_576;

    static Workbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    internal static SheetRead Read(byte[] content)
    {
        try
        {
            return Refusal(content) is { } trouble ? SheetRead.Of(trouble) : new(Rows(content), null);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or ExcelReaderException or XmlException or IOException or FormatException or ArgumentException or OverflowException or InvalidOperationException or NullReferenceException or IndexOutOfRangeException)
        {
            // The reader takes a damaged part for a whole one and trips over it in many ways; each of them says the same.
            return SheetRead.Of("file.damaged");
        }
    }

    // What is zipped is not always a workbook, and a small one may unpack to a huge one.
    private static string? Refusal(byte[] content)
    {
        using var archive = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
        return archive.GetEntry("xl/workbook.xml") is null ? "file.kind"
            : archive.Entries.Count > MostParts || archive.Entries.Sum(part => part.Length) > MostUnpacked ? "file.size"
            : null;
    }

    private static List<string[]> Rows(byte[] content)
    {
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(content));
        do
        {
            List<string[]> rows = [];
            while (reader.Read())
            {
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => Text(reader.GetValue(column)))]);
            }

            if (rows.Exists(row => Array.Exists(row, cell => cell.Length > 0)))
            {
                return rows;
            }
        }
        while (reader.NextResult());
        return [];
    }

    // Codes and phones are numbers to Excel: with all their digits, and without an exponent.
    private static string Text(object? value) => value switch
    {
        null => "",
        double number when Math.Abs(number) < 1e15 => ((decimal)number).ToString(CultureInfo.InvariantCulture),
        DateTime date => date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
