using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Listing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Tests.Listing;
using Ommnio.Tests.Registering;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Grouping;

/// <summary>Who is in a team or a chat group, as far as the actor may know.</summary>
public sealed class ListingMembersTests
{
    private static readonly User Cook = Some.User() with { Teams = [Some.In(Some.Kitchen, TeamRole.Administrator), Some.In(Some.Bakery), Some.In(Some.Night)] };
    private static readonly User Owl = Some.User(Some.Bea) with { Teams = [Some.In(Some.Night)] };

    private readonly OneUser company = new(Cook, Owl);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_teams_members_are_listed_with_their_place_in_it_alone()
    {
        var list = new OneList(Cook);

        var member = (await Team(list, Some.Account, Some.Bakery)).ShouldBeOfType<ListTeamMembersOutcome.Listed>().Page.Items.ShouldHaveSingleItem();

        (member.User.Id, member.Role).ShouldBe((Some.Ana, TeamRole.Member));
        member.In.ShouldBe([Some.In(Some.Bakery)]);
        FiltersOf(list).ShouldBe([new UserFilter.InTeam(Some.Bakery)]);
    }

    [Fact]
    public async Task With_the_teams_below_each_is_listed_once_with_the_strongest_role()
    {
        var list = new OneList(Cook);

        var member = (await Team(list, Some.Account, Some.Bakery, below: true)).ShouldBeOfType<ListTeamMembersOutcome.Listed>().Page.Items.ShouldHaveSingleItem();

        member.Role.ShouldBe(TeamRole.Administrator);
        member.In.ShouldBe([Some.In(Some.Kitchen, TeamRole.Administrator), Some.In(Some.Bakery)]);
        FiltersOf(list).ShouldBe([new UserFilter.InTeam(Some.Bakery), new UserFilter.InTeam(Some.Kitchen)], ignoreOrder: true);
    }

    [Fact]
    public async Task A_cursor_opens_only_the_list_that_it_came_from()
    {
        var list = new OneList();

        await Team(list, Some.Account, Some.Bakery);
        await Team(list, Some.Account, Some.Bakery, below: true);
        await Team(list, Some.Account, Some.Kitchen);
        await Group(list, Some.Account, Some.BakeryChat);
        await Group(list, Some.Account, Some.NightChat);

        list.Asked.Select(asked => asked.Query.Asked).Distinct().Count().ShouldBe(5);
        (await Team(list, Some.Account, Some.Bakery, after: OneList.NoCursor)).ShouldBeOfType<ListTeamMembersOutcome.BadCursor>();
        (await Group(list, Some.Account, Some.NightChat, OneList.NoCursor)).ShouldBeOfType<ListGroupMembersOutcome.BadCursor>();
    }

    [Fact]
    public async Task R35_A_foreign_team_or_chat_group_is_as_one_that_is_not_there()
    {
        var list = new OneList(Owl);

        (await Team(list, Some.Baker, Some.Night)).ShouldBeOfType<ListTeamMembersOutcome.NotFound>();
        (await Team(list, Some.Account, new(Some.Id(99)))).ShouldBeOfType<ListTeamMembersOutcome.NotFound>();
        (await Group(list, Some.Baker, Some.NightChat)).ShouldBeOfType<ListGroupMembersOutcome.NotFound>();
        (await Group(list, Some.Account, new(Some.Id(99)))).ShouldBeOfType<ListGroupMembersOutcome.NotFound>();
        list.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_chat_groups_members_are_its_own_and_those_of_the_linked_teams()
    {
        var list = new OneList(Owl, Some.User());

        var member = (await Group(list, Some.Account, Some.NightChat)).ShouldBeOfType<ListGroupMembersOutcome.Listed>().Page.Items.ShouldHaveSingleItem();

        (member.User.Id, member.Place.Direct, member.Place.Through.Single().Id).ShouldBe((Some.Bea, null, Some.Night));
        FiltersOf(list).ShouldBe([new UserFilter.InChatGroup(Some.NightChat), new UserFilter.InTeam(Some.Night)]);
    }

    [Fact]
    public async Task D25_A_Team_Administrator_is_shown_those_whom_they_may_see()
    {
        var list = new OneList(Cook);

        await Group(list, Some.Baker, Some.BakeryChat);

        list.Asked[^1].Query.InEach.Count.ShouldBe(2);
        list.Asked[^1].Query.InEach[1].ShouldBe(Authority.SeenIn(Some.Baker)!);
    }

    [Fact]
    public async Task D36_Whose_the_direct_members_are_is_read_only_where_it_matters()
    {
        (await Direct(Cook, Some.Account, Some.NewsOfNight)).ShouldBe((DirectMembers.None, 0));
        (await Direct(Cook, Some.Baker with { Scope = [] }, Some.NewsOfNight)).ShouldBe((DirectMembers.None, 0));
        (await Direct(Cook, Some.Baker, new(Some.Id(99)))).ShouldBe((DirectMembers.None, 0));
        (await Direct(Cook, Some.Baker, Some.NightChat)).ShouldBe((DirectMembers.None, 0));

        (await Direct(null, Some.Baker, Some.NewsOfNight)).ShouldBe((DirectMembers.None, 1));
        (await Direct(Cook, Some.Baker, Some.NewsOfNight)).ShouldBe((DirectMembers.InScope, 1));
        (await Direct(Owl, Some.Baker, Some.NewsOfNight)).ShouldBe((DirectMembers.SomeForeign, 1));
    }

    [Fact]
    public async Task Who_administers_a_team_is_asked_of_its_administrators_alone()
    {
        var list = new OneList(Cook);

        (await new TeamAdministrators(list).OfAsync(Some.Organisation, Some.Kitchen, Token)).ShouldHaveSingleItem().Id.ShouldBe(Some.Ana);
        (FiltersOf(list).Single(), list.Asked[0].Limit).ShouldBe((new UserFilter.Administrating(Some.Kitchen), 100));
    }

    [Fact]
    public async Task Chat_groups_are_found_by_name_and_only_those_that_the_actor_may_see()
    {
        var find = new FindChatGroups(company, new(company, new OneList(Cook)));

        (await find.AllAsync(Some.Account, Token)).Select(group => group.Id).ShouldBe([Some.BakeryChat, Some.NewsOfBakery, Some.NewsOfNight, Some.NightChat]);
        (await find.AllAsync(Some.Baker, Token)).Select(group => group.Id).ShouldBe([Some.BakeryChat, Some.NewsOfBakery]);
        (await find.ByIdAsync(Some.Account, Some.NightChat, Token))!.Name.ShouldBe("Owls");
        (await find.ByIdAsync(Some.Baker, Some.NewsOfNight, Token)).ShouldNotBeNull();
        (await find.ByIdAsync(Some.Baker, Some.NightChat, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task R7_Who_is_in_by_a_team_alone_stays_and_who_is_also_in_by_themselves_is_told_so()
    {
        (await Set(Some.Account, Some.NightChat, isMember: false)).ShouldBeOfType<SetGroupMemberOutcome.ThroughTeam>().Problem.Args.ShouldBe(["Night shift"]);
        company.Changed.ShouldBeEmpty();

        var both = new OneUser(Cook with { ChatGroups = [new(Some.NightChat)] });
        var changed = (await Set(Some.Account, Some.NightChat, isMember: false, both)).ShouldBeOfType<SetGroupMemberOutcome.User>().Outcome.ShouldBeOfType<ChangeUserOutcome.Changed>();
        changed.User.ChatGroups.ShouldBeEmpty();
        changed.Warnings.ShouldContain(warning => warning.Code == "group.stays_by_team" && warning.Field == "chatGroups" && warning.Args.Single() == "Owls");
    }

    [Fact]
    public async Task D36_Who_may_manage_a_group_by_its_members_puts_somebody_into_it()
    {
        var changed = (await Set(Some.Baker, Some.NewsOfNight, isMember: true, role: "writer")).ShouldBeOfType<SetGroupMemberOutcome.User>().Outcome.ShouldBeOfType<ChangeUserOutcome.Changed>();

        changed.User.ChatGroups.ShouldBe([new(Some.NewsOfNight, GroupRole.Writer)]);
        changed.Warnings.ShouldBeEmpty();
        (await Set(Some.Baker, Some.NightChat, isMember: true)).ShouldBeOfType<SetGroupMemberOutcome.NoGroup>();
        company.Changed.Count.ShouldBe(1);
    }

    private static IReadOnlyList<UserFilter> FiltersOf(OneList list) => list.Asked[^1].Query.InEach[0];

    private async Task<(DirectMembers Whose, int Reads)> Direct(User? member, Actor actor, ChatGroupId group)
    {
        var list = new OneList(member is null ? [] : [member]);
        return (await new DirectMembersOf(company, list).FindAsync(actor, group, Token), list.Asked.Count);
    }

    private Task<ListTeamMembersOutcome> Team(OneList list, Actor actor, TeamId team, bool below = false, string? after = null) =>
        new ListTeamMembers(company, list).HandleAsync(new(actor, team, below, 20, after), Token);

    private Task<ListGroupMembersOutcome> Group(OneList list, Actor actor, ChatGroupId group, string? after = null) =>
        new ListGroupMembers(company, list, new(company, list)).HandleAsync(new(actor, group, 20, after), Token);

    private Task<SetGroupMemberOutcome> Set(Actor actor, ChatGroupId group, bool isMember, OneUser? users = null, string? role = null)
    {
        var of = users ?? company;
        var change = new ChangeUser(of, of, new CountedIds(), new FakeTimeProvider(Some.Now));
        return new SetGroupMember(of, change, new(of), new(of, new OneList(Cook))).HandleAsync(new(actor, group, Some.Ana, null, isMember, role), Token);
    }
}
