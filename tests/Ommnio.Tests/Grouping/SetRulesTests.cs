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

    private static IEnumerable<string> Codes(params RuleFields[] rules) =>
        Decide(Some.Catalogue, Some.Account, null, rules).Outcome.ShouldBeOfType<TeamOutcome.Refused>().Problems.Select(problem => problem.Code);

    private static RuleFields Fields(string field, params string[] values) => new(null, [new(field, null, values)]);

    private static Team Set(Catalogue catalogue, params RuleFields[] rules) => Decide(catalogue, Some.Account, null, rules).Changed.ShouldNotBeNull();

    private static Catalogue Stored(Team team) => Some.Catalogue with { Teams = [team] };

    private static (Team? Changed, TeamOutcome Outcome) Decide(Catalogue catalogue, Actor actor, int? version, params RuleFields[] rules) =>
        SetRules.Decide(new(actor, Some.Bakery, version, rules), catalogue, New);
}
