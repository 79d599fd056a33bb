using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Ommnio.EndToEnd.Tests.Laptop;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Ommnio.EndToEnd.Tests.Browser;

/// <summary>A list as a file, by the button of the page: the same preview and the same registration as when it is pasted.</summary>
public sealed class AttachingTests(SharedProduct product, Chromium chromium) : ChatTest(product, chromium)
{
    [Fact]
    public async Task A_list_as_CSV_is_shown_and_then_registered()
    {
        var room = await EnterAsync();

        await room.AttachAsync("people.csv", "text/csv", Encoding.Latin1.GetBytes("Full name;Job title;Department\nÍñigo Attached;Cashier;Sales\nKim Attached;Baker;Logistics\nNo Where;Baker;Kitchen\n"));
        await room.HearsAsync("2 ready · 1 need attention · 0 registered already");
        await Expect(room.Page.GetByText("people.csv").Last).ToBeVisibleAsync();
        await room.PickAsync("Register 2");
        await room.HearsAsync("Registered: 2");

        (await NamesAsync("Íñigo Attached")).ShouldBe(["Íñigo Attached"]);
        (await NamesAsync("Kim Attached")).ShouldBe(["Kim Attached"]);
        room.ShouldHaveNoComplaint();
    }

    [Fact]
    public async Task A_workbook_of_Excel_is_shown_and_then_registered_in_Spanish()
    {
        var room = await EnterAsync("es-ES");

        await room.AttachAsync("altas.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Workbook("Nombre", "Apellidos", "Puesto", "Área", "Eva", "Adjunta", "Panadera", "Logística"));
        await room.HearsAsync("Listos: 1");
        await room.PickAsync("Dar de alta a 1");
        await room.HearsAsync("Altas hechas: 1");

        (await NamesAsync("Eva Adjunta")).ShouldBe(["Eva Adjunta"]);
        room.ShouldHaveNoComplaint();
    }

    [Fact]
    public async Task A_file_that_is_no_list_and_one_that_is_too_big_are_refused_with_the_way_out()
    {
        var room = await EnterAsync();

        await room.AttachAsync("list.csv", "text/csv", [.. "%PDF-1.7\n"u8, 0, 1]);
        await room.HearsAsync("Send the list as CSV or as an Excel workbook");

        await room.AttachAsync("list.csv", "text/csv", new byte[1_050_000]);
        await room.HearsAsync("too big");
    }

    private async Task<List<string>> NamesAsync(string text) =>
        [.. (await Product.Http.GetFromJsonAsync<JsonObject>($"users?q={Uri.EscapeDataString(text)}"))!["items"]!.AsArray().Select(user => $"{user!["firstName"]} {user["lastName"]}")];

    /// <summary>Two rows of four cells.</summary>
    private static byte[] Workbook(params string[] cells)
    {
        const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string links = "http://schemas.openxmlformats.org/package/2006/relationships";
        var rows = cells.Chunk(4).Select((row, line) => $"<row r=\"{line + 1}\">{string.Concat(row.Select((text, column) => $"<c r=\"{(char)('A' + column)}{line + 1}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"))}</row>");
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>");
            Add("_rels/.rels", $"<Relationships xmlns=\"{links}\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Add("xl/workbook.xml", $"<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"Altas\" sheetId=\"1\" r:id=\"s1\"/></sheets></workbook>");
            Add("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{links}\"><Relationship Id=\"s1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
            Add("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{main}\"><sheetData>{string.Concat(rows)}</sheetData></worksheet>");
            void Add(string name, string content)
            {
                using var part = archive.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return bytes.ToArray();
    }
}
