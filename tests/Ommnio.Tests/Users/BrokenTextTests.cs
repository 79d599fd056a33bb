using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Users;

/// <summary>.NET cannot normalize these; a request that holds them gets a refusal, not a fault.</summary>
public sealed class BrokenTextTests
{
    [Theory]
    [InlineData("Ana\ufffe", "U+FFFE")]
    [InlineData("Ana\uffff", "U+FFFF")]
    public void A_text_with_what_is_no_character_is_refused_by_its_name(string text, string name)
    {
        PlainText.Read(text, "firstName", 100).Problem.ShouldNotBeNull().Args.ShouldBe([name]);
        EmployeeCode.Read(text, "code").Problem.ShouldNotBeNull().Args.ShouldBe([name]);
    }

    [Fact]
    public void Half_a_character_is_refused() => PlainText.Read($"Ana{(char)0xD83D}", "firstName", 100).Problem.ShouldNotBeNull().Code.ShouldBe("text.forbidden_character");

    [Fact]
    public void A_search_for_what_cannot_be_in_a_name_folds_to_something_that_is_in_none()
    {
        PlainText.Fold("Ána\ufffe").ShouldBe("ana\ufffd");
        PlainText.Fold($"Ána{(char)0xD83D}").ShouldBe("ana\ufffd");
        PlainText.Fold("Ána 🙂").ShouldBe("ana 🙂");
    }
}
