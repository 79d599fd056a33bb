using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Jobs;
using Ommnio.Core.Listing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Faults;
using Ommnio.Storage.Tests.Organisations;
using Shouldly;
using Xunit;
using Operation = Ommnio.Core.Registering.Operation;

namespace Ommnio.Storage.Tests.Grouping;

/// <summary>Places in chat groups and teams, given and taken on the real storage: what is stored in which order.</summary>
public sealed class PlacesTests(SharedAzurite azurite) : StorageTests(azurite), IAsyncLifetime
{
    private Catalogue demo = null!;
    private Actor account = null!;
    private Actor baker = null!;

    private ICatalogues Catalogues => Get<ICatalogues>();

    private IUsers Users => Get<IUsers>();

    private Team Shops => demo.Teams[0];

    private Team Bakery => demo.Teams[1];

    private CreateChatGroup Create => new(Catalogues, Users, new Ids(), Time);

    private SetGroupMember Set => new(Catalogues, new ChangeUser(Catalogues, Users, new Ids(), Time), new FindUsers(Users), new DirectMembersOf(Catalogues, Get<IUserLists>()));

    private DeleteTeam Delete => new(Catalogues, Get<IUserLists>(), new StartJob(Get<IJobs>(), Get<IJobMessages>()), new Ids(), Time);

    public async ValueTask InitializeAsync()
    {
        demo = CatalogueTests.Demo(Organisation);
        await Get<IOrganisations>().CreateAsync(demo, Token);
        account = new(Organisation, null, WayIn.Api, null);
        baker = new(Organisation, (await AddAsync(user => user with { Teams = [new(Bakery.Id, TeamRole.Administrator, true)], SignedUpAt = Time.GetUtcNow() })).Id, WayIn.Api, [Bakery.Id]);
        Requests.Clear();
    }

    [Fact]
    public async Task R20_A_team_administrator_who_creates_a_group_is_its_administrator()
    {
        var group = (await Create.HandleAsync(new(baker, new("Ovens", null, null), null), Token)).ShouldBeOfType<GroupOutcome.Done>().Group;

        var creator = (await Users.FindAsync(Organisation, baker.User!.Value, Token))!;
        creator.ChatGroups.ShouldBe([new(group.Id, GroupRole.Administrator)]);
        Authority.Of(Organisation, creator, WayIn.Api, (await Catalogues.FindAsync(Organisation, Token))!, Time.GetUtcNow())!.Groups[group.Id].ShouldBe(GroupRole.Administrator);
        (await RowKeysAsync()).ShouldContain(key => key.StartsWith($"p:group:{group.Id}:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task R20_What_a_crash_left_between_place_and_group_is_finished_by_the_repeat()
    {
        var request = new CreateChatGroupRequest(baker, new("Ovens", null, null), new Operation(new(new string('a', 40)), "hash"));
        // The second transaction is the group's.
        Faults.Before(RequestKind.Transaction, () => Task.CompletedTask);
        Faults.Answer(RequestKind.Transaction, 403);
        await Should.ThrowAsync<Azure.RequestFailedException>(() => Create.HandleAsync(request, Token));
        (await Catalogues.FindAsync(Organisation, Token))!.ChatGroups.Length.ShouldBe(2);

        var group = (await Create.HandleAsync(request, Token)).ShouldBeOfType<GroupOutcome.Done>().Group;
        (await Create.HandleAsync(request, Token)).ShouldBe(new GroupOutcome.Done(group));

        (await Users.FindAsync(Organisation, baker.User!.Value, Token))!.ChatGroups.ShouldBe([new(group.Id, GroupRole.Administrator)]);
        (await Catalogues.FindAsync(Organisation, Token))!.ChatGroups.Length.ShouldBe(3);
    }

    [Fact]
    public async Task R20_Who_was_taken_out_of_their_group_is_not_put_back_by_a_repeat_of_its_creation()
    {
        var request = new CreateChatGroupRequest(baker, new("Ovens", null, null), new Operation(new(new string('b', 40)), "hash"));
        var group = (await Create.HandleAsync(request, Token)).ShouldBeOfType<GroupOutcome.Done>().Group;
        await SetAsync(account, group.Id, baker.User!.Value, isMember: false);

        (await Create.HandleAsync(request, Token)).ShouldBe(new GroupOutcome.Done(group));

        (await Users.FindAsync(Organisation, baker.User!.Value, Token))!.ChatGroups.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_group_goes_in_one_write_and_its_places_and_links_with_the_next_change_of_what_holds_them()
    {
        var group = demo.ChatGroups[0];
        var user = await AddAsync(user => user with { ChatGroups = [new(group.Id), new(demo.ChatGroups[1].Id)] });
        Requests.Clear();

        (await new DeleteChatGroup(Catalogues, new DirectMembersOf(Catalogues, Get<IUserLists>())).HandleAsync(new(account, group.Id, null, group.Name), Token)).ShouldBeOfType<GroupOutcome.Deleted>();

        Requests.Kinds.ShouldBe([RequestKind.Read, RequestKind.Query, RequestKind.Transaction]);
        (await Catalogues.FindAsync(Organisation, Token))!.GroupsOf(user.ChatGroups, [Shops.Id]).Select(place => place.Group.Id).ShouldBe([demo.ChatGroups[1].Id]);
        (await SetAsync(account, demo.ChatGroups[1].Id, user.Id, isMember: true, "writer")).ShouldBeOfType<ChangeUserOutcome.Changed>().User.ChatGroups.ShouldBe([new(demo.ChatGroups[1].Id, GroupRole.Writer)]);
        await new ChangeTeam(Catalogues).HandleAsync(new(account, Shops.Id, null, team => team with { Name = "Stores" }), Token);
        (await Catalogues.FindAsync(Organisation, Token))!.Team(Shops.Id)!.ChatGroups.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_place_is_one_transaction_of_the_user_and_in_their_history()
    {
        var user = await AddAsync(user => user);
        Requests.Clear();

        var set = (await SetAsync(account, demo.ChatGroups[1].Id, user.Id, isMember: true, "writer")).ShouldBeOfType<ChangeUserOutcome.Changed>().User;

        set.ChatGroups.ShouldBe([new(demo.ChatGroups[1].Id, GroupRole.Writer)]);
        Requests.Kinds.Count(kind => kind == RequestKind.Transaction).ShouldBe(1);
        (await RowsAsync()).Single(row => row.RowKey.StartsWith($"a:{user.Id}:", StringComparison.Ordinal) && row.GetString("Action") == "user.changed").GetString("Fields").ShouldBe("chatGroups");

        Requests.Clear();
        (await SetAsync(account, demo.ChatGroups[1].Id, user.Id, isMember: true)).ShouldBeOfType<ChangeUserOutcome.Changed>().User.Version.ShouldBe(2);
        Requests.Kinds.ShouldNotContain(RequestKind.Transaction);
    }

    [Fact]
    public async Task D44_Without_their_own_place_a_user_stays_by_the_team_and_is_told()
    {
        var user = await AddAsync(user => user with { Teams = [new(Shops.Id, TeamRole.Member, false)], ChatGroups = [new(demo.ChatGroups[0].Id, GroupRole.Writer)] });

        var changed = (await SetAsync(account, demo.ChatGroups[0].Id, user.Id, isMember: false)).ShouldBeOfType<ChangeUserOutcome.Changed>();

        changed.User.ChatGroups.ShouldBeEmpty();
        changed.Warnings.ShouldHaveSingleItem().ShouldBe(new("group.stays_by_team", "chatGroups", "All staff"));
        (await Set.HandleAsync(new(account, demo.ChatGroups[0].Id, user.Id, null, false, null), Token)).ShouldBeOfType<SetGroupMemberOutcome.ThroughTeam>().Problem.Args.ShouldBe(["Shops"]);
    }

    [Fact]
    public async Task D36_Who_manages_a_group_by_its_direct_members_puts_own_users_in_and_no_others()
    {
        var alone = demo.ChatGroups[0];
        await new LinkChatGroup(Catalogues, new DirectMembersOf(Catalogues, Get<IUserLists>())).HandleAsync(new(account, Shops.Id, alone.Id, false), Token);
        await new LinkChatGroup(Catalogues, new DirectMembersOf(Catalogues, Get<IUserLists>())).HandleAsync(new(account, Bakery.Id, alone.Id, false), Token);
        var own = await AddAsync(user => user with { Teams = [new(Bakery.Id, TeamRole.Member, false)] });
        (await Set.HandleAsync(new(baker, alone.Id, own.Id, null, true, null), Token)).ShouldBeOfType<SetGroupMemberOutcome.NoGroup>();
        await SetAsync(account, alone.Id, own.Id, isMember: true);

        var another = await AddAsync(user => user with { Teams = [new(Bakery.Id, TeamRole.Member, false)] });
        (await SetAsync(baker, alone.Id, another.Id, isMember: true)).ShouldBeOfType<ChangeUserOutcome.Changed>().User.ChatGroups.ShouldBe([new(alone.Id)]);
        var foreign = await AddAsync(user => user with { Teams = [new(Shops.Id, TeamRole.Member, false)] });
        (await SetAsync(baker, alone.Id, foreign.Id, isMember: true)).ShouldBeOfType<ChangeUserOutcome.NotFound>();
    }

    [Fact]
    public async Task D32_A_team_with_members_goes_at_once_and_a_job_that_was_stored_before_ends_their_memberships()
    {
        var user = await AddAsync(user => user with { Teams = [new(Shops.Id, TeamRole.Member, false), new(Bakery.Id, TeamRole.Member, false)] });
        (await Delete.HandleAsync(new(account, Bakery.Id, null, null), Token)).ShouldBeOfType<TeamOutcome.Conflict>().Problem.Code.ShouldBe("team.has_members");
        (await RowKeysAsync()).ShouldNotContain(key => key.StartsWith("j:", StringComparison.Ordinal));

        var job = (await Delete.HandleAsync(new(account, Bakery.Id, null, "bakery"), Token)).ShouldBeOfType<TeamOutcome.Deleted>().Job.ShouldNotBeNull();

        (await Catalogues.FindAsync(Organisation, Token))!.Team(Bakery.Id).ShouldBeNull();
        var stored = (await Get<IJobs>().FindAsync(Organisation, job.Id, Token))!.Value;
        (stored.Kind, stored.Team, stored.IsOpen).ShouldBe((JobKind.EndMemberships, Bakery.Id, true));

        // Until the job comes by, a save of the user is enough.
        var saved = (await new ChangeUser(Catalogues, Users, new Ids(), Time).HandleAsync(new(account, user.Id, null, fields => fields with { Notes = "x" }, false), Token)).ShouldBeOfType<ChangeUserOutcome.Changed>();
        saved.User.Teams.ShouldBe([new(Shops.Id, TeamRole.Member, false)]);
    }

    [Fact]
    public async Task D32_A_crash_after_the_job_was_stored_and_before_the_team_went_leaves_the_team_whole()
    {
        await AddAsync(user => user with { Teams = [new(Bakery.Id, TeamRole.Member, false)] });
        // Those of the two jobs go through.
        Faults.Before(RequestKind.Transaction, () => Task.CompletedTask);
        Faults.Before(RequestKind.Transaction, () => Task.CompletedTask);
        Faults.Answer(RequestKind.Transaction, 403);

        await Should.ThrowAsync<Azure.RequestFailedException>(() => Delete.HandleAsync(new(account, Bakery.Id, null, "Bakery"), Token));

        (await Get<ICatalogues>().FindAsync(Organisation, Token))!.Team(Bakery.Id).ShouldNotBeNull();
        (await Delete.HandleAsync(new(account, Bakery.Id, null, "Bakery"), Token)).ShouldBeOfType<TeamOutcome.Deleted>();
    }

    [Fact]
    public async Task An_empty_team_goes_at_once_and_only_who_was_just_being_put_into_it_is_looked_for_later()
    {
        (await Delete.HandleAsync(new(account, Shops.Id, null, null), Token)).ShouldBeOfType<TeamOutcome.Conflict>().Problem.Args.ShouldBe(["Bakery"]);
        var empty = Shops with { Id = new(Guid.CreateVersion7()), Name = "Empty" };
        await Catalogues.ChangeAsync(Organisation, null, _ => new CatalogueEdit.PutTeam(empty), Token);

        (await Delete.HandleAsync(new(account, empty.Id, null, null), Token)).ShouldBe(new TeamOutcome.Deleted(Job: null));

        (await RowsAsync()).Where(row => row.RowKey.StartsWith("j:", StringComparison.Ordinal)).ShouldHaveSingleItem();
    }

    private async Task<ChangeUserOutcome> SetAsync(Actor actor, ChatGroupId group, UserId user, bool isMember, string? role = null) =>
        (await Set.HandleAsync(new(actor, group, user, null, isMember, role), Token)).ShouldBeOfType<SetGroupMemberOutcome.User>().Outcome;

    private async Task<User> AddAsync(Func<User, User> edit)
    {
        var added = Some.New(edit(Some.User()));
        (await Users.AddAsync(Organisation, added, Token)).ShouldBeOfType<Adding.Added>();
        return added.User;
    }
}
