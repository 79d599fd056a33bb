using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Grouping;

public sealed class TeamTests
{
    private static readonly TeamId New = new(Some.Id(5));
    private static readonly TeamId Ovens = new(Some.Id(4));
    private static readonly string Bakery = Some.Bakery.ToString();
    private static readonly string Kitchen = Some.Kitchen.ToString();
    private static readonly string Night = Some.Night.ToString();

    /// <summary>Bakery, below it the kitchen, below that the ovens; the night shift apart.</summary>
    private static readonly Catalogue Deep = Some.Catalogue with { Teams = [.. Some.Catalogue.Teams, new(Ovens, "Ovens", Some.Kitchen, TeamRole.Member, [])] };
    private static readonly Actor Baker = Some.Baker with { Scope = [Some.Bakery, Some.Kitchen, Ovens] };

    [Fact]
    public void A_team_is_made_where_it_was_asked_for()
    {
        Create(Some.Account, new(" Mezcla  ", Kitchen, null)).ShouldBe(new(New, "Mezcla", Some.Kitchen, TeamRole.Member, []));
        Create(Some.Account, new("Top", null, "administrator")).ShouldBe(new(New, "Top", null, TeamRole.Administrator, []));
    }

    [Fact]
    public void D29_A_team_administrator_makes_teams_below_their_own_at_any_depth_and_none_at_the_top()
    {
        Create(Baker, new("Mezcla", Ovens.ToString(), null)).Parent.ShouldBe(Ovens);
        Outcome(Baker, new("Mezcla", null, null)).ShouldBeOfType<TeamOutcome.Forbidden>().Problem.Code.ShouldBe("team.top_level");
    }

    [Fact]
    public void R35_A_foreign_parent_is_as_unknown_as_one_that_is_not_there()
    {
        Problems(Outcome(Baker, new("Mezcla", Night, null))).ShouldBe([("team.unknown", "parent")]);
        Problems(Outcome(Baker, new("Mezcla", "0198", null))).ShouldBe([("team.unknown", "parent")]);
    }

    [Fact]
    public void D32_Names_are_unique_without_case_and_accents_also_against_teams_that_the_actor_cannot_see()
    {
        Outcome(Some.Account, new("PANADERIA", null, null)).ShouldBeOfType<TeamOutcome.Taken>();
        Outcome(Baker, new("night  SHIFT", Kitchen, null)).ShouldBeOfType<TeamOutcome.Taken>().Problem.ShouldBe(new("team.name.taken", "name"));
        Change(Some.Account, Some.Bakery, team => team with { Name = "kitchen" }).Outcome.ShouldBeOfType<TeamOutcome.Taken>();
        Changed(Some.Account, Some.Bakery, team => team with { Name = "PANADERIA" }).Name.ShouldBe("PANADERIA");
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once() =>
        Problems(Outcome(Some.Account, new("", "0198", "boss"))).ShouldBe([("text.missing", "name"), ("team.unknown", "parent"), ("team.unknown_role", "defaultRole")]);

    [Fact]
    public void D35_Members_see_each_other_unless_the_team_says_otherwise()
    {
        Create(Some.Account, new("Quiet", null, null, false)).MembersSeeEachOther.ShouldBeFalse();
        Changed(Baker, Some.Bakery, team => team with { MembersSeeEachOther = false }).MembersSeeEachOther.ShouldBeFalse();
        Change(Baker, Some.Bakery, team => team with { MembersSeeEachOther = null }).Changed.ShouldBeNull();
    }

    [Fact]
    public void R34_A_team_cannot_become_its_own_ancestor()
    {
        Problems(Change(Some.Account, Some.Bakery, team => team with { Parent = Ovens.ToString() }).Outcome).ShouldBe([("team.below_itself", "parent")]);
        Problems(Change(Some.Account, Some.Bakery, team => team with { Parent = Bakery }).Outcome).ShouldBe([("team.below_itself", "parent")]);
        Changed(Some.Account, Ovens, team => team with { Parent = null }).Parent.ShouldBeNull();
        Changed(Some.Account, Some.Bakery, team => team with { Parent = Night }).Parent.ShouldBe(Some.Night);
    }

    [Fact]
    public void A_team_administrator_moves_teams_only_within_their_own_tree()
    {
        Changed(Baker, Ovens, team => team with { Parent = Bakery }).Parent.ShouldBe(Some.Bakery);
        Change(Baker, Ovens, team => team with { Parent = null }).Outcome.ShouldBeOfType<TeamOutcome.Forbidden>().Problem.Code.ShouldBe("team.move_beyond");
        var below = Deep with { Teams = [.. Deep.Teams.Select(team => team.Id == Some.Bakery ? team with { Parent = Some.Night } : team), new(New, "Other", Some.Bakery, TeamRole.Member, [])] };
        Change(Baker with { Scope = [Some.Bakery, Some.Kitchen, Ovens, New] }, Some.Bakery, team => team with { Parent = null }, below).Outcome.ShouldBeOfType<TeamOutcome.Forbidden>();
    }

    [Fact]
    public void A_team_below_a_foreign_one_is_renamed_without_touching_its_place()
    {
        var below = Deep with { Teams = [.. Deep.Teams.Select(team => team.Id == Some.Bakery ? team with { Parent = Some.Night } : team)] };

        var team = Change(Baker, Some.Bakery, team => team with { Name = "Obrador" }, below).Changed.ShouldNotBeNull();

        (team.Name, team.Parent, team.Version).ShouldBe(("Obrador", Some.Night, 2));
    }

    [Fact]
    public void R4_A_foreign_team_is_not_found_and_another_version_is_stale()
    {
        Change(Baker, Some.Night, team => team with { Name = "X" }).Outcome.ShouldBeOfType<TeamOutcome.NotFound>();
        ChangeTeam.Decide(new(Some.Account, Some.Night, 2, team => team), Deep).Outcome.ShouldBeOfType<TeamOutcome.Stale>();
        ChangeTeam.Decide(new(Some.Account, Some.Night, 1, team => team), Deep).ShouldBe((null, new TeamOutcome.Done(Deep.Team(Some.Night)!)));
    }

    [Fact]
    public void D42_A_team_with_rules_cannot_make_its_members_administrators()
    {
        var ruled = Deep with { Teams = [Deep.Team(Some.Night)! with { Rules = [new(new(Some.Id(61)), 1, [new(RuleField.Area, false, ["x"])])] }] };

        Problems(Change(Some.Account, Some.Night, team => team with { DefaultRole = "administrator" }, ruled).Outcome).ShouldBe([("team.rules_make_members", "defaultRole")]);
    }

    [Fact]
    public void R7_A_link_is_made_and_ended_and_said_again_it_is_no_change()
    {
        var linked = Link(Some.Account, Some.NightChat, true).Changed.ShouldNotBeNull();

        (linked.RoleIn(Some.NightChat), linked.Version).ShouldBe((GroupRole.Member, 2));
        Link(Some.Account, Some.BakeryChat, true).Changed.ShouldBeNull();
        Link(Some.Account, Some.BakeryChat, false).Changed.ShouldNotBeNull().RoleIn(Some.BakeryChat).ShouldBeNull();
        Link(Some.Account, new(Some.Id(99)), true).Outcome.ShouldBeOfType<TeamOutcome.NoGroup>();
    }

    [Fact]
    public void A_link_carries_the_role_of_all_members_which_stays_unless_another_is_said()
    {
        Link(Some.Account, Some.NightChat, true, "writer").Changed.ShouldNotBeNull().RoleIn(Some.NightChat).ShouldBe(GroupRole.Writer);
        Link(Some.Account, Some.BakeryChat, true, "administrator").Changed.ShouldNotBeNull().ChatGroups.ShouldBe([new(Some.BakeryChat, GroupRole.Administrator), new(Some.NewsOfBakery)]);
        Problems(Link(Some.Account, Some.BakeryChat, true, "boss").Outcome).ShouldBe([("group.unknown_role", "role")]);

        var writers = Deep with { Teams = [Deep.Team(Some.Bakery)! with { ChatGroups = [new(Some.BakeryChat, GroupRole.Writer)] }] };
        LinkChatGroup.Decide(new(Some.Account, Some.Bakery, Some.BakeryChat, true), writers).Changed.ShouldBeNull();
    }

    [Fact]
    public void D36_A_team_administrator_links_only_groups_that_are_theirs()
    {
        Link(Baker, Some.NightChat, true).Outcome.ShouldBeOfType<TeamOutcome.NoGroup>();
        Link(Baker, Some.BakeryChat, false).Changed.ShouldNotBeNull();
        LinkChatGroup.Decide(new(Baker, Some.Night, Some.BakeryChat, true), Deep).Outcome.ShouldBeOfType<TeamOutcome.NotFound>();
        Link(Baker, Some.NewsOfNight, true).Outcome.ShouldBeOfType<TeamOutcome.NoGroup>();
        LinkChatGroup.Decide(new(Baker, Some.Bakery, Some.NewsOfNight, true), Deep, DirectMembers.InScope).Changed.ShouldNotBeNull();
    }

    private static Team Create(Actor actor, TeamDetails details) => CreateTeam.Decide(new(actor, details, null), Deep, New).Changed.ShouldNotBeNull();

    private static TeamOutcome Outcome(Actor actor, TeamDetails details) => CreateTeam.Decide(new(actor, details, null), Deep, New).Outcome;

    private static Team Changed(Actor actor, TeamId team, Func<TeamDetails, TeamDetails> edit) => Change(actor, team, edit).Changed.ShouldNotBeNull();

    private static (Team? Changed, TeamOutcome Outcome) Change(Actor actor, TeamId team, Func<TeamDetails, TeamDetails> edit, Catalogue? catalogue = null) =>
        ChangeTeam.Decide(new(actor, team, null, edit), catalogue ?? Deep);

    private static (Team? Changed, TeamOutcome Outcome) Link(Actor actor, ChatGroupId group, bool isLinked, string? role = null) =>
        LinkChatGroup.Decide(new(actor, Some.Bakery, group, isLinked, role), Deep);

    private static IEnumerable<(string, string?)> Problems(TeamOutcome outcome) => outcome.ShouldBeOfType<TeamOutcome.Refused>().Problems.Select(problem => (problem.Code, problem.Field));
}
