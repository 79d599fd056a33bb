using System.Text.RegularExpressions;
using CsCheck;
using Ommnio.Core.Users;
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
    public void Both_languages_have_the_same_placeholders_and_leave_none_open()
    {
        foreach (var (code, phrase) in FieldWords.Phrases.Concat(UserWords.Phrases).Concat(TeamWords.Phrases).Concat(RuleWords.Phrases).Concat(ReasonWords.Phrases).Concat(JobWords.Phrases).Concat(PairingWords.Phrases).Concat(RequestWords.Phrases))
        {
            phrase.English.ShouldNotBe(phrase.Spanish, code);
            Placeholders(phrase.English).ShouldBe(Placeholders(phrase.Spanish), code);
            var problem = new Problem(code.Replace(".by", "", StringComparison.Ordinal), "workingHours[1].to", "§1", "§2", "§3");
            (Words.Say(problem, Language.English) + Words.Say(problem, Language.Spanish)).Contains('{', StringComparison.Ordinal).ShouldBeFalse(code);
        }
    }

    [Fact]
    public void Problems_are_the_same_where_code_field_and_arguments_are()
    {
        var problem = new Problem("text.too_long", "firstName", "100");

        problem.ShouldBe(new("text.too_long", "firstName", "100"));
        problem.ShouldNotBe(new("text.missing", "firstName", "100"));
        problem.ShouldNotBe(new("text.too_long", "lastName", "100"));
        problem.ShouldNotBe(new("text.too_long", "firstName", "50"));
    }

    [Fact]
    public void A_problem_is_said_with_its_field_and_arguments()
    {
        var problem = new Problem("text.too_long", "firstName", "100");

        Words.Say(problem, Language.English).ShouldBe("First name can have up to 100 characters. Please shorten it.");
        Words.Say(problem, Language.Spanish).ShouldBe("Nombre: puede tener hasta 100 caracteres. Acórtalo, por favor.");
        Words.Say(new("group.ambiguous", "chatGroups[0]", "one", "two"), Language.English).ShouldEndWith("Use the id of one of them: one, two.");
    }

    [Fact]
    public void R22_A_clash_names_its_holder_where_there_is_one_to_name()
    {
        Words.Say(new("user.code.taken", "code"), Language.English).ShouldBe("This code is already taken. Please use another.");
        Words.Say(new("user.code.taken", "code", "Bea López", "Stores"), Language.English).ShouldBe("This code belongs to Bea López (Stores). Use another, or change that user.");
    }

    [Theory]
    [InlineData("{1}")]
    [InlineData("{field}")]
    [InlineData("{all}")]
    public void What_somebody_typed_is_said_as_it_is_even_if_it_looks_like_a_place_to_fill(string typed) =>
        Words.Say(new("user.code.taken", "code", typed, "Stores"), Language.English).ShouldBe($"This code belongs to {typed} (Stores). Use another, or change that user.");

    [Fact]
    public void A_code_without_words_is_a_fault() => Should.Throw<KeyNotFoundException>(() => Words.Say(new("no.such_code", null), Language.English));

    [Theory]
    [InlineData("workingHours[1].to", "Working hours (2, end)", "Horario laboral (2, fin)")]
    [InlineData("teams[0]", "Teams (1)", "Equipos (1)")]
    [InlineData("tags[19]", "Tags (20)", "Etiquetas (20)")]
    [InlineData("invite.channel", "Invitation (channel)", "Invitación (canal)")]
    [InlineData("nickname", "nickname", "nickname")]
    [InlineData("x[99999999999].y\n{0}", "x (y\n{0})", "x (y\n{0})")]
    [InlineData("", "", "")]
    public void A_field_is_called_by_its_name_and_place(string field, string english, string spanish) =>
        (FieldNames.Say(field, Language.English), FieldNames.Say(field, Language.Spanish)).ShouldBe((english, spanish));

    [Fact]
    public void Any_name_of_a_field_can_be_said() => Gen.String.Sample(field => FieldNames.Say(field, Language.Spanish).ShouldNotBeNull());

    [Theory]
    [InlineData("es", Language.Spanish)]
    [InlineData("ES-mx", Language.Spanish)]
    [InlineData("ca-ES", Language.Spanish)]
    [InlineData("en-GB", Language.English)]
    [InlineData("fr, es;q=0.5, en;q=0.8", Language.English)]
    [InlineData("es;q=0.8, en;q=0.8", Language.Spanish)]
    [InlineData("en;q=0, es;q=0.1", Language.Spanish)]
    [InlineData(" es-ES , en;q=0.9", Language.Spanish)]
    [InlineData("es;level=1, en;q=0.9", Language.Spanish)]
    public void D12_The_best_language_that_we_speak_is_taken(string tags, Language language) =>
        (Languages.For(tags, Language.English), Languages.For(tags, Language.Spanish)).ShouldBe((language, language));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("fr, de;q=0.5, *")]
    [InlineData("es;q=0")]
    [InlineData("es;q=nonsense")]
    [InlineData("es;q=NaN, ;;, ,")]
    [InlineData("esperanto")]
    public void D12_Without_one_of_ours_it_is_the_organisations(string? tags) =>
        (Languages.For(tags, Language.English), Languages.For(tags, Language.Spanish)).ShouldBe((Language.English, Language.Spanish));

    [Theory]
    [InlineData("accountAdministrator", OrganisationRole.AccountAdministrator)]
    [InlineData("AccountAdministrator", null)]
    [InlineData("1", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_name_on_the_wire_has_one_spelling(string? name, OrganisationRole? role) => Naming.Parse<OrganisationRole>(name).ShouldBe(role);

    [Fact]
    public void Every_name_on_the_wire_is_read_again() => Gen.Enum<UserState>().Sample(state => Naming.Parse<UserState>(Naming.CamelCase(state)).ShouldBe(state));

    private static IEnumerable<string> Placeholders(string text) => Placeholder.Matches(text).Select(match => match.Value).Distinct().Order();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder { get; }

    [GeneratedRegex("""(?:new Problem|new|Problem)\("(?<code>(?:text|name|email|phone|timezone|hours|language|list|user|manager|team|rules?|reason|job|group|role|picture|invitation|sheet|request|lookup|idempotency|pairing|sign_in|key)\.[a-z_.]+)",""")]
    private static partial Regex Code { get; }
}
