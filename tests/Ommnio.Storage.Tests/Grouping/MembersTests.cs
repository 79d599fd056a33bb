using System.Collections.Immutable;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Listing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Faults;
using Ommnio.Storage.Tests.Organisations;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Grouping;

/// <summary>Who is in a team or a chat group: merged from the rows of users while it is read, and never stored anywhere else.</summary>
public sealed class MembersTests(SharedAzurite azurite) : StorageTests(azurite), IAsyncLifetime
{
    private static readonly ChatGroupId All = new(Guid.CreateVersion7());
    private static readonly ChatGroupId Other = new(Guid.CreateVersion7());
    private static readonly Team Shops = new(new(Guid.CreateVersion7()), "Shops", null, TeamRole.Member, [new(All)]);
    private static readonly Team Bakery = new(new(Guid.CreateVersion7()), "Bakery", Shops.Id, TeamRole.Member, [new(All, GroupRole.Writer)]);
    private static readonly Team Trucks = new(new(Guid.CreateVersion7()), "Trucks", null, TeamRole.Member, [new(All)]);
    private static readonly Team Yard = new(new(Guid.CreateVersion7()), "Yard", null, TeamRole.Member, []);

    // The issue speaks of ten thousand; the figures are the same for any size, and the storage of the tests fills slowly.
    private static readonly int Size = int.TryParse(Environment.GetEnvironmentVariable("OMMNIO_TEAM_SIZE"), out var size) ? size : 150;
    private Actor account = null!;
    private Actor baker = null!;

    private DirectMembersOf Direct => new(Get<ICatalogues>(), Get<IUserLists>());

    public async ValueTask InitializeAsync()
    {
        account = new(Organisation, null, WayIn.Api, null);
        baker = new(Organisation, new(Guid.CreateVersion7()), WayIn.Api, [Bakery.Id]);
        var demo = CatalogueTests.Demo(Organisation);
        await Get<IOrganisations>().CreateAsync(demo with { Teams = [Shops, Bakery, Trucks, Yard], ChatGroups = [new(All, "All", ChatGroupKind.Open, null), new(Other, "Other", ChatGroupKind.Open, null)] }, Token);
    }

    [Fact]
    public async Task R7_D44_A_groups_members_come_directly_and_through_teams_each_once_with_the_strongest_role()
    {
        await AddAsync("Ana", user => user with { ChatGroups = [new(All, GroupRole.Administrator)] });
        await AddAsync("Bea", user => user with { Teams = [new(Bakery.Id, TeamRole.Member, false), new(Trucks.Id, TeamRole.Member, false)], SignedUpAt = Time.GetUtcNow() });
        await AddAsync("Eva", user => user with { Teams = [new(Bakery.Id, TeamRole.Administrator, true)], ChatGroups = [new(All), new(Other)] });
        await AddAsync("Ida", user => user with { Teams = [new(Yard.Id, TeamRole.Member, false)] });

        var members = await GroupAsync(account);

        members.Select(member => (member.User.Name.First, member.Place.Direct, member.Place.Role, member.User.HasSignedUp, Through: string.Join(' ', member.Place.Through.Select(team => team.Name)))).ShouldBe(
        [
            ("Ana", GroupRole.Administrator, GroupRole.Administrator, false, ""),
            ("Bea", null, GroupRole.Writer, true, "Bakery Trucks"),
            ("Eva", GroupRole.Member, GroupRole.Writer, false, "Bakery"),
        ]);
        (await PagesAsync(after => Members().HandleAsync(new(account, All, 1, after), Token))).ShouldBe(members.Select(member => member.User.Id));
    }

    [Fact]
    public async Task D25_A_team_administrator_is_shown_whom_they_may_see_and_no_foreign_team()
    {
        var owner = baker with { Groups = ImmutableDictionary<ChatGroupId, GroupRole>.Empty.Add(All, GroupRole.Administrator) };
        await AddAsync("Ana", user => user with { ChatGroups = [new(All)], Teams = [new(Yard.Id, TeamRole.Member, false)] });
        await AddAsync("Bea", user => user with { Teams = [new(Bakery.Id, TeamRole.Member, false), new(Trucks.Id, TeamRole.Member, false)] });
        await AddAsync("Eva", user => user with { Teams = [new(Trucks.Id, TeamRole.Member, false)] });

        (await GroupAsync(owner)).Select(member => (member.User.Name.First, string.Join(' ', member.Place.Through.Select(team => team.Name)))).ShouldBe([("Bea", "Bakery")]);
        (await Members().HandleAsync(new(baker, All, 10, null), Token)).ShouldBeOfType<ListGroupMembersOutcome.NotFound>();
    }

    [Fact]
    public async Task D31_A_teams_members_are_its_own_and_with_all_below_each_is_listed_once()
    {
        await AddAsync("Ana", user => user with { Teams = [new(Shops.Id, TeamRole.Member, false), new(Bakery.Id, TeamRole.Administrator, true), new(Yard.Id, TeamRole.Administrator, true)] });
        await AddAsync("Bea", user => user with { Teams = [new(Bakery.Id, TeamRole.Member, false) { ByHand = false, Rule = new(new(Guid.CreateVersion7()), 1) }] });

        (await TeamAsync(account, Shops, below: false)).ShouldBe([("Ana", TeamRole.Member, 1)]);
        (await TeamAsync(account, Shops, below: true)).ShouldBe([("Ana", TeamRole.Administrator, 2), ("Bea", TeamRole.Member, 1)]);
        (await TeamAsync(baker, Bakery, below: true)).Count.ShouldBe(2);
        (await OfTeams().HandleAsync(new(baker, Shops.Id, false, 10, null), Token)).ShouldBeOfType<ListTeamMembersOutcome.NotFound>();
        (await OfTeams().HandleAsync(new(account, Shops.Id, false, 10, "not ours"), Token)).ShouldBeOfType<ListTeamMembersOutcome.BadCursor>();
    }

    [Fact]
    public async Task A_teams_administrators_are_one_small_request_however_many_members_it_has()
    {
        var add = Enumerable.Range(0, 30).Select(n => AddAsync($"Member {n}", user => user with { Teams = [new(Bakery.Id, TeamRole.Member, false)] }));
        await Task.WhenAll(add);
        await AddAsync("Zoe", user => user with { Teams = [new(Bakery.Id, TeamRole.Administrator, true), new(Shops.Id, TeamRole.Member, false)] });
        Requests.Clear();

        var found = await new TeamAdministrators(Get<IUserLists>()).OfAsync(Organisation, Bakery.Id, Token);

        found.ShouldHaveSingleItem().Name.First.ShouldBe("Zoe");
        (Requests.Kinds.Count, Requests.Entities).ShouldBe((1, 1));
        (await new TeamAdministrators(Get<IUserLists>()).OfAsync(Organisation, Shops.Id, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_of_a_hundred_members_of_a_group_fed_by_three_large_teams_touches_at_most_four_hundred_and_fifty_rows()
    {
        var teams = new[] { Shops, Bakery, Trucks };
        await Parallel.ForEachAsync(Enumerable.Range(0, 3 * Size), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (n, _) =>
            await AddAsync($"Member {(n * 7919) % (3 * Size):D6}", user => user with { Teams = [new(teams[n % 3].Id, TeamRole.Member, false)] }));
        Requests.Clear();

        var page = (await Members().HandleAsync(new(account, All, 100, null), Token)).ShouldBeOfType<ListGroupMembersOutcome.Listed>().Page;

        page.Items.Count.ShouldBe(100);
        page.Items.Select(member => member.User.Name.First).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
        TestContext.Current.TestOutputHelper?.WriteLine($"{3 * Size} members: {Requests.Entities} rows in {Requests.Kinds.Count} requests");
        Requests.Entities.ShouldBeInRange(100, 450);

        Requests.Clear();
        (await new LinkChatGroup(Get<ICatalogues>(), Direct).HandleAsync(new(account, Shops.Id, Other, true), Token)).ShouldBeOfType<TeamOutcome.Done>();
        Requests.Kinds.ShouldBe([RequestKind.Read, RequestKind.Query, RequestKind.Transaction]);
        (await Members().HandleAsync(new(account, Other, 100, null), Token)).ShouldBeOfType<ListGroupMembersOutcome.Listed>().Page.Items.Count.ShouldBe(100);
    }

    [Fact]
    public async Task D36_Whose_the_direct_members_are_is_looked_at_only_where_it_matters()
    {
        await AddAsync("Ana", user => user with { ChatGroups = [new(Other)], Teams = [new(Bakery.Id, TeamRole.Member, false)] });
        (await Direct.FindAsync(baker, Other, Token)).ShouldBe(DirectMembers.InScope);
        await AddAsync("Zoe", user => user with { ChatGroups = [new(Other)] });
        (await Direct.FindAsync(baker, Other, Token)).ShouldBe(DirectMembers.SomeForeign);
        (await Direct.FindAsync(baker, new(Guid.CreateVersion7()), Token)).ShouldBe(DirectMembers.None);

        Requests.Clear();
        await Direct.FindAsync(account, Other, Token);
        await Direct.FindAsync(baker, All, Token);
        await Direct.FindAsync(baker with { Groups = ImmutableDictionary<ChatGroupId, GroupRole>.Empty.Add(Other, GroupRole.Administrator) }, Other, Token);
        Requests.Kinds.ShouldBeEmpty();
    }

    private ListGroupMembers Members() => new(Get<ICatalogues>(), Get<IUserLists>(), Direct);

    private ListTeamMembers OfTeams() => new(Get<ICatalogues>(), Get<IUserLists>());

    private async Task<IReadOnlyList<GroupMember>> GroupAsync(Actor actor) =>
        (await Members().HandleAsync(new(actor, All, 100, null), Token)).ShouldBeOfType<ListGroupMembersOutcome.Listed>().Page.Items;

    private async Task<List<(string, TeamRole, int)>> TeamAsync(Actor actor, Team team, bool below) =>
        [.. (await OfTeams().HandleAsync(new(actor, team.Id, below, 100, null), Token)).ShouldBeOfType<ListTeamMembersOutcome.Listed>().Page.Items.Select(member => (member.User.Name.First, member.Role, member.In.Length))];

    private static async Task<List<UserId>> PagesAsync(Func<string?, Task<ListGroupMembersOutcome>> read)
    {
        List<UserId> users = [];
        string? after = null;
        do
        {
            var page = (await read(after)).ShouldBeOfType<ListGroupMembersOutcome.Listed>().Page;
            users.AddRange(page.Items.Select(member => member.User.Id));
            after = page.Next;
        }
        while (after is not null);
        return users;
    }

    private async Task AddAsync(string name, Func<User, User> edit) =>
        (await Get<IUsers>().AddAsync(Organisation, Some.New(edit(Some.User(name, "Gil"))), Token)).ShouldBeOfType<Adding.Added>();
}
