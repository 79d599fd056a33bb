using System.IO.Compression;
using System.Security;
using System.Text;

namespace Ommnio.Tests.Conversation.Sheets;

/// <summary>Workbooks as Excel writes them, part by part, so that a test can also write what Excel never would.</summary>
internal static class Book
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Kinds = "http://schemas.openxmlformats.org/package/2006/content-types";
    private const string Links = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>One sheet, its texts shared as Excel shares them. Empty cells are left out, as Excel does.</summary>
    internal static byte[] Of(params string[][] rows)
    {
        var shared = rows.SelectMany(row => row).Distinct().ToList();
        var texts = string.Concat(shared.Select(text => $"<si><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></si>"));
        return OfSheets([("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{texts}</sst>")], Sheet(rows, text => $"t=\"s\"><v>{shared.IndexOf(text)}</v>"));
    }

    /// <summary>Cells as they stand in the part: <c>&gt;&lt;v&gt;7&lt;/v&gt;</c> is the number 7.</summary>
    internal static byte[] OfCells(params string[][] rows) => OfSheets([], Sheet(rows, cell => cell));

    internal static byte[] OfSheets((string Name, string Content)[] more, params string[] sheets)
    {
        var numbers = Enumerable.Range(1, sheets.Length).ToList();
        return Zip(
        [
            ("[Content_Types].xml", $"<Types xmlns=\"{Kinds}\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"),
            ("_rels/.rels", $"<Relationships xmlns=\"{Links}\"><Relationship Id=\"r1\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
            ("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets>{string.Concat(numbers.Select(number => $"<sheet name=\"S{number}\" sheetId=\"{number}\" r:id=\"s{number}\"/>"))}</sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Links}\">{string.Concat(numbers.Select(number => $"<Relationship Id=\"s{number}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"))}<Relationship Id=\"t\" Type=\"{Office}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"),
            .. sheets.Select((sheet, index) => ($"xl/worksheets/sheet{index + 1}.xml", sheet)),
            .. more,
        ]);
    }

    internal static byte[] Zip(params (string Name, string Content)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = archive.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return bytes.ToArray();
    }

    internal static string Sheet(string[][] rows, Func<string, string> cell) =>
        $"<worksheet xmlns=\"{Main}\"><sheetData>{string.Concat(rows.Select((row, line) => $"<row r=\"{line + 1}\">{string.Concat(row.Select((text, column) => text.Length == 0 ? "" : $"<c r=\"{(char)('A' + column)}{line + 1}\" {cell(text)}</c>"))}</row>"))}</sheetData></worksheet>";
}
