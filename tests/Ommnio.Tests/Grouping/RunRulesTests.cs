using System.Collections.Immutable;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Grouping;

public sealed class RunRulesTests
{
    private static readonly RuleId Logistics = new(Some.Id(61));
    private static readonly RuleId Drivers = new(Some.Id(62));
    private static readonly User Ana = Some.User() with { Area = new("Logística"), Position = new("Driver"), Location = new("Barcelona"), Tags = [new("English speaker")], RelatedTo = new(Some.Bea, "Bea") };

    [Theory]
    [InlineData(RuleField.Area, false, "LOGISTICA", true)]
    [InlineData(RuleField.Area, false, "  logística ", true)]
    [InlineData(RuleField.Area, false, "Logist", false)]
    [InlineData(RuleField.Area, true, "Logística", false)]
    [InlineData(RuleField.Area, true, "Sales", true)]
    [InlineData(RuleField.Location, false, "Valencia|barcelona", true)]
    [InlineData(RuleField.Location, true, "Valencia|barcelona", false)]
    [InlineData(RuleField.Position, false, "DRIVER", true)]
    [InlineData(RuleField.Tag, false, "english  speaker", true)]
    [InlineData(RuleField.Tag, true, "english speaker", false)]
    [InlineData(RuleField.Tag, false, "night", false)]
    public void R28_D38_A_condition_compares_without_case_accents_and_spaces(RuleField field, bool not, string values, bool holds) =>
        IsIn(Ana, Rule(Logistics, On(field, not, [.. values.Split('|')]))).ShouldBe(holds);

    [Fact]
    public void D38_Related_to_is_compared_by_the_users_id()
    {
        IsIn(Ana, Rule(Logistics, On(RuleField.RelatedTo, false, Some.Bea.ToString()))).ShouldBeTrue();
        IsIn(Ana, Rule(Logistics, On(RuleField.RelatedTo, false, Some.Ana.ToString()))).ShouldBeFalse();
    }

    [Fact]
    public void D38_Not_holds_where_the_field_is_empty() =>
        IsIn(Ana with { Location = null }, Rule(Logistics, On(RuleField.Location, true, "Barcelona"))).ShouldBeTrue();

    [Fact]
    public void D38_All_conditions_of_a_rule_must_hold_and_one_rule_of_the_team_is_enough()
    {
        var both = Rule(Logistics, On(RuleField.Area, false, "Logística"), On(RuleField.Position, false, "Cashier"));
        var drivers = Rule(Drivers, On(RuleField.Position, false, "Driver"));

        IsIn(Ana, both).ShouldBeFalse();
        IsIn(Ana, both, drivers).ShouldBeTrue();
        RunRules.On(Ana, With(both, drivers)).Single().Rule.ShouldBe(new RuleOrigin(Drivers, 3));
    }

    [Fact]
    public void R9_A_changed_attribute_moves_the_user_out_and_in()
    {
        var catalogue = Some.Catalogue with
        {
            Teams =
            [
                Some.Catalogue.Team(Some.Bakery)! with { Rules = [Rule(Logistics, On(RuleField.Location, false, "Barcelona"))], RulesVersion = 3 },
                Some.Catalogue.Team(Some.Night)! with { Rules = [Rule(Drivers, On(RuleField.Location, false, "Valencia"))], RulesVersion = 3 },
            ],
        };
        var before = Ana with { Teams = RunRules.On(Ana, catalogue) };
        var moved = before with { Location = new("valencia") };
        var after = moved with { Teams = RunRules.On(moved, catalogue) };

        before.Teams.Select(team => team.Team).ShouldBe([Some.Bakery]);
        after.Teams.Select(team => team.Team).ShouldBe([Some.Night]);
        var moves = RunRules.Moves(before, after);
        moves.Joined.ShouldBe([new(Some.Night, Drivers)]);
        moves.Left.ShouldBe([new(Some.Bakery, Logistics)]);
    }

    [Fact]
    public void R26_D39_A_rule_never_takes_out_who_was_put_in_by_hand_and_the_last_origin_ends_the_membership()
    {
        var rule = Rule(Logistics, On(RuleField.Area, false, "Logística"));
        var byHand = Ana with { Teams = [Some.In(Some.Bakery)] };
        var both = RunRules.On(byHand, With(rule)).Single();

        (both.ByHand, both.Rule).ShouldBe((true, new RuleOrigin(Logistics, 3)));
        var left = RunRules.On(byHand with { Area = new("Sales"), Teams = [both] }, With(rule)).Single();
        (left.ByHand, left.Rule).ShouldBe((true, null));
        RunRules.On(byHand with { Area = new("Sales"), Teams = [both with { ByHand = false }] }, With(rule)).ShouldBeEmpty();
    }

    [Fact]
    public void R6_D42_A_role_of_ones_own_survives_rules_running_again_and_a_rule_gives_the_teams_default()
    {
        var rule = Rule(Logistics, On(RuleField.Area, false, "Logística"));
        var joined = RunRules.On(Ana, With(rule)).Single();

        (joined.Role, joined.OwnRole, joined.ByHand).ShouldBe((TeamRole.Member, false, false));
        var raised = joined with { Role = TeamRole.Administrator, OwnRole = true };
        RunRules.On(Ana with { Teams = [raised] }, With(rule)).Single().ShouldBe(raised);
    }

    [Fact]
    public void Rules_of_seconds_ago_do_not_judge_what_newer_rules_made_nor_teams_that_they_do_not_know()
    {
        var newer = new TeamMembership(Some.Bakery, TeamRole.Member, false) { ByHand = false, Rule = new(Drivers, 4) };
        var unknown = new TeamMembership(new(Some.Id(77)), TeamRole.Member, false) { ByHand = false, Rule = new(Drivers, 1) };

        RunRules.On(Ana with { Teams = [newer, unknown] }, With()).ShouldBe([newer, unknown]);
        RunRules.On(Ana with { Teams = [newer with { Rule = new(Drivers, 3) }] }, With()).ShouldBeEmpty();
    }

    [Fact]
    public void Why_names_each_rule_each_condition_and_what_the_user_has()
    {
        var rule = Rule(Logistics, On(RuleField.Area, false, "logistica"), On(RuleField.Position, false, "Cashier"));
        var why = WhyMember.Of(Ana, With(rule).Team(Some.Bakery)!);

        (why.IsMember, why.ByHand, why.Rule).ShouldBe((false, false, null));
        var said = why.Rules.Single();
        said.Holds.ShouldBeFalse();
        said.Conditions.Select(condition => (condition.Holds, string.Join('|', condition.Values))).ShouldBe([(true, "Logística"), (false, "Driver")]);
    }

    private static bool IsIn(User user, params ImmutableArray<MembershipRule> rules) => RunRules.On(user, With(rules)).Any(team => team.Team == Some.Bakery);

    private static Catalogue With(params ImmutableArray<MembershipRule> rules) =>
        Some.Catalogue with { Teams = [Some.Catalogue.Team(Some.Bakery)! with { Rules = rules, RulesVersion = 3 }] };

    private static MembershipRule Rule(RuleId id, params ImmutableArray<RuleCondition> conditions) => new(id, 3, conditions);

    private static RuleCondition On(RuleField field, bool not, params ImmutableArray<string> values) => new(field, not, values);
}
