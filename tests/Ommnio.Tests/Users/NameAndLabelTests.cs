using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Users;

public sealed class NameAndLabelTests
{
    [Theory]
    [InlineData("Ana", "Ana")]
    [InlineData(" de la Cruz ", "de la Cruz")]
    [InlineData("李", "李")]
    [InlineData("O'Neil-Öz 2nd", "O'Neil-Öz 2nd")]
    public void D4_A_name_is_what_was_sent(string said, string name) => PersonName.ReadPart(said, "firstName").Value.ShouldBe(name);

    [Theory]
    [InlineData(" ", "text.missing")]
    [InlineData("123", "name.no_letter")]
    [InlineData("🙂", "name.no_letter")]
    [InlineData("ana@example.com", "name.address")]
    [InlineData("https://example.com", "name.address")]
    [InlineData("An\u202Ea", "text.forbidden_character")]
    public void D4_What_is_no_name_is_refused_with_its_reason(string said, string code)
    {
        var problem = PersonName.ReadPart(said, "lastName").Problem!;

        (problem.Code, problem.Field).ShouldBe((code, "lastName"));
    }

    [Fact]
    public void A_name_is_found_without_case_accents_and_extra_spaces() => new PersonName("Lucía ", "MARÍN  Öz").Folded.ShouldBe("lucia marin oz");

    [Fact]
    public void A_name_does_not_show_itself_in_a_text() => new PersonName("Ana", "García").ToString().ShouldBe("(name)");

    [Fact]
    public void R28_Labels_are_the_same_whatever_the_case_accents_and_spaces()
    {
        new Label("Logística  Norte ").ShouldBe(new Label("LOGISTICA NORTE"));
        new Label("Logística").GetHashCode().ShouldBe(new Label("logistica").GetHashCode());
        new Label("Logística").ShouldNotBe(new Label("Logísticas"));
    }

    [Fact]
    public void D10_A_label_comes_back_as_it_was_sent() => Label.Read(" Logística  Norte ", "area").Value!.Text.ShouldBe("Logística  Norte");

    [Theory]
    [InlineData(100, Label.Longest, true)]
    [InlineData(101, Label.Longest, false)]
    [InlineData(40, Label.LongestTag, true)]
    [InlineData(41, Label.LongestTag, false)]
    public void D11_A_tag_is_shorter_than_the_other_labels(int length, int most, bool good) =>
        (Label.Read(new string('x', length), "tags[0]", most).Value is not null).ShouldBe(good);

    [Theory]
    [InlineData("\u200D")]
    [InlineData("\u0301")]
    public void A_label_in_which_there_is_nothing_to_see_is_missing(string said) => Label.Read(said, "area").Problem.ShouldBe(new Problem("text.missing", "area"));
}
