using System.Text;
using Ommnio.Bot.Conversation;
using Ommnio.Bot.Conversation.Sheets;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Conversation.Sheets;

/// <summary>What an attached file holds: a list, however it was written, or the reason why not.</summary>
public sealed class SheetFileTests
{
    private const string List = "Nombre;Apellidos;Puesto;Área\nIñaki;Núñez;Técnico;Ventas\nKim;Lee;Cashier;Sales\n";
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "UTF-8", Encoding.UTF8.GetBytes(List) },
        { "UTF-8 with its mark", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(List)] },
        { "UTF-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(List)] },
        { "UTF-16, the other way round", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(List)] },
        { "Windows-1252", Western.GetBytes(List) },
        { "decomposed", Encoding.UTF8.GetBytes(List.Normalize(NormalizationForm.FormD)) },
        { "with Windows' line ends", Encoding.UTF8.GetBytes(List.ReplaceLineEndings("\r\n")) },
        { "with tabs", Encoding.UTF8.GetBytes(List.Replace(';', '\t')) },
        { "with commas", Encoding.UTF8.GetBytes(List.Replace(';', ',')) },
        { "with bars", Encoding.UTF8.GetBytes(List.Replace(';', '|')) },
        { "with Excel's own hint", Encoding.UTF8.GetBytes("sep=;\n" + List) },
        { "with quotes", Encoding.UTF8.GetBytes("\"Nombre\",\"Apellidos\",\"Puesto\",\"Área\"\n\"Iñaki\", \"Núñez\",\"Técnico\",\"Ventas\"\nKim,Lee,Cashier,Sales") },
        { "with rows of nothing", Encoding.UTF8.GetBytes(List.Replace("\n", "\n;;;\n\n", StringComparison.Ordinal)) },
        { "without a header", Encoding.UTF8.GetBytes(List[(List.IndexOf('\n', StringComparison.Ordinal) + 1)..]) },
        { "with the whole name in one column", Encoding.UTF8.GetBytes("Department,Job title,Full name\nSales,Técnico,Iñaki Núñez\nSales,Cashier,Kim Lee") },
        { "a workbook", Book.Of([.. List.TrimEnd().Split('\n').Select(line => line.Split(';'))]) },
        { "a workbook whose first sheet is empty", Book.OfSheets([], Book.Sheet([], _ => ""), Book.Sheet([["Iñaki", "Núñez", "Técnico", "Ventas"], ["Kim", "Lee", "Cashier", "Sales"]], text => $"t=\"inlineStr\"><is><t>{text}</t></is>")) },
    };

    [Theory]
    [MemberData(nameof(Encodings), DisableDiscoveryEnumeration = true)]
    public void A_list_is_the_same_list_however_it_was_written(string how, byte[] file)
    {
        var rows = PastedTable.Of(SheetFile.Read(file).Rows, Context, Language.Spanish)!.Rows;

        rows.Select(row => (row.Fields.FirstName, row.Fields.LastName, row.Fields.Position, row.Fields.Area, row.Trouble))
            .ShouldBe([("Iñaki", "Núñez", "Técnico", "Sales", null), ("Kim", "Lee", "Cashier", "Sales", null)], how);
    }

    public static TheoryData<string, byte[], string> Refusals => new()
    {
        { "a PDF", [.. "%PDF-1.7\n"u8, 0, 1, 2], "file.kind" },
        { "a picture", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0], "file.kind" },
        { "an archive that is no workbook", Book.Zip(("word/document.xml", "<w/>")), "file.kind" },
        { "an old workbook, or one with a password", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "file.damaged" },
        { "half a workbook", Book.Of(["Kim", "Lee"])[..200], "file.damaged" },
        { "a workbook whose sheet is no XML", Book.OfSheets([], "<worksheet"), "file.damaged" },
        { "a workbook that would have a document fetched", Book.OfSheets([], "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><worksheet>&e;</worksheet>"), "file.damaged" },
        { "a workbook that unpacks to 40 MB", Book.OfSheets([("xl/sharedStrings.xml", new string(' ', 40_000_000))], Book.Sheet([["1"]], _ => "t=\"s\"><v>0</v>")), "file.size" },
        { "a workbook of very many parts", Book.OfSheets([.. Enumerable.Range(0, 300).Select(number => ($"xl/media/{number}.png", ""))], Book.Sheet([], _ => "")), "file.size" },
        { "more than a megabyte", new byte[SheetFile.MostBytes + 1], "file.size" },
        { "a letter", Encoding.UTF8.GetBytes("Dear all,\nplease register Kim.\n"), "file.no.table" },
        { "nothing", [], "file.no.table" },
        { "an empty workbook", Book.Of(), "file.no.table" },
    };

    [Theory]
    [MemberData(nameof(Refusals), DisableDiscoveryEnumeration = true)]
    public void What_is_no_list_is_refused_with_the_way_out(string what, byte[] file, string trouble)
    {
        SheetFile.Read(file).Trouble.ShouldBe(trouble, what);

        var chat = new Chat().Take(new Input.File(SheetFile.Read(file), null));
        chat.Draft.Stage.ShouldBe(Stage.Idle);
        chat.Said.ShouldMatch("paste them here|in columns of their own");
    }

    [Fact]
    public void A_formula_is_never_worked_out()
    {
        SheetFile.Read("=1+1,=HYPERLINK(\"http://x\"),@SUM(A1)\n+1,-1,=cmd|' /C calc'!A0"u8.ToArray()).Rows[0].ShouldBe(["=1+1", "=HYPERLINK(\"http://x\")", "@SUM(A1)"]);
        SheetFile.Read(Book.OfCells(["><f>1+1</f><v>7</v>", "><f>WEBSERVICE(\"http://x\")</f>", "t=\"str\"><f>A1</f><v>kept</v>"], ["t=\"b\"><v>1</v>", "><v>1</v>", "><v>2</v>"])).Rows[0]
            .ShouldBe(["7", "", "kept"]);
    }

    [Theory]
    [InlineData("34612345678", "34612345678")]
    [InlineData("3.4612345678E10", "34612345678")]
    [InlineData("1001", "1001")]
    [InlineData("0.5", "0.5")]
    public void A_number_has_all_its_digits(string stored, string read) =>
        SheetFile.Read(Book.OfCells([$"><v>{stored}</v>", "t=\"str\"><v>x</v>"])).Rows[0][0].ShouldBe(read);

    [Fact]
    public void A_cell_may_hold_separators_and_line_breaks_and_a_quote_that_is_never_closed_swallows_nothing()
    {
        SheetFile.Read("\"Pérez, Ana\",\"of the\nnight\"\nKim,Lee"u8.ToArray()).Rows.Count.ShouldBe(2);
        SheetFile.Read("\"Ana,Pérez\nKim,Lee\nTom,Brown"u8.ToArray()).Rows.Count.ShouldBe(3);
    }

    [Fact]
    public void Deceiving_characters_are_taken_out_of_cells()
    {
        var rows = SheetFile.Read("Ki\u202Em\u200B,Lee,Cashier\uFEFF\nTom,Brown,Baker"u8.ToArray()).Rows;

        rows[0].ShouldBe(["Kim", "Lee", "Cashier"]);
    }

    [Fact]
    public void More_columns_than_a_user_has_are_no_list()
    {
        var wide = string.Join(',', Enumerable.Repeat("x", 500_000));

        new Chat().Take(new Input.File(SheetFile.Read(Encoding.UTF8.GetBytes(wide)), null)).Said.ShouldContain("no list");
    }

    [Fact]
    public void The_list_can_be_sent_again_while_it_is_shown_but_not_in_the_middle_of_a_registration()
    {
        var file = new Input.File(SheetFile.Read("Kim Lee,Cashier,Sales\nTom Brown,Baker,Nowhere"u8.ToArray()), null);
        var chat = new Chat().Take(file);
        chat.Said.ShouldContain("1 ready · 1 need attention");
        chat.Take(file with { Sheet = SheetFile.Read("Kim Lee,Cashier,Sales\nTom Brown,Baker,Marketing"u8.ToArray()) }).Said.ShouldContain("2 ready");

        chat.Hear("cancel", "register Ana Pérez").Take(file).Said.ShouldContain("finish this first");
        chat.Draft.Values.FirstName.ShouldBe("Ana");
    }

    [Fact]
    public void What_is_written_beside_a_file_that_is_no_list_is_heard()
    {
        var chat = new Chat().Take(new Input.File(SheetRead.Of("file.kind"), "register Ana Pérez, Cashier, Sales"));

        chat.Said.ShouldContain("cannot read that kind of file");
        chat.Draft.Values.Area.ShouldBe("Sales");
    }

    private static Context Context => Fixture.Context(Language.Spanish, Fixture.Start, 1);
}
