using CsCheck;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Users;

/// <summary>D3: trimmed, counted as a reader counts, free of characters that deceive.</summary>
public sealed class PlainTextTests
{
    [Theory]
    [InlineData("Night  shift ", true)]
    [InlineData("NIGHT SHIFT", true)]
    [InlineData("Night shíft", false)]
    [InlineData("Night", false)]
    [InlineData("Night shift\ud800", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void D21_A_typed_name_may_differ_in_case_and_spaces_but_not_in_accents(string? typed, bool isSame) => PlainText.IsTyped(typed, "Night shift").ShouldBe(isSame);

    private const string Astronaut = "👩🏽‍🚀";

    [Theory]
    [InlineData("a\u0000b", "U+0000")]
    [InlineData("a\u001Bb", "U+001B")]
    [InlineData("a\u007Fb", "U+007F")]
    [InlineData("a\u0085b", "U+0085")]
    [InlineData("a\tb", "U+0009")]
    [InlineData("a\nb", "U+000A")]
    [InlineData("a\u202Eb", "U+202E")]
    [InlineData("a\u2067b", "U+2067")]
    [InlineData("a\u200Fb", "U+200F")]
    [InlineData("a\u200Bb", "U+200B")]
    [InlineData("a\u2060b", "U+2060")]
    [InlineData("a\u00ADb", "U+00AD")]
    [InlineData("a\u202Ab", "U+202A")]
    [InlineData("a\u2066b", "U+2066")]
    [InlineData("a\u2069b", "U+2069")]
    [InlineData("a\u2065b", "U+2065")]
    [InlineData("a\u206Ab", "U+206A")]
    [InlineData("a\u206Fb", "U+206F")]
    [InlineData("a\uFFF9b", "U+FFF9")]
    [InlineData("a\uFFFBb", "U+FFFB")]
    [InlineData("a\uF8FFb", "U+F8FF")]
    [InlineData("a\U000F0000b", "U+F0000")]
    [InlineData("a\U0010FFFFb", "U+10FFFF")]
    [InlineData("a\u3164b", "U+3164")]
    [InlineData("a\u2028b", "U+2028")]
    [InlineData("\uFEFFa", "U+FEFF")]
    [InlineData("a\uE000b", "U+E000")]
    [InlineData("a\U00100000b", "U+100000")]
    public void D3_A_character_that_deceives_is_refused_by_its_name(string text, string name) =>
        PlainText.Read(text, "firstName", 100).Problem.ShouldBe(new Problem("text.forbidden_character", "firstName", name));

    [Theory]
    [InlineData(0xD83D)]
    [InlineData(0xDE00)]
    public void D3_An_unpaired_surrogate_is_refused(int unit) =>
        PlainText.Read($"a{(char)unit}b", "x", 100).Problem!.Args.ShouldBe([$"U+{unit:X4}"]);

    [Theory]
    [InlineData("👩🏽‍🚀 Ana")]
    [InlineData("می‌خواهم")]
    [InlineData("\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F")]
    [InlineData("O'Neil & <b>Co</b>")]
    [InlineData("e\u0301")]
    public void D3_Everything_else_comes_back_as_it_was_sent(string text) => PlainText.Read(text, "x", 100).Value.ShouldBe(text);

    [Theory]
    [InlineData("  Ana ")]
    [InlineData("Ana\r\n")]
    [InlineData("\t\u00A0Ana\u2003")]
    public void D3_What_stands_around_a_text_is_cut_off(string text) => PlainText.Read(text, "x", 3).Value.ShouldBe("Ana");

    [Fact]
    public void A_text_that_is_kept_as_sent_keeps_what_stands_around_it() => PlainText.Read(" A 1 ", "x", 50, trim: false).Value.ShouldBe(" A 1 ");

    [Fact]
    public void Notes_have_lines()
    {
        PlainText.Read("one\r\n\ttwo", "notes", 100, lines: true).Value.ShouldBe("one\r\n\ttwo");
        PlainText.Read("one\u000Btwo", "notes", 100, lines: true).Problem!.Args.ShouldBe(["U+000B"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\u3000")]
    public void Blank_is_missing(string? text) => PlainText.Read(text, "area", 100).Problem.ShouldBe(new Problem("text.missing", "area"));

    [Fact]
    public void D3_A_length_counts_what_a_reader_sees()
    {
        PlainText.Read(Times("e\u0301", 100), "x", 100).Value.ShouldNotBeNull();
        PlainText.Read(Times("ñ", 101), "x", 100).Problem.ShouldBe(new Problem("text.too_long", "x", "100"));
        PlainText.Read($" {Astronaut} Ana ", "x", 5).Value.ShouldBe($"{Astronaut} Ana");
        PlainText.Read($"{Astronaut} Anas", "x", 5).Problem!.Code.ShouldBe("text.too_long");
    }

    [Fact]
    public void D3_And_it_is_bounded_for_a_key_however_little_a_reader_sees()
    {
        PlainText.Read(Times("🙂", 100), "x", 100).Value.ShouldNotBeNull();
        PlainText.Read("a" + Times("\u0301", 200), "x", 100).Problem.ShouldBe(new Problem("text.too_long", "x", "100"));
        PlainText.Read("a" + Times("\u0301", 8_000), "notes", 2_000, lines: true).Problem!.Code.ShouldBe("text.too_long");
        PlainText.Read(Times("a", 2_000), "notes", 2_000, lines: true).Value.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("Logística", "LOGISTICA")]
    [InlineData("  New   York ", "new york")]
    [InlineData("ﬁn", "FIN")]
    [InlineData("Ⅳ", "iv")]
    [InlineData("Ñandú", "nandu")]
    [InlineData("a\u200Db", "ab")]
    public void R28_Texts_fold_to_the_same_whatever_the_case_accents_and_spaces(string one, string other) => PlainText.Fold(one).ShouldBe(PlainText.Fold(other));

    [Fact]
    public void Folding_twice_is_folding_once() => Gen.String.Sample(text => PlainText.Fold(PlainText.Fold(text)).ShouldBe(PlainText.Fold(text)));

    [Fact]
    public void What_is_read_is_clean_and_reads_again_the_same() => Gen.String.Sample(text =>
    {
        if (PlainText.Read(text, "x", 100).Value is { } read)
        {
            PlainText.Read(read, "x", 100).Value.ShouldBe(read);
            PlainText.Forbidden(read).ShouldBeNull();
            read.ShouldBe(text.Trim());
        }
    });

    [Fact]
    public void Nothing_that_is_read_throws() => Gen.String.Sample(text =>
    {
        _ = (PersonName.ReadPart(text, "f"), EmployeeCode.Read(text, "f"), NationalId.Read(text, "f"), EmailAddress.Read(text, "f"));
        _ = (PhoneNumber.Read(text, "f", "ES"), TimeZoneName.Read(text, "f"), Label.Read(text, "f"), PlainText.Read(text, "f", 2_000, lines: true));
        _ = WorkingHours.Read([new([text], text, text)], "f");
    });

    private static string Times(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
