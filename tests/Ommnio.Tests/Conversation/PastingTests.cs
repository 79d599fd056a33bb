using Ommnio.Bot.Conversation;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Conversation;

/// <summary>What is a table, and what each of its rows says.</summary>
public sealed class PastingTests
{
    [Theory]
    [InlineData("Ana Pérez\nCashier\nSales")]
    [InlineData("Name: Ana\nPosition: Cashier")]
    [InlineData("register Ana Pérez, Cashier, Sales\nregister Tom Brown, Cashier, Sales")]
    [InlineData("Hello,\nI have a question")]
    [InlineData("Ana Pérez, Cashier, Sales")]
    public void What_is_no_table_is_none(string said) => Read(said).ShouldBeNull();

    [Theory]
    [InlineData("Tom Brown\tCashier\tSales\nKim Lee\tBaker\tSales")]
    [InlineData("Tom;Brown;Cashier;Sales\nKim;Lee;Baker;Sales")]
    [InlineData("Position,Full name,Department\nCashier,Tom Brown,Sales\nBaker,Kim Lee,Ventas")]
    [InlineData("Tom Brown, Cashier, Sales\nKim Lee, Baker, Ventas")]
    public void A_table_is_read_by_its_header_or_its_order(string said)
    {
        var rows = Read(said)!.Rows;

        rows.Select(row => (row.Fields.FirstName, row.Fields.LastName, row.Fields.Position, row.Fields.Area, row.Trouble))
            .ShouldBe([("Tom", "Brown", "Cashier", "Sales", null), ("Kim", "Lee", "Baker", "Sales", null)]);
    }

    [Fact]
    public void What_an_administrator_types_into_a_list_is_never_an_ID()
    {
        var pasted = Read("Name\tPosition\tArea\tDNI\nTom Brown\tCashier\tSales\t12345678Z")!;

        pasted.Ignored.ShouldBe(["DNI"]);
        pasted.Rows.Single().Fields.NationalId.ShouldBeNull();
    }

    [Fact]
    public void What_is_said_of_all_joins_what_a_row_says_and_a_row_has_the_last_word()
    {
        var rows = Read("All of them in Sales, Bakery team:\nName\tPosition\tArea\tTeam\nTom Brown\tCashier\tMarketing\tNight shift\nKim Lee\tBaker\t\t")!.Rows;

        rows.Select(row => (row.Fields.Area, row.Fields.Teams!.Count, row.Trouble)).ShouldBe([("Marketing", 2, null), ("Sales", 1, null)]);
    }

    [Theory]
    [InlineData("Software\ncan be\nvery, very\nslow")]
    [InlineData("Ana Ruiz, cashier, Sales\nMon-Fri, 9-17\nteam Bakery, group All staff")]
    public void Lines_that_do_not_begin_with_names_are_no_list_with_gaps(string said) => Read(said).ShouldBeNull();

    [Theory]
    [InlineData(200, false)]
    [InlineData(201, true)]
    public void C78_More_rows_or_more_text_than_are_taken_are_told_so_before_any_work(int rows, bool isTold)
    {
        var list = string.Concat(Enumerable.Range(0, rows).Select(row => $"Tom Brown{(char)('a' + (row / 26))}{(char)('a' + (row % 26))}\tCashier\tSales\n"));
        var chat = new Chat().Hear(list);

        chat.Said.Contains("up to 200", StringComparison.Ordinal).ShouldBe(isTold);
        chat.Draft.Stage.ShouldBe(isTold ? Stage.Idle : Stage.Listing);
        new Chat().Hear(new string('x', 70_000)).Said.ShouldContain("too much");
    }

    [Fact]
    public void A_list_whose_rows_were_never_kept_is_asked_for_once_more()
    {
        var cutShort = Reducer.Reduce(new(), new Input.Text("Tom Brown\tCashier\tSales\nKim Lee\tBaker\tSales"), Context).Draft;

        var next = Reducer.Reduce(cutShort, new Input.Text("Register 2"), Context);

        next.Draft.Stage.ShouldBe(Stage.Idle);
        next.Replies.Select(reply => reply.Key).ShouldBe(["list.again"]);
    }

    [Fact]
    public void A_part_that_is_answered_twice_counts_once()
    {
        var list = string.Concat(Enumerable.Range(0, 30).Select(row => $"Tom Brown{(char)('a' + row)}\tCashier\tSales\n"));
        var parts = 0;
        Chat chat = null!;
        chat = new Chat { Answer = effect => effect is Effect.RegisterList part ? Part(part) : Fixture.Answer(effect) };
        Input Part(Effect.RegisterList part)
        {
            parts++;
            var first = new Input.ListRegistered(part.Batch, part.From, Math.Min(25, 30 - part.From), []);
            Reducer.Reduce(Reducer.Reduce(chat.Draft, first, Context).Draft, first, Context).Draft.List?.Registered.ShouldBe(25);
            return first;
        }

        chat.Hear(list, "yes").Said.ShouldContain("Registered: 30");
        parts.ShouldBe(2);
    }

    [Theory]
    [InlineData("+34 612 345 678", "yes", true)]
    [InlineData("+34 612 345 678", "sí", true)]
    [InlineData("+34 612 345 678", "X", true)]
    [InlineData("+34 612 345 678", "no", null)]
    [InlineData("+34 612 345 678", "", null)]
    [InlineData("", "yes", null)] // There is no number that it could be for, and the row is as good without it.
    public void Only_a_plain_yes_is_a_consent_and_only_for_a_number(string phone, string agrees, bool? expected)
    {
        var row = Read($"Name;Position;Area;Phone;Consent\nKim Lee;Cashier;Sales;{phone};{agrees}\nTom Brown;Baker;Sales;;").ShouldNotBeNull().Rows[0];

        (row.Trouble, row.Fields.PhoneConsent).ShouldBe((null, expected));
    }

    [Fact]
    public void What_is_neither_yes_nor_no_is_no_consent_and_is_told() =>
        Read("Name;Position;Area;Phone;Consent\nKim Lee;Cashier;Sales;+34 612 345 678;perhaps\nTom Brown;Baker;Sales;;").ShouldNotBeNull().Rows[0].Trouble.ShouldNotBeNull().ShouldContain("“perhaps”");

    private static Context Context => Fixture.Context(Language.English, Fixture.Start, 1);

    private static Pasted? Read(string said) => PastedTable.Read(said, Context, Language.English);
}
