using System.Text.RegularExpressions;
using Ommnio.Core.Wording;
using Ommnio.LocalHost.Processes;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Wording;

public sealed partial class WordsTests
{
    [Fact]
    public void Every_code_in_the_sources_has_words()
    {
        var codes = Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/Wording/", StringComparison.Ordinal))
            .SelectMany(file => Code.Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["code"].Value)
            .ToHashSet();

        codes.Count.ShouldBeGreaterThan(40);
        codes.Except(Words.Codes).ShouldBeEmpty();
    }

    [Fact]
    public void Both_languages_take_the_same_arguments_and_leave_none_open()
    {
        foreach (var code in Words.Codes.Where(code => !code.EndsWith(".by", StringComparison.Ordinal)))
        {
            var problem = new Problem(code, "workingHours[1].to", "§1", "§2");
            var (english, spanish) = (Words.Say(problem, Language.English), Words.Say(problem, Language.Spanish));

            english.ShouldNotBe(spanish, code);
            (english + spanish).Contains('{', StringComparison.Ordinal).ShouldBeFalse(code);
            english.Contains("§1", StringComparison.Ordinal).ShouldBe(spanish.Contains("§1", StringComparison.Ordinal), code);
        }
    }

    [Fact]
    public void A_field_is_called_by_its_name_and_place()
    {
        FieldNames.Say("workingHours[1].to", Language.English).ShouldBe("Working hours (2, end)");
        FieldNames.Say("teams[0]", Language.Spanish).ShouldBe("Equipos (1)");
    }

    [Theory]
    [InlineData("es", Language.Spanish)]
    [InlineData("fr, es;q=0.5, en;q=0.8", Language.English)]
    [InlineData("ca-ES", Language.Spanish)]
    [InlineData("", Language.English)]
    [InlineData("es;q=nonsense", Language.English)]
    public void The_best_language_that_we_speak_is_taken(string tags, Language language) => Languages.For(tags).ShouldBe(language);

    [GeneratedRegex("""(?:new Problem|new|Problem)\("(?<code>(?:text|name|email|phone|timezone|hours|language|list|user|manager|team|group|role|invitation|request|lookup|idempotency)\.[a-z_.]+)",""")]
    private static partial Regex Code { get; }
}
