using System.Globalization;
using Azure.Data.Tables;
using Ommnio.Core.Grouping;
using Ommnio.Core.Listing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tables;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Listing;

/// <summary>
/// What lists cost in requests and rows: it follows the page that is asked for, not how many users there are, so each is counted in
/// two organisations of different sizes. <c>OMMNIO_LIST_SIZE</c> makes the larger one larger: members of each team, 1,000 unless said.
/// </summary>
public sealed class ListCostTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private static readonly int Size = int.Parse(Environment.GetEnvironmentVariable("OMMNIO_LIST_SIZE") ?? "1000", CultureInfo.InvariantCulture);
    private static readonly TeamId[] Teams = [.. Enumerable.Range(1, 3).Select(number => new TeamId(new Guid(number, 0, 0, new byte[8])))];
    private static readonly ChatGroupId Group = new(new Guid(9, 0, 0, new byte[8]));
    private static readonly UserId Boss = new(new Guid(8, 0, 0, new byte[8]));
    private static readonly UserFilter[] Members = [new UserFilter.InChatGroup(Group), .. Teams.Select(team => new UserFilter.InTeam(team))];

    // What is asked for, how many requests a page of ten takes, and how many rows they bring: one more than the page, to know
    // whether there is a next. Of the active the storage itself looks at more: at those who signed up and are inactive.
    private static readonly (string List, int Requests, int Rows)[] Costs =
    [
        ("everybody", 1, 11),
        ("by first name", 1, 11),
        ("by last name", 2, 11),
        ("team", 1, 11),
        ("area", 1, 11),
        ("location", 1, 11),
        ("tag", 1, 11),
        ("related to", 1, 11),
        ("pending", 1, 11),
        ("active", 1, 11),
        ("by code", 1, 11),
        ("two filters", 4, 66),
        ("three filters", 9, 231),
        ("a Team Administrator", 3, 30),
        ("a Team Administrator by last name", 4, 100),
        ("a Team Administrator with a filter", 4, 41),
    ];

    [Fact]
    public async Task A_page_costs_the_same_however_many_users_there_are()
    {
        foreach (var users in (int[])[300, 600])
        {
            var organisation = await CompanyAsync(users);
            List<(string, int, int)> costs = [];
            foreach (var (list, _, _) in Costs)
            {
                var (requests, rows) = await CostAsync(() => ListAsync(organisation, list));
                costs.Add((list, requests, rows));
            }

            costs.ShouldBe(Costs);
        }
    }

    [Fact]
    public async Task A_page_of_100_members_of_a_group_fed_by_three_teams_reads_at_most_450_rows_whatever_their_size()
    {
        var (small, large) = (await GroupAsync(Size / 5, shared: false), await GroupAsync(Size, shared: false));

        var cost = await CostAsync(() => MembersAsync(large, 100));
        cost.Rows.ShouldBeLessThanOrEqualTo(450);
        cost.Requests.ShouldBeLessThanOrEqualTo(8);
        (await CostAsync(() => MembersAsync(small, 100))).ShouldBe(cost);
        TestContext.Current.SendDiagnosticMessage($"A page of 100 of 3 x {Size}: {cost.Requests} requests, {cost.Rows} rows.");
    }

    [Fact]
    public async Task Also_when_everybody_is_in_all_three_teams()
    {
        var organisation = await GroupAsync(Size / 5, shared: true);

        var cost = await CostAsync(async () => (await MembersAsync(organisation, 100)).Items.ShouldAllBe(item => item.Via.Count >= 3));

        cost.Rows.ShouldBeLessThanOrEqualTo(450);
    }

    [Fact]
    public async Task A_few_who_are_in_a_large_team_too_are_found_by_leaps()
    {
        var organisation = await StoreAsync(
            Enumerable.Range(0, Size).Select(number => Member(number) with { Teams = [In(0)], Tags = number % (Size / 10) == 5 ? [new("few")] : [] }), key => key.StartsWith("p:t", StringComparison.Ordinal));

        var cost = await CostAsync(async () =>
            (await Get<IUserLists>().ByNameAsync(organisation, new("", "", [[Members[1]], [new UserFilter.Tagged(new("few"))]]), 100, null, Token))!.Items.Count.ShouldBe(10));

        cost.Requests.ShouldBeLessThanOrEqualTo(15);
        cost.Rows.ShouldBeLessThanOrEqualTo(101 + 10 + 260);
    }

    [Fact]
    public async Task Where_filters_have_nobody_in_common_a_page_ends_short_and_goes_on()
    {
        var organisation = await StoreAsync(Enumerable.Range(0, 4_000).Select(number => Member(number) with { Teams = [In(number % 2)] }), key => key.StartsWith("p:team", StringComparison.Ordinal));
        var query = new UserQuery("", "", [[Members[1]], [Members[2]]]);
        var (pages, next) = (0, (string?)null);
        do
        {
            var cost = await CostAsync(async () =>
            {
                var page = (await Get<IUserLists>().ByNameAsync(organisation, query, 9, next, Token))!;
                page.Items.ShouldBeEmpty();
                next = page.Next;
            });
            cost.Requests.ShouldBeLessThanOrEqualTo(35);
            pages++;
        }
        while (next is not null);

        pages.ShouldBeInRange(2, 10);
    }

    private async Task<Page<ListedUser>> ListAsync(OrganisationId organisation, string list)
    {
        IReadOnlyList<UserFilter> all = [.. Members.Skip(1)];
        (string Text, IReadOnlyList<UserFilter>[] Sets) asked = list switch
        {
            "by first name" => ("user 0", []),
            "by last name" => ("1", []),
            "team" => ("", [[Members[1]]]),
            "area" => ("", [[new UserFilter.InArea(new("even"))]]),
            "location" => ("", [[new UserFilter.At(new("here"))]]),
            "tag" => ("", [[new UserFilter.Tagged(new("even"))]]),
            "related to" => ("", [[new UserFilter.RelatedTo(Boss)]]),
            "pending" => ("", [[new UserFilter.InState(UserState.Pending, Some.Now)]]),
            "active" => ("", [[new UserFilter.InState(UserState.Active, Some.Now)]]),
            "two filters" => ("", [[Members[1]], [new UserFilter.InArea(new("even"))]]),
            "three filters" => ("", [[Members[1]], [new UserFilter.InArea(new("even"))], [new UserFilter.At(new("here"))]]),
            "a Team Administrator" => ("", [all]),
            "a Team Administrator by last name" => ("1", [all]),
            "a Team Administrator with a filter" => ("", [[new UserFilter.InArea(new("even"))], all]),
            _ => ("", []),
        };
        var page = list == "by code"
            ? await Get<IUserLists>().ByCodeAsync(organisation, 10, null, Token)
            : await Get<IUserLists>().ByNameAsync(organisation, new("", asked.Text, asked.Sets), 10, null, Token);
        page!.Items.Count.ShouldBe(10);
        page.Next.ShouldNotBeNull();
        return page;
    }

    private async Task<Page<ListedUser>> MembersAsync(OrganisationId organisation, int limit)
    {
        var page = (await Get<IUserLists>().ByNameAsync(organisation, new("", "", [Members]), limit, null, Token))!;
        page.Items.Count.ShouldBe(limit);
        page.Next.ShouldNotBeNull();
        return page;
    }

    private async Task<(int Requests, int Rows)> CostAsync(Func<Task> list)
    {
        Requests.Clear();
        await list();
        Requests.Kinds.ShouldAllBe(kind => kind == RequestKind.Query);
        return (Requests.Kinds.Count, Requests.Entities);
    }

    /// <summary>Users whose order, areas, teams and so on are the same however many follow.</summary>
    private Task<OrganisationId> CompanyAsync(int users) => StoreAsync(
        Enumerable.Range(0, users).Select(number => Member(number) with
        {
            Code = new($"C-{number:D6}"),
            Area = new(number % 2 == 0 ? "even" : "odd"),
            Location = new(number % 4 < 2 ? "here" : "there"),
            Tags = number % 2 == 0 ? [new("even")] : [],
            Teams = [In(number % 3)],
            RelatedTo = number % 2 == 0 ? new(Boss, "Boss") : null,
            SignedUpAt = number % 3 == 0 ? null : Some.Now.AddDays(number % 3 == 1 ? -1 : -40),
        }),
        key => !key.StartsWith(Keys.Users, StringComparison.Ordinal));

    private Task<OrganisationId> GroupAsync(int members, bool shared) => StoreAsync(
        Enumerable.Range(0, shared ? members : 3 * members).Select(number => Member(number) with
        {
            Teams = shared ? [In(0), In(1), In(2)] : [In(number % 3)],
            ChatGroups = number % 10 == 0 ? [new(Group)] : [],
        }),
        key => key.StartsWith("p:team", StringComparison.Ordinal) || key.StartsWith("p:group", StringComparison.Ordinal));

    // Last names in the order of the number, and the same in the other direction: "User 000010", "010000 User".
    private static User Member(int number) => Some.User($"User {number:D6}", $"1{number:D6}");

    private static TeamMembership In(int team) => new(Teams[team], TeamRole.Member, false);

    /// <summary>Straight into the table, a hundred rows at a time, by the store's own mapping; only the rows that the lists at hand read.</summary>
    private async Task<OrganisationId> StoreAsync(IEnumerable<User> users, Func<string, bool> isRead)
    {
        var organisation = new OrganisationId($"{Guid.NewGuid():N}"[..12]);
        var mapping = new UserRows(new PersonalData(Secrets));
        foreach (var rows in users.SelectMany(user => mapping.Of(organisation, user, null).Values).Where(row => isRead(row.RowKey)).Chunk(100))
        {
            await StorageTables.SubmitAsync(Tables.Directory, [.. rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row))], Token);
        }

        return organisation;
    }
}
