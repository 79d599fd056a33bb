using Ommnio.Core.Grouping;
using Ommnio.Core.Listing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Listing;

public sealed class FilterListTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private static readonly TeamId Bakery = new(Guid.CreateVersion7());
    private static readonly TeamId Night = new(Guid.CreateVersion7());
    private static readonly ChatGroupId Bakers = new(Guid.CreateVersion7());
    private static readonly UserId Boss = new(Guid.CreateVersion7());

    [Fact]
    public async Task Each_filter_lists_its_users_in_name_order()
    {
        await AddAsync("Zoe Abad", user => user with { Area = new("Sales"), Location = new("Cádiz"), Tags = [new("Driver")], Teams = [In(Bakery)], ChatGroups = [new(Bakers, GroupRole.Member)], RelatedTo = new(Boss, "B") });
        await AddAsync("Ana Gil", user => user with { Area = new("SALES"), Location = new("cadiz"), Tags = [new("x"), new("dríver")], Teams = [In(Night), In(Bakery)], ChatGroups = [new(Bakers, GroupRole.Member)], RelatedTo = new(Boss, "B") });
        await AddAsync("Eva Sol", user => user with { Area = new("Sales 2"), Location = new("Cádiz Sur"), Tags = [new("drivers")], Teams = [In(Night)] });

        foreach (var filter in (UserFilter[])[new UserFilter.InArea(new("sáles")), new UserFilter.At(new("CADIZ")), new UserFilter.Tagged(new("driver")), new UserFilter.InTeam(Bakery), new UserFilter.InChatGroup(Bakers), new UserFilter.RelatedTo(Boss)])
        {
            (await NamesAsync("", [filter])).ShouldBe(["Ana Gil", "Zoe Abad"], filter.ToString());
        }
    }

    [Fact]
    public async Task D17_D18_Each_state_lists_its_users_active_and_inactive_to_the_instant()
    {
        var limit = Time.GetUtcNow() - User.ActiveFor;
        await AddAsync("Pending One", user => user);
        await AddAsync("Active Old", user => user with { SignedUpAt = limit.AddDays(-9), LastAccessAt = limit.AddTicks(1) });
        await AddAsync("Active New", user => user with { SignedUpAt = limit.AddTicks(1) });
        await AddAsync("Inactive One", user => user with { SignedUpAt = limit.AddDays(-9), LastAccessAt = limit });
        await AddAsync("Inactive Two", user => user with { SignedUpAt = limit.AddTicks(-1) });
        await AddAsync("Without Area", user => user with { Area = null });
        await AddAsync("Without Position", user => user with { Position = null });
        await AddAsync("Blocked One", user => user with { SignedUpAt = limit.AddDays(20), BlockedAt = limit.AddDays(21) });

        (await NamesAsync("", [State(UserState.Pending)])).ShouldBe(["Pending One"]);
        (await NamesAsync("", [State(UserState.Active)])).ShouldBe(["Active New", "Active Old"]);
        (await NamesAsync("", [State(UserState.Inactive)])).ShouldBe(["Inactive One", "Inactive Two"]);
        (await NamesAsync("", [State(UserState.Blocked)])).ShouldBe(["Blocked One"]);
        (await NamesAsync("", [State(UserState.NeedsCompletion)])).ShouldBe(["Without Area", "Without Position"]);

        // By the last name, and so by the other rows.
        (await NamesAsync("old", [State(UserState.Active)])).ShouldBe(["Active Old"]);
        (await NamesAsync("o", [State(UserState.Inactive)])).ShouldBe(["Inactive One"]);
        (await NamesAsync("new", [State(UserState.Inactive)])).ShouldBeEmpty();
    }

    [Fact]
    public async Task R31_Who_is_completed_stands_under_their_area_and_is_pending()
    {
        var ana = (await AddAsync("Ana Gil", user => user with { Position = null, Area = null })).Id;

        await Get<IUsers>().ChangeAsync(Organisation, ana, Some.Change(user => user with { Position = new("Cook") }), Token);
        (await NamesAsync("", [State(UserState.NeedsCompletion)])).ShouldBe(["Ana Gil"]);
        await Get<IUsers>().ChangeAsync(Organisation, ana, Some.Change(user => user with { Area = new("Ovens") }), Token);

        (await NamesAsync("", [State(UserState.NeedsCompletion)])).ShouldBeEmpty();
        (await NamesAsync("", [State(UserState.Pending)], [new UserFilter.InArea(new("ovens"))])).ShouldBe(["Ana Gil"]);
    }

    [Fact]
    public async Task Two_filters_together_list_whom_both_list()
    {
        await AddAsync("Ana Gil", user => user with { Area = new("Sales"), Teams = [In(Bakery)] });
        await AddAsync("Bea Gil", user => user with { Area = new("Sales"), Teams = [In(Night)] });
        await AddAsync("Eva Gil", user => user with { Area = new("Ovens"), Teams = [In(Bakery)] });
        await AddAsync("Ida Gil", user => user with { Area = new("Sales"), Teams = [In(Bakery), In(Night)], Tags = [new("x")] });

        (await NamesAsync("", [new UserFilter.InTeam(Bakery)], [new UserFilter.InArea(new("sales"))])).ShouldBe(["Ana Gil", "Ida Gil"]);
        (await NamesAsync("", [new UserFilter.InTeam(Bakery)], [new UserFilter.InArea(new("sales"))], [new UserFilter.Tagged(new("x"))])).ShouldBe(["Ida Gil"]);
        (await NamesAsync("i", [new UserFilter.InTeam(Bakery)], [new UserFilter.InArea(new("sales"))])).ShouldBe(["Ida Gil"]);
        (await NamesAsync("gil", [new UserFilter.InTeam(Bakery)], [new UserFilter.InArea(new("sales"))])).ShouldBe(["Ana Gil", "Ida Gil"]);
    }

    [Fact]
    public async Task D44_Who_is_in_by_several_ways_is_listed_once_with_all_of_them()
    {
        UserFilter[] members = [new UserFilter.InChatGroup(Bakers), new UserFilter.InTeam(Bakery), new UserFilter.InTeam(Night)];
        await AddAsync("Ana Gil", user => user with { ChatGroups = [new(Bakers, GroupRole.Member)] });
        await AddAsync("Bea Gil", user => user with { Teams = [In(Night), In(Bakery)] });
        await AddAsync("Eva Gil", user => user with { Teams = [In(Night)], ChatGroups = [new(Bakers, GroupRole.Member)] });
        await AddAsync("Not Here", user => user);

        foreach (var text in (string[])["", "gil"])
        {
            var page = (await Get<IUserLists>().ByNameAsync(Organisation, new("", text, [members]), 10, null, Token))!;

            page.Items.Select(item => item.User.Name.First).ShouldBe(["Ana", "Bea", "Eva"], text);
            page.Items.Select(item => item.Via).ShouldBe([[members[0]], [members[1], members[2]], [members[0], members[2]]]);
        }
    }

    [Fact]
    public async Task A_text_finds_by_the_first_name_and_then_by_the_last_and_nobody_twice()
    {
        foreach (var name in (string[])["Ana García Paz", "García Gómez", "Bea García", "Garcia García", "Gara Ciaurriz", "Eva Gil García"])
        {
            await AddAsync(name, user => user);
        }

        foreach (var limit in (int[])[1, 2, 10])
        {
            (await AllAsync("garcia", limit)).ShouldBe(["Garcia García", "García Gómez", "Bea García", "Ana García Paz"]);
        }

        (await AllAsync("garcia paz", 10)).ShouldBe(["Ana García Paz"]);
        (await AllAsync("", 2)).Count.ShouldBe(6);
    }

    [Fact]
    public async Task A_list_by_code_holds_those_who_have_one()
    {
        foreach (var code in (string?[])["B-1", null, "a-10", "A-1", "a-1 1", "a/2"])
        {
            await AddAsync("Ana Gil", user => user with { Code = code is null ? null : new(code) });
        }

        List<string> codes = [];
        string? after = null;
        do
        {
            var page = (await Get<IUserLists>().ByCodeAsync(Organisation, 2, after, Token))!;
            codes.AddRange(page.Items.Select(item => item.User.Code!.Text));
            after = page.Next;
        }
        while (after is not null);

        codes.ShouldBe(["A-1", "a-1 1", "a-10", "B-1", "a/2"], ignoreOrder: true);
        codes.Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_cursor_goes_on_although_whom_it_stands_at_and_who_comes_next_have_gone()
    {
        List<User> users = [];
        foreach (var name in (string[])["Ana Gil", "Bea Gil", "Eva Gil", "Ida Gil", "Zoe Gil"])
        {
            users.Add(await AddAsync(name, user => user with { Teams = [In(Bakery)] }));
        }

        var query = new UserQuery("", "", [[new UserFilter.InTeam(Bakery)]]);
        var first = (await Get<IUserLists>().ByNameAsync(Organisation, query, 2, null, Token))!;
        foreach (var gone in users[1..3])
        {
            await Get<IUsers>().ChangeAsync(Organisation, gone.Id, Some.Change(before => before with { Teams = [] }), Token);
        }

        await AddAsync("Aaron Gil", user => user with { Teams = [In(Bakery)] });
        await AddAsync("Ines Gil", user => user with { Teams = [In(Bakery)] });

        (await Get<IUserLists>().ByNameAsync(Organisation, query, 9, first.Next, Token))!.Items.Select(item => item.User.Name.First).ShouldBe(["Ida", "Ines", "Zoe"]);
    }

    [Fact]
    public async Task A_renamed_user_stands_under_the_new_name_everywhere_and_nowhere_under_the_old()
    {
        await AddAsync("Bea Gil", user => user with { Teams = [In(Bakery)] });
        var user = await AddAsync("Ana Gil", user => user with { Teams = [In(Bakery)], Tags = [new("x")] });

        await Get<IUsers>().ChangeAsync(Organisation, user.Id, Some.Change(before => before with { Name = new("Zoe", "Paz") }), Token);

        (await NamesAsync("", [new UserFilter.InTeam(Bakery)])).ShouldBe(["Bea Gil", "Zoe Paz"]);
        (await NamesAsync("", [new UserFilter.Tagged(new("x"))])).ShouldBe(["Zoe Paz"]);
        (await AllAsync("paz", 10)).ShouldBe(["Zoe Paz"]);
        (await RowKeysAsync()).ShouldAllBe(key => !key.Contains("ana gil", StringComparison.Ordinal) && !key.Contains("gil ana", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rename_moves_each_posting_and_more_than_a_transaction_holds_is_refused_whole()
    {
        var many = await AddAsync("Ana Gil", user => user with { Tags = Labels(20), Teams = [.. Enumerable.Range(0, 20).Select(_ => In(new(Guid.NewGuid())))] });
        var tooMany = await AddAsync("Eva Gil", user => many with { Id = user.Id, Name = user.Name, ChatGroups = [.. Enumerable.Range(0, 20).Select(_ => new GroupMembership(new(Guid.NewGuid()), GroupRole.Member))] });

        (await RenamedAsync(many)).ShouldBeOfType<Changing.Changed>();
        (await RenamedAsync(tooMany)).ShouldBeOfType<Changing.TooLarge>();

        (await AllAsync("eva gil", 10)).ShouldBe(["Eva Gil"]);
    }

    private Task<Changing> RenamedAsync(User user) => Get<IUsers>().ChangeAsync(Organisation, user.Id, Some.Change(before => before with { Name = new("New", "Name") }), Token);

    private static System.Collections.Immutable.ImmutableArray<Label> Labels(int count) => [.. Enumerable.Range(0, count).Select(number => new Label($"tag {number}"))];

    private static TeamMembership In(TeamId team) => new(team, TeamRole.Member, false);

    private UserFilter.InState State(UserState state) => new(state, Time.GetUtcNow());

    private async Task<User> AddAsync(string name, Func<User, User> edit)
    {
        var user = edit(Some.User(name.Split(' ')[0], name.Split(' ', 2)[1]));
        (await Get<IUsers>().AddAsync(Organisation, Some.New(user), Token)).ShouldBeOfType<Adding.Added>();
        return user;
    }

    private async Task<IReadOnlyList<string>> NamesAsync(string text, params IReadOnlyList<UserFilter>[] sets) =>
        [.. (await Get<IUserLists>().ByNameAsync(Organisation, new("", text, sets), 100, null, Token))!.Items.Select(item => item.User.Name.Full)];

    private async Task<IReadOnlyList<string>> AllAsync(string text, int limit)
    {
        List<string> names = [];
        string? after = null;
        do
        {
            var page = (await Get<IUserLists>().ByNameAsync(Organisation, new("", text, []), limit, after, Token))!;
            names.AddRange(page.Items.Select(item => item.User.Name.Full));
            after = page.Next;
        }
        while (after is not null);

        return names;
    }
}
