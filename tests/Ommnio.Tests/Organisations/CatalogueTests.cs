using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Organisations;

public sealed class CatalogueTests
{
    [Fact]
    public void D32_A_team_is_found_by_its_name_without_case_and_accents()
    {
        Some.Catalogue.TeamNamed(" PANADERIA ")!.Id.ShouldBe(Some.Bakery);
        Some.Catalogue.TeamNamed("Panader").ShouldBeNull();
        Some.Catalogue.TeamNamed("").ShouldBeNull();
    }

    [Fact]
    public void A_team_or_chat_group_is_found_by_its_id_and_one_that_is_gone_is_not()
    {
        (Some.Catalogue.Team(Some.Night)?.Name, Some.Catalogue.ChatGroup(Some.NightChat)?.Name).ShouldBe(("Night shift", "Owls"));
        (Some.Catalogue.Team(new(Some.Id(99))), Some.Catalogue.ChatGroup(new(Some.Id(99)))).ShouldBe((null, null));
    }

    [Fact]
    public void Labels_are_told_apart_by_what_they_are_for()
    {
        KnownLabel area = new(LabelKind.Area, new("Stores"), []), position = new(LabelKind.Position, new("Stores"), ["Shops"]);

        (Some.Catalogue with { Labels = [area, position] }).LabelsOf(LabelKind.Position).ShouldBe([position]);
    }

    [Fact]
    public void D43_A_name_may_stand_for_several_chat_groups() =>
        Some.Catalogue.ChatGroupsNamed("NEWS").Select(group => group.Id).ShouldBe([Some.NewsOfBakery, Some.NewsOfNight]);

    [Fact]
    public void The_teams_below_a_team_are_all_of_its_tree_and_a_circle_ends()
    {
        var ovens = new Team(new TeamId(Some.Id(4)), "Ovens", Some.Kitchen, TeamRole.Member, []);
        var deep = Some.Catalogue with { Teams = [.. Some.Catalogue.Teams, ovens] };
        var circle = Some.Catalogue with { Teams = [new(Some.Bakery, "A", Some.Kitchen, TeamRole.Member, []), new(Some.Kitchen, "B", Some.Bakery, TeamRole.Member, [])] };

        deep.WithDescendants([Some.Bakery]).ShouldBe([Some.Bakery, Some.Kitchen, ovens.Id], ignoreOrder: true);
        deep.WithDescendants([Some.Kitchen]).ShouldBe([Some.Kitchen, ovens.Id], ignoreOrder: true);
        circle.WithDescendants([Some.Bakery]).ShouldBe([Some.Bakery, Some.Kitchen], ignoreOrder: true);
    }

    [Fact]
    public void R7_D44_Groups_come_directly_and_through_teams_each_once_in_the_order_of_names()
    {
        var groups = Some.Catalogue.GroupsOf([new(Some.NightChat, GroupRole.Writer), new(Some.BakeryChat)], [Some.Bakery, Some.Kitchen]);

        groups.Select(group => (group.Group.Name, group.Direct, Through: string.Join(' ', group.Through.Select(team => team.Name))))
            .ShouldBe([("Bakers", GroupRole.Member, "Panadería"), ("News", null, "Panadería"), ("Owls", GroupRole.Writer, "")]);
    }

    [Theory]
    [InlineData(null, GroupRole.Member, GroupRole.Member, GroupRole.Member)]
    [InlineData(null, GroupRole.Member, GroupRole.Writer, GroupRole.Writer)]
    [InlineData(GroupRole.Writer, GroupRole.Member, GroupRole.Member, GroupRole.Writer)]
    [InlineData(GroupRole.Writer, GroupRole.Administrator, GroupRole.Member, GroupRole.Administrator)]
    [InlineData(GroupRole.Administrator, GroupRole.Writer, GroupRole.Writer, GroupRole.Administrator)]
    public void D44_Where_several_origins_meet_the_strongest_role_wins_and_all_origins_are_kept(GroupRole? direct, GroupRole bakery, GroupRole kitchen, GroupRole effective)
    {
        var linked = Some.Catalogue with
        {
            Teams = [Some.Catalogue.Team(Some.Bakery)! with { ChatGroups = [new(Some.BakeryChat, bakery)] }, Some.Catalogue.Team(Some.Kitchen)! with { ChatGroups = [new(Some.BakeryChat, kitchen)] }],
        };

        var group = linked.GroupsOf(direct is { } role ? [new(Some.BakeryChat, role)] : [], [Some.Bakery, Some.Kitchen]).ShouldHaveSingleItem();

        (group.Direct, group.Role).ShouldBe((direct, effective));
        group.Through.Select(team => team.Id).ShouldBe([Some.Bakery, Some.Kitchen]);
    }

    [Fact]
    public void A_team_or_group_that_is_gone_brings_nothing() => Some.Catalogue.GroupsOf([new(new(Some.Id(99)))], [new TeamId(Some.Id(99))]).ShouldBeEmpty();
}
