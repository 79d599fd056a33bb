using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Tests.Jobs;
using Ommnio.Tests.Listing;
using Ommnio.Tests.Registering;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Grouping;

/// <summary>What is stored of a decision on teams and chat groups, and what is answered when the storage says otherwise.</summary>
public sealed class StoringTests
{
    private static readonly Team Night = Some.Catalogue.Team(Some.Night)!;
    private static readonly ChatGroup Owls = Some.Catalogue.ChatGroup(Some.NightChat)!;
    private static readonly User Baker = Some.User(new UserId(Some.Id(32)));
    private static readonly OperationId Operation = new($"{Some.Id(77):N}");

    private readonly OneUser company = new(Baker);
    private readonly OneList list = new();
    private readonly FakeTimeProvider clock = new(Some.Now);
    private readonly CountedIds ids = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_team_that_is_made_changed_or_linked_is_stored_as_it_is_answered()
    {
        TeamOutcome[] outcomes =
        [
            await CreateTeam("Cleaners"),
            await new ChangeTeam(company).HandleAsync(new(Some.Account, Some.Night, null, details => details with { Name = "Owls" }), Token),
            await Link(Some.NewsOfNight),
            await new SetRules(company, ids).HandleAsync(new(Some.Account, Some.Night, null, [new(null, [new("area", null, ["Sales"])])]), Token),
        ];

        company.Edits.ShouldBe(outcomes.Select(outcome => new CatalogueEdit.PutTeam(((TeamOutcome.Done)outcome).Team)));
        outcomes.Select(outcome => ((TeamOutcome.Done)outcome).Team).Select(team => (team.Name, team.Version)).ShouldBe([("Cleaners", 1), ("Owls", 2), (Night.Name, 2), (Night.Name, 2)]);
        ((TeamOutcome.Done)outcomes[0]).Team.Id.Value.ShouldBe(Some.Id(101));
        ((TeamOutcome.Done)outcomes[3]).Team.Rules.ShouldHaveSingleItem().Id.Value.ShouldBe(Some.Id(102));
    }

    [Fact]
    public async Task Links_to_chat_groups_that_are_gone_go_with_the_teams_next_change()
    {
        company.Catalogue = Some.Catalogue with { ChatGroups = [.. Some.Catalogue.ChatGroups.Where(group => group.Id != Some.NightChat)] };

        await Link(Some.NewsOfNight);

        company.Edits.ShouldHaveSingleItem().ShouldBeOfType<CatalogueEdit.PutTeam>().Team.ChatGroups.ShouldBe([new(Some.NewsOfNight)]);
    }

    [Fact]
    public async Task What_the_storage_says_of_a_team_is_what_is_answered()
    {
        (await Said<TeamOutcome.Busy>(new CatalogueChanging.Busy())).ShouldNotBeNull();
        (await Said<TeamOutcome.Mismatch>(new CatalogueChanging.Mismatch())).ShouldNotBeNull();
        (await Said<TeamOutcome.Refused>(new CatalogueChanging.TooLarge())).Problems.ShouldBe([new("rules.too_large", "rules")]);
        (await Said<TeamOutcome.Done>(new CatalogueChanging.Repeated(new CatalogueEdit.PutTeam(Night)))).Team.ShouldBe(Night);

        async Task<T> Said<T>(CatalogueChanging changing)
        {
            company.CatalogueChanging = changing;
            return (await CreateTeam("Cleaners")).ShouldBeOfType<T>();
        }
    }

    [Fact]
    public async Task What_the_storage_says_of_a_chat_group_is_what_is_answered()
    {
        (await Said<GroupOutcome.Busy>(new CatalogueChanging.Busy())).ShouldNotBeNull();
        (await Said<GroupOutcome.Mismatch>(new CatalogueChanging.Mismatch())).ShouldNotBeNull();
        (await Said<GroupOutcome.Done>(new CatalogueChanging.Repeated(new CatalogueEdit.PutGroup(Owls)))).Group.ShouldBe(Owls);

        async Task<T> Said<T>(CatalogueChanging changing)
        {
            company.CatalogueChanging = changing;
            return (await CreateGroup(Some.Account)).ShouldBeOfType<T>();
        }
    }

    [Fact]
    public async Task A_chat_group_is_made_changed_and_deleted_as_it_is_answered()
    {
        var direct = new DirectMembersOf(company, list);

        var made = (await CreateGroup(Some.Account)).ShouldBeOfType<GroupOutcome.Done>().Group;
        var changed = (await new ChangeChatGroup(company, direct).HandleAsync(new(Some.Account, Some.NightChat, null, details => details with { Name = "Bats" }), Token)).ShouldBeOfType<GroupOutcome.Done>().Group;
        (await new DeleteChatGroup(company, direct).HandleAsync(new(Some.Account, Some.NightChat, null, "Owls"), Token)).ShouldBeOfType<GroupOutcome.Deleted>();

        company.Edits.ShouldBe([new CatalogueEdit.PutGroup(made), new CatalogueEdit.PutGroup(changed), new CatalogueEdit.RemoveGroup(Some.NightChat)]);
        (made.Id.Value, made.Name, changed.Name).ShouldBe((Some.Id(101), "Canteen", "Bats"));
        company.Changed.ShouldBeEmpty();
    }

    [Fact]
    public async Task R20_A_Team_Administrator_has_their_place_before_the_group_is_there()
    {
        var group = (await CreateGroup(Some.Baker, new(Operation, ""))).ShouldBeOfType<GroupOutcome.Done>().Group;

        group.Id.Value.ShouldBe(Operation.AsGuid()!.Value);
        var change = company.Changed.ShouldHaveSingleItem();
        change.User.ChatGroups.ShouldBe([new(group.Id, GroupRole.Administrator)]);
        change.RemoveNationalId.ShouldBeFalse();
        (change.Audit.Operation.Value, change.Audit.Action, change.Audit.At, change.Audit.By, change.Audit.Way).ShouldBe(($"{Some.Id(101):N}", "user.changed", Some.Now, Some.Baker.User, WayIn.Api));
        change.Audit.Fields.ShouldBe(["chatGroups"]);
    }

    [Fact]
    public async Task Who_was_taken_out_of_a_group_is_not_put_back_by_a_repeat_of_its_creation()
    {
        company.Catalogue = Some.Catalogue with { ChatGroups = [.. Some.Catalogue.ChatGroups, new(new(Operation.AsGuid()!.Value), "Canteen", ChatGroupKind.Open, null)] };

        await CreateGroup(Some.Baker, new(Operation, ""));
        await CreateGroup(Some.Baker with { User = null });

        company.Changed.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_group_whose_creator_has_no_place_is_not_made()
    {
        company.Changing = new Changing.TooLarge();
        (await CreateGroup(Some.Baker)).ShouldBeOfType<GroupOutcome.Refused>().Problems.ShouldBe([new("user.too_large", null)]);
        company.Changing = new Changing.Busy();
        (await CreateGroup(Some.Baker)).ShouldBeOfType<GroupOutcome.Busy>();
        (await CreateGroup(Some.Baker with { Scope = [] })).ShouldBeOfType<GroupOutcome.Forbidden>();
        company.Edits.ShouldBeEmpty();

        company.Changing = new Changing.Refused();
        (await CreateGroup(Some.Baker)).ShouldBeOfType<GroupOutcome.Done>();
    }

    [Fact]
    public async Task D32_A_team_with_members_goes_with_a_job_for_them_and_another_for_who_came_late()
    {
        var jobs = new OneJob(null);

        var job = (await Delete(jobs, new OneList(Some.User()), Some.Night, "Night shift")).ShouldBeOfType<TeamOutcome.Deleted>().Job.ShouldNotBeNull();

        (job.Team, job.CreatedAt, job.By, job.Id.Value).ShouldBe((Some.Night, Some.Now, Some.Account.User, Some.Id(101)));
        jobs.Added.Select(operation => operation.Id.Value).ShouldBe([$"{job.Id}", $"{new JobId(Some.Id(102))}"]);
        jobs.Sent.ShouldBe([new(Some.Organisation, job.Id, 0)]);
        company.Edits.ShouldBe([new CatalogueEdit.RemoveTeam(Some.Night)]);
    }

    [Fact]
    public async Task D32_An_empty_team_goes_with_a_job_for_who_came_late_alone()
    {
        var jobs = new OneJob(null);

        (await Delete(jobs, list, Some.Night, null)).ShouldBeOfType<TeamOutcome.Deleted>().Job.ShouldBeNull();

        jobs.Added.Select(operation => operation.Id.Value).ShouldBe([$"{new JobId(Some.Id(102))}"]);
        jobs.Sent.ShouldBeEmpty();
        var (query, limit, _) = list.Asked.ShouldHaveSingleItem();
        (query.InEach.Single().Single(), limit).ShouldBe((new Core.Listing.UserFilter.InTeam(Some.Night), 1));
    }

    [Fact]
    public async Task A_team_that_stays_gets_no_job()
    {
        var jobs = new OneJob(null);

        (await Delete(jobs, new OneList(Some.User()), Some.Night, null)).ShouldBeOfType<TeamOutcome.Conflict>().Problem.Code.ShouldBe("team.has_members");
        (jobs.Added.Count, jobs.Sent.Count, company.Edits.Count).ShouldBe((0, 0, 0));
    }

    private Task<TeamOutcome> CreateTeam(string name) => new CreateTeam(company, ids).HandleAsync(new(Some.Account, new(name, null, null), null), Token);

    private Task<TeamOutcome> Link(ChatGroupId group) => new LinkChatGroup(company, new(company, list)).HandleAsync(new(Some.Account, Some.Night, group, true), Token);

    private Task<GroupOutcome> CreateGroup(Actor actor, Operation? operation = null) =>
        new CreateChatGroup(company, company, ids, clock).HandleAsync(new(actor, new("Canteen", null, null), operation), Token);

    private Task<TeamOutcome> Delete(OneJob jobs, OneList members, TeamId team, string? typed) =>
        new DeleteTeam(company, members, new(jobs, jobs), ids, clock).HandleAsync(new(Some.Account, team, null, typed), Token);
}
