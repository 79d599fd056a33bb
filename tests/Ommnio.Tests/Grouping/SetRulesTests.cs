using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Grouping;

public sealed class SetRulesTests
{
    private static readonly RuleFields Sales = Fields("area", "Sales");
    private static readonly RuleFields Night = Fields("tag", "night");
    private static readonly RuleId[] New = [.. Enumerable.Range(1, 10).Select(n => new RuleId(Some.Id(60 + n)))];

    [Fact]
    public void New_rules_get_ids_and_the_next_version()
    {
        var team = Set(Some.Catalogue, Sales, Night);

        team.RulesVersion.ShouldBe(1);
        team.Rules.Select(rule => (rule.Id, rule.Version)).ShouldBe([(New[0], 1), (New[1], 1)]);
    }

    [Fact]
    public void A_rule_that_is_sent_again_keeps_its_id_and_version_and_only_what_changed_is_of_the_new_one()
    {
        var catalogue = Stored(Set(Some.Catalogue, Sales, Night));

        var named = Fields("tag", "day") with { Id = New[1].ToString() };
        Set(catalogue, Sales, named).Rules.Select(rule => (rule.Id, rule.Version)).ShouldBe([(New[0], 1), (New[1], 2)]);
    }

    [Fact]
    public void The_same_rules_again_are_no_change()
    {
        var catalogue = Stored(Set(Some.Catalogue, Sales, Night));

        var (changed, outcome) = Decide(catalogue, Some.Account, null, Sales, Night);

        changed.ShouldBeNull();
        outcome.ShouldBeOfType<TeamOutcome.Done>().Team.RulesVersion.ShouldBe(1);
    }

    [Fact]
    public void R27_D33_Only_an_account_administrator_sets_rules_and_a_foreign_team_is_not_found()
    {
        Decide(Some.Catalogue, Some.Baker, null, Sales).Outcome.ShouldBeOfType<TeamOutcome.Forbidden>().Problem.Code.ShouldBe("rules.account_administrator");
        SetRules.Decide(new(Some.Baker, Some.Night, null, [Sales]), Some.Catalogue, New).Outcome.ShouldBeOfType<TeamOutcome.NotFound>();
        SetRules.Decide(new(Some.Account, new(Some.Id(99)), null, [Sales]), Some.Catalogue, New).Outcome.ShouldBeOfType<TeamOutcome.NotFound>();
    }

    [Fact]
    public void Rules_of_another_version_are_stale()
    {
        Decide(Some.Catalogue, Some.Account, 2, Sales).Outcome.ShouldBeOfType<TeamOutcome.Stale>();
        Decide(Some.Catalogue, Some.Account, 1, Sales).Outcome.ShouldBeOfType<TeamOutcome.Done>();
    }

    [Fact]
    public void R5_D42_A_team_that_makes_its_members_administrators_can_have_no_rules() =>
        SetRules.Decide(new(Some.Account, Some.Kitchen, null, [Sales]), Some.Catalogue, New).Outcome.ShouldBeOfType<TeamOutcome.Refused>()
            .Problems.Single().Code.ShouldBe("rules.administrators");

    [Fact]
    public void Everything_that_is_wrong_with_the_rules_is_said_at_once_with_its_place()
    {
        var rules = new RuleFields[]
        {
            new(null, []),
            new("nobody's", [new("area", null, ["Sales"])]),
            new(null, [new("salary", null, ["1"]), new("area", null, []), new("relatedTo", null, ["Bea"]), new("tag", null, ["  "])]),
        };

        Decide(Some.Catalogue, Some.Account, null, rules).Outcome.ShouldBeOfType<TeamOutcome.Refused>().Problems.Select(problem => (problem.Code, problem.Field)).ShouldBe(
        [
            ("rule.no_condition", "rules[0].conditions"), ("rule.unknown", "rules[1].id"), ("rule.unknown_field", "rules[2].conditions[0].field"),
            ("rule.no_value", "rules[2].conditions[1].values"), ("rule.user", "rules[2].conditions[2].values[0]"), ("text.missing", "rules[2].conditions[3].values[0]"),
        ]);
    }

    [Fact]
    public void D38_There_are_at_most_ten_rules_of_ten_conditions_of_fifty_values()
    {
        Codes([.. Enumerable.Repeat(Sales, 11)]).ShouldBe(["list.too_many"]);
        Codes(new RuleFields(null, [.. Enumerable.Repeat(Sales.Conditions![0], 11)])).ShouldBe(["list.too_many"]);
        Codes(Fields("area", [.. Enumerable.Repeat("x", 51)])).ShouldBe(["list.too_many"]);
        Decide(Some.Catalogue, Some.Account, null, Fields("area", [.. Enumerable.Repeat("x", 50)])).Changed.ShouldNotBeNull();
    }

    [Fact]
    public void A_rule_is_stored_as_it_was_said()
    {
        var said = new RuleFields(null, [new("area", true, [" Sales "]), new("tag", null, ["night"]), new("relatedTo", false, [$"{Some.Bea}"])]);

        var rule = Set(Some.Catalogue, said).Rules.ShouldHaveSingleItem();

        rule.Conditions.Select(condition => (condition.Field, condition.Not, condition.Values.Single())).ShouldBe([(RuleField.Area, true, "Sales"), (RuleField.Tag, false, "night"), (RuleField.RelatedTo, false, $"{Some.Bea}")]);
    }

    [Fact]
    public void A_rule_of_which_any_part_differs_is_another_one()
    {
        var both = new RuleFields(null, [new("area", null, ["Sales"]), new("tag", null, ["night"])]);
        var catalogue = Stored(Set(Some.Catalogue, both));

        foreach (var other in (RuleFields[])
        [
            new(null, [new("area", true, ["Sales"]), new("tag", null, ["night"])]), new(null, [new("area", null, ["Sales"]), new("tag", null, ["day"])]),
            new(null, [new("area", null, ["Sales"]), new("location", null, ["night"])]), new(null, [new("area", null, ["Sales"])]),
        ])
        {
            Decide(catalogue, Some.Account, null, other).Changed.ShouldNotBeNull().RulesVersion.ShouldBe(2);
        }

        Decide(catalogue, Some.Account, null, both).Changed.ShouldBeNull();
    }

    [Fact]
    public void A_rule_is_named_once_and_only_where_the_team_has_it()
    {
        var catalogue = Stored(Set(Some.Catalogue, Sales));
        var named = Sales with { Id = New[0].ToString() };

        Problems(catalogue, named, Night with { Id = New[0].ToString() }).ShouldBe([new("rule.twice", "rules[1].id")]);
        Problems(catalogue, Night with { Id = New[5].ToString() }).ShouldBe([new("rule.unknown", "rules[0].id")]);
    }

    [Fact]
    public void D38_As_many_as_there_may_be_are_taken_and_one_more_is_told_how_many_that_is()
    {
        var condition = Sales.Conditions![0];

        Decide(Some.Catalogue, Some.Account, null, [.. Enumerable.Range(0, 10).Select(number => Fields("area", $"{number}"))]).Changed.ShouldNotBeNull();
        Decide(Some.Catalogue, Some.Account, null, new RuleFields(null, [.. Enumerable.Repeat(condition, 10)])).Changed.ShouldNotBeNull();
        Problems(Some.Catalogue, [.. Enumerable.Repeat(Sales, 11)]).ShouldBe([new("list.too_many", "rules", "10")]);
        Problems(Some.Catalogue, new RuleFields(null, [.. Enumerable.Repeat(condition, 11)])).ShouldBe([new("list.too_many", "rules[0].conditions", "10")]);
        Problems(Some.Catalogue, Fields("area", [.. Enumerable.Repeat("x", 51)])).ShouldBe([new("list.too_many", "rules[0].conditions[0].values", "50")]);
    }

    [Theory]
    [InlineData("area", Label.Longest)]
    [InlineData("tag", Label.LongestTag)]
    public void A_value_is_as_long_as_its_field_may_be(string field, int longest)
    {
        Decide(Some.Catalogue, Some.Account, null, Fields(field, new string('x', longest))).Changed.ShouldNotBeNull();
        Problems(Some.Catalogue, Fields(field, new string('x', longest + 1))).ShouldBe([new("text.too_long", "rules[0].conditions[0].values[0]", $"{longest}")]);
    }

    private static IReadOnlyList<Core.Wording.Problem> Problems(Catalogue catalogue, params RuleFields[] rules) =>
        Decide(catalogue, Some.Account, null, rules).Outcome.ShouldBeOfType<TeamOutcome.Refused>().Problems;

    private static IEnumerable<string> Codes(params RuleFields[] rules) =>
        Decide(Some.Catalogue, Some.Account, null, rules).Outcome.ShouldBeOfType<TeamOutcome.Refused>().Problems.Select(problem => problem.Code);

    private static RuleFields Fields(string field, params string[] values) => new(null, [new(field, null, values)]);

    private static Team Set(Catalogue catalogue, params RuleFields[] rules) => Decide(catalogue, Some.Account, null, rules).Changed.ShouldNotBeNull();

    private static Catalogue Stored(Team team) => Some.Catalogue with { Teams = [team] };

    private static (Team? Changed, TeamOutcome Outcome) Decide(Catalogue catalogue, Actor actor, int? version, params RuleFields[] rules) =>
        SetRules.Decide(new(actor, Some.Bakery, version, rules), catalogue, New);
}
