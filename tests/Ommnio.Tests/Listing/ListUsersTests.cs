using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Listing;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Listing;

/// <summary>What is asked for becomes sets of users: what is read is what may be seen.</summary>
public sealed class ListUsersTests
{
    private static readonly UserFilter InBakery = new UserFilter.InTeam(Some.Bakery);
    private static readonly UserFilter InKitchen = new UserFilter.InTeam(Some.Kitchen);
    private static readonly UserFilter InNight = new UserFilter.InTeam(Some.Night);

    [Fact]
    public void Without_filters_an_Account_Administrator_lists_everybody() => SetsOf(Some.Account, new()).ShouldBeEmpty();

    [Fact]
    public void R4_Without_filters_a_Team_Administrator_lists_the_union_of_their_teams() => SetsOf(Some.Baker, new()).ShouldBe(["{Bakery,Kitchen}"]);

    [Fact]
    public void R4_A_Team_Administrators_filters_meet_their_teams()
    {
        SetsOf(Some.Baker, new(Area: "Stores")).ShouldBe(["{InArea}", "{Bakery,Kitchen}"]);
        SetsOf(Some.Baker, new(Group: $"{Some.BakeryChat}")).ShouldBe(["{InChatGroup,Bakery}", "{Bakery,Kitchen}"]);
    }

    [Fact]
    public void A_team_of_the_actors_own_needs_no_other_limit() => SetsOf(Some.Baker, new(Team: $"{Some.Kitchen}", Area: "Stores")).ShouldBe(["{Kitchen}", "{InArea}"]);

    [Fact]
    public void The_members_of_a_chat_group_are_its_own_and_those_of_the_linked_teams()
    {
        SetsOf(Some.Account, new(Group: $"{Some.NightChat}")).ShouldBe(["{InChatGroup,Night}"]);
        SetsOf(Some.Account, new(Group: $"{Some.NewsOfNight}")).ShouldBe(["{InChatGroup}"]);
    }

    [Fact]
    public void Each_filter_is_a_set_and_the_group_comes_first() =>
        SetsOf(Some.Account, new(State: "active", Team: $"{Some.Night}", Group: $"{Some.NightChat}", Tag: "x", Area: "a", Location: "l", RelatedTo: $"{Some.Ana}"))
            .ShouldBe(["{InChatGroup,Night}", "{Night}", "{InState}", "{RelatedTo}", "{InArea}", "{At}", "{Tagged}"]);

    [Fact]
    public void The_teams_below_count_where_they_are_asked_for()
    {
        SetsOf(Some.Account, new(Team: $"{Some.Bakery}") { Below = true }).ShouldBe(["{Bakery,Kitchen}"]);
        SetsOf(Some.Account, new(Team: $"{Some.Bakery}")).ShouldBe(["{Bakery}"]);
    }

    [Fact]
    public void R35_A_foreign_team_or_group_is_answered_as_an_unknown_one()
    {
        foreach (var unknown in (string[])[$"{Some.Night}", $"{new TeamId(Some.Id(99))}", "Bakery", ""])
        {
            ProblemsOf(Some.Baker, new(Team: unknown)).ShouldBe([new("team.unknown", "team")]);
        }

        foreach (var unknown in (string[])[$"{Some.NightChat}", $"{Some.NewsOfNight}", $"{new ChatGroupId(Some.Id(99))}", "Bakers", ""])
        {
            ProblemsOf(Some.Baker, new(Group: unknown)).ShouldBe([new("group.unknown", "group")]);
        }
    }

    [Fact]
    public void R35_D36_A_chat_group_is_there_for_who_is_in_it_or_may_manage_it_and_for_nobody_else()
    {
        var half = Some.Catalogue with { Teams = [.. Some.Catalogue.Teams.Select(team => team.Id == Some.Night ? team with { ChatGroups = [new(Some.BakeryChat)] } : team)] };
        var member = Some.Baker with { Groups = Some.Baker.Groups.Add(Some.BakeryChat, GroupRole.Member) };
        var fields = new UserListFields(Group: $"{Some.BakeryChat}");

        ListUsers.Decide(Some.Baker, fields, half, DirectMembers.None, Some.Now).Problems.ShouldBe([new("group.unknown", "group")]);
        SetsOf(ListUsers.Decide(member, fields, half, DirectMembers.None, Some.Now)).ShouldBe(["{InChatGroup,Bakery}", "{Bakery,Kitchen}"]);
        SetsOf(ListUsers.Decide(Some.Baker, new(Group: $"{Some.NewsOfNight}"), half, DirectMembers.InScope, Some.Now)).ShouldBe(["{InChatGroup}", "{Bakery,Kitchen}"]);
    }

    [Fact]
    public void All_problems_are_told_at_once_and_a_blank_filter_is_one() =>
        ProblemsOf(Some.Account, new(State: "Active", Team: "x", Group: "x", Tag: " ", Area: "", Location: new('l', 101), RelatedTo: "x", Sort: "age")).ShouldBe(
            [
                new("group.unknown", "group"), new("team.unknown", "team"), new("list.unknown_state", "state"), new("manager.unknown", "relatedTo"),
                new("text.missing", "area"), new("text.too_long", "location", "100"), new("text.missing", "tag"), new("list.unknown_sort", "sort"),
            ]);

    [Fact]
    public void By_code_only_the_whole_list_is_sorted()
    {
        ProblemsOf(Some.Account, new(Sort: "code")).ShouldBeEmpty();
        ProblemsOf(Some.Account, new(Sort: "name", Area: "a")).ShouldBeEmpty();
        foreach (var (actor, fields) in (IEnumerable<(Actor, UserListFields)>)[(Some.Account, new(Area: "a")), (Some.Account, new(Text: "a")), (Some.Baker, new())])
        {
            ProblemsOf(actor, fields with { Sort = "code" }).ShouldBe([new("list.sort_with_filter", "sort")]);
        }
    }

    [Fact]
    public void Two_questions_never_look_alike()
    {
        string[] asked =
        [
            .. ((IEnumerable<UserListFields>)[new(), new(Sort: "code"), new(Area: "a"), new(Location: "a"), new(Tag: "a"), new(Area: "a", Location: "b"), new(Area: "b", Location: "a"), new(State: "active"), new(State: "inactive"), new(Team: $"{Some.Bakery}"), new(Team: $"{Some.Kitchen}"), new(Team: $"{Some.Bakery}") { Below = true }, new(Team: $"{Some.Kitchen}") { Below = true }])
                .Select(fields => Decide(Some.Account, fields).Query!.Asked),
        ];

        asked.Distinct().Count().ShouldBe(asked.Length);
        Decide(Some.Account, new()).Query!.Asked.ShouldBe(Decide(Some.Baker, new(Sort: "name")).Query!.Asked);
    }

    [Fact]
    public void The_text_is_folded() => Decide(Some.Account, new(Text: "  GARCÍA  López ")).Query!.Text.ShouldBe("garcia lopez");

    [Fact]
    public void Without_a_text_everybody_is_meant() => Decide(Some.Account, new()).Query!.Text.ShouldBeEmpty();

    private static (UserQuery? Query, IReadOnlyList<Problem> Problems) Decide(Actor actor, UserListFields fields) => ListUsers.Decide(actor, fields, Some.Catalogue, DirectMembers.None, Some.Now);

    private static IReadOnlyList<Problem> ProblemsOf(Actor actor, UserListFields fields) => Decide(actor, fields).Problems;

    private static IEnumerable<string> SetsOf(Actor actor, UserListFields fields) => SetsOf(Decide(actor, fields));

    private static IEnumerable<string> SetsOf((UserQuery? Query, IReadOnlyList<Problem> Problems) decided) =>
        decided.Query!.InEach.Select(set => $"{{{string.Join(',', set.Select(Name))}}}");

    private static string Name(UserFilter filter) =>
        filter == InBakery ? "Bakery" : filter == InKitchen ? "Kitchen" : filter == InNight ? "Night" : filter.GetType().Name;
}
