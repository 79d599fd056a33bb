using CsCheck;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Users;

public sealed class CodeTests
{
    [Theory]
    [InlineData(" a/1 #")]
    [InlineData("007")]
    [InlineData("ev/A 7")]
    [InlineData("?%+'\\")]
    [InlineData("ñandú")]
    public void R23_A_code_comes_back_exactly_as_sent(string said) => Code(said).Text.ShouldBe(said);

    [Theory]
    [InlineData("a-17", "A-17")]
    [InlineData("a-17", "Ａ－１７")]
    [InlineData("a-17", "  a-17\u00A0")]
    [InlineData("ﬁ1", "FI1")]
    [InlineData("e\u0301", "É")]
    public void R21_Spellings_that_fold_alike_are_one_code(string one, string other)
    {
        Code(one).ShouldBe(Code(other));
        Code(one).GetHashCode().ShouldBe(Code(other).GetHashCode());
    }

    [Theory]
    [InlineData("007", "7")]
    [InlineData("A 1", "A1")]
    [InlineData("A-1", "A1")]
    [InlineData("A/1", "A#1")]
    [InlineData("e", "é")]
    public void D5_Leading_zeros_inner_spaces_signs_and_accents_count(string one, string other) => Code(one).ShouldNotBe(Code(other));

    [Fact]
    public void D5_A_folded_code_folds_to_itself() => Gen.String.Sample(text =>
    {
        if (EmployeeCode.Read(text, "code").Value is { } code)
        {
            EmployeeCode.FoldOf(code.Key).ShouldBe(code.Key);
            code.Key.Length.ShouldBeInRange(1, 250);
        }
    });

    [Fact]
    public void A_code_has_up_to_fifty_characters()
    {
        Code(new string('9', 50)).Text.Length.ShouldBe(50);
        EmployeeCode.Read(new string('9', 51), "code").Problem.ShouldBe(new Problem("text.too_long", "code", "50"));
    }

    [Fact]
    public void A_code_that_grows_beyond_a_key_by_folding_is_refused()
    {
        // U+FDFA is one character, and eighteen after NFKC.
        Code(new string('\uFDFA', 13)).Key.Length.ShouldBe(234);
        Code(new string('\uFDFA', 13) + new string('9', 16)).Key.Length.ShouldBe(250);
        EmployeeCode.Read(new string('\uFDFA', 13) + new string('9', 17), "code").Problem.ShouldBe(new Problem("text.too_long", "code", "50"));
    }

    [Fact]
    public void A_code_in_which_there_is_nothing_to_see_is_missing() => EmployeeCode.Read("\u200D", "code").Problem.ShouldBe(new Problem("text.missing", "code"));

    [Theory]
    [InlineData("12.345.678-z", "12345678Z")]
    [InlineData(" x 1234567 l ", "X1234567L")]
    [InlineData("12345678\u2011Z", "12345678Z")]
    [InlineData("１２３", "123")]
    [InlineData("00123", "00123")]
    public void D6_An_ID_is_compared_without_case_width_spaces_dots_and_hyphens(string said, string key) => NationalId.Read(said, "nationalId").Value!.Key.ShouldBe(key);

    [Fact]
    public void R10_An_ID_never_shows_itself()
    {
        var id = NationalId.Read("12345678Z", "nationalId").Value!;

        $"{id}".ShouldBe("••••");
        $"{new { Id = id }}".ShouldNotContain("12345678");
    }

    [Theory]
    [InlineData(" ", "text.missing")]
    [InlineData(".-.", "text.missing")]
    [InlineData("123456789012345678901234567890123456789012345678901", "text.too_long")]
    [InlineData("1\u00002", "text.forbidden_character")]
    public void D6_What_cannot_be_an_ID_is_refused_without_being_repeated(string said, string code)
    {
        var problem = NationalId.Read(said, "nationalId").Problem!;

        problem.Code.ShouldBe(code);
        problem.Args.ShouldNotContain(said);
    }

    private static EmployeeCode Code(string text) => EmployeeCode.Read(text, "code").Value.ShouldNotBeNull();
}
