using Ommnio.Core.Grouping;
using Ommnio.Core.Jobs;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Jobs;

public sealed class RunJobTests(SharedAzurite azurite) : JobTests(azurite)
{
    private readonly SharedAzurite azurite = azurite;

    [Fact]
    public async Task D40_Applying_rules_takes_in_whom_they_fit_lets_out_whom_they_made_and_leaves_whom_hands_put_in()
    {
        var joins = await AddAsync("sáles");
        var leaves = await AddAsync("Bakery", user => user with { Teams = [InShops(rule: new(Sales.Id, 1))] });
        var byHand = await AddAsync("Bakery", user => user with { Teams = [InShops(byHand: true)] });
        var both = await AddAsync("Sales", user => user with { Teams = [InShops(byHand: true)] });

        var done = await RunAllAsync((await StartAsync(Job.ApplyRules(new(Guid.CreateVersion7()), Shops, 4, Actor, Time.GetUtcNow()))).Id);

        (done.State, done.Total, done.Progress).ShouldBe((JobState.Done, 4, new JobProgress(4, 3, 1, 1, 0)));
        (await FindAsync(joins.Id)).Teams.ShouldBe([InShops(rule: new(Sales.Id, 1))]);
        (await FindAsync(leaves.Id)).Teams.ShouldBeEmpty();
        (await FindAsync(byHand.Id)).ShouldBe(byHand, new SameUser());
        (await FindAsync(both.Id)).Teams.ShouldBe([InShops(byHand: true, rule: new(Sales.Id, 1))]);
        var history = (await RowsAsync()).Single(row => row.RowKey.StartsWith($"a:{joins.Id}:", StringComparison.Ordinal) && row.GetString("Action") == "job.applyRules");
        (history.GetString("Fields"), history.GetString("By")).ShouldBe(("teams", Actor.User.ToString()));
        (await RowKeysAsync()).ShouldNotContain(key => key.StartsWith("w:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task D32_Everybody_leaves_a_deleted_team_whatever_brought_them_in()
    {
        var users = new List<User>();
        for (var n = 0; n < 5; n++)
        {
            users.Add(await AddAsync("Bakery", user => user with { Teams = [InShops(byHand: n % 2 == 0, rule: n > 2 ? new(Sales.Id, 1) : null)] }));
        }

        var gone = await WithoutShopsAsync();
        var done = await RunAllAsync((await StartAsync(Job.EndMemberships(new(Guid.CreateVersion7()), gone, Actor, Time.GetUtcNow()))).Id);

        (done.State, done.Progress).ShouldBe((JobState.Done, new JobProgress(5, 5, 0, 5, 0)));
        foreach (var user in users)
        {
            (await FindAsync(user.Id)).Teams.ShouldBeEmpty();
        }

        (await RowKeysAsync()).ShouldNotContain(key => key.StartsWith("p:team:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task D32_While_the_team_is_still_there_nobody_leaves_it_and_the_job_gives_up_when_it_stays()
    {
        var user = await AddAsync("Sales", user => user with { Teams = [InShops(byHand: true)] });
        var job = await StartAsync(Job.EndMemberships(new(Guid.CreateVersion7()), Shops.Id, Actor, Time.GetUtcNow()));

        (await RunAsync(Sent.TryTake()!)).ShouldBe(RunJobOutcome.Waiting);
        Time.Advance(TimeSpan.FromMinutes(11));
        (await SweepAsync()).ShouldBe(1);
        (await RunAsync(Sent.TryTake()!)).ShouldBe(RunJobOutcome.Failed);

        (await FindAsync(job.Id)).Problem!.Code.ShouldBe("job.team_stays");
        (await FindAsync(user.Id)).Teams.ShouldHaveSingleItem();
        (await SweepAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task D9_R32_Nobody_is_related_to_a_deleted_manager_any_more_and_rules_run_as_on_a_save()
    {
        var manager = new Manager(new(Guid.CreateVersion7()), "Bea López");
        var report = await AddAsync("Sales", user => user with { RelatedTo = manager });
        var other = await AddAsync("Sales", user => user with { RelatedTo = new(new(Guid.CreateVersion7()), "Eva") });

        var done = await RunAllAsync((await StartAsync(Job.ClearRelatedTo(new(Guid.CreateVersion7()), manager.Id, Actor, Time.GetUtcNow()))).Id);

        (done.State, done.Progress).ShouldBe((JobState.Done, new JobProgress(1, 1, 1, 0, 0)));
        var after = await FindAsync(report.Id);
        (after.RelatedTo, after.Teams.Single().Rule, after.Version).ShouldBe((null, new RuleOrigin(Sales.Id, 1), 2));
        (await FindAsync(other.Id)).RelatedTo.ShouldNotBeNull();
    }

    [Fact]
    public async Task Rules_that_were_changed_meanwhile_are_not_applied_under_the_preview_of_the_old_ones()
    {
        var user = await AddAsync("Sales");
        var job = await StartAsync(Job.ApplyRules(new(Guid.CreateVersion7()), Shops, 1, Actor, Time.GetUtcNow()));
        await Get<ICatalogues>().ChangeAsync(Organisation, null, catalogue => new CatalogueEdit.PutTeam(catalogue.Team(Shops.Id)! with { RulesVersion = 2 }), Token);

        (await RunAsync(Sent.TryTake()!)).ShouldBe(RunJobOutcome.Failed);

        (await FindAsync(job.Id)).Problem!.Code.ShouldBe("job.rules_changed");
        (await FindAsync(user.Id)).Teams.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_without_changes_costs_five_requests_however_many_users_are_on_it()
    {
        await AddManyAsync(60, _ => Some.User());
        await StartAsync(Job.ApplyRules(new(Guid.CreateVersion7()), Shops, 60, Actor, Time.GetUtcNow()));
        Requests.Clear();

        (await RunAsync(Sent.TryTake()!)).ShouldBe(RunJobOutcome.Finished);

        Requests.Kinds.ShouldBe([RequestKind.Read, RequestKind.Query, RequestKind.Query, RequestKind.Transaction, RequestKind.Transaction]);
    }

    [Fact]
    public async Task A_message_that_comes_twice_or_too_late_does_nothing()
    {
        await AddAsync("Sales");
        var job = await StartAsync(Job.ApplyRules(new(Guid.CreateVersion7()), Shops, 1, Actor, Time.GetUtcNow()));
        var message = Sent.TryTake()!;

        (await RunAsync(message)).ShouldBe(RunJobOutcome.Finished);
        (await RunAsync(message)).ShouldBe(RunJobOutcome.AlreadyDone);

        (await FindAsync(job.Id)).Progress.ShouldBe(new(1, 1, 1, 0, 0));
        (await RunAsync(message with { Job = new(Guid.CreateVersion7()) })).ShouldBe(RunJobOutcome.AlreadyDone);
    }

    [Fact]
    public async Task Of_two_runs_of_one_page_at_once_the_later_books_it_and_everybody_is_counted_once()
    {
        await AddManyAsync(20, _ => Some.User() with { Area = new("Sales") });
        var job = await StartAsync(Job.ApplyRules(new(Guid.CreateVersion7()), Shops, 20, Actor, Time.GetUtcNow()));
        var message = Sent.TryTake()!;
        await using var another = Another(azurite);
        Time.Advance(TimeSpan.FromMinutes(3));

        // The other one begins when this one is somewhere among the users.
        var elsewhere = RunJobOutcome.AlreadyDone;
        Faults.Before(RequestKind.Transaction, () => Task.CompletedTask);
        Faults.Before(RequestKind.Transaction, async () => elsewhere = await RunAsync(message, another));
        var here = await RunAsync(message);

        (here, elsewhere).ShouldBe((RunJobOutcome.HeldByAnother, RunJobOutcome.Finished));
        (await FindAsync(job.Id)).Progress.ShouldBe(new(20, 20, 20, 0, 0));
        (await RowKeysAsync()).Count(key => key.Contains(":job.applyRules", StringComparison.Ordinal)).ShouldBe(20);
    }

    [Fact]
    public async Task A_message_that_could_not_be_sent_is_sent_by_the_sweep_once_the_job_is_overdue()
    {
        await AddAsync("Sales");
        Sent.IsReachable = false;
        var job = await StartAsync(Job.ApplyRules(new(Guid.CreateVersion7()), Shops, 1, Actor, Time.GetUtcNow()));
        Sent.IsReachable = true;

        (await SweepAsync()).ShouldBe(0);
        Time.Advance(TimeSpan.FromMinutes(3));
        (await SweepAsync()).ShouldBe(1);

        (await RunAllAsync(job.Id)).State.ShouldBe(JobState.Done);
    }

    [Fact]
    public async Task A_page_that_nobody_ever_gets_through_is_given_up()
    {
        await AddAsync("Sales");
        var job = await StartAsync(Job.ApplyRules(new(Guid.CreateVersion7()), Shops, 1, Actor, Time.GetUtcNow()));
        var stored = (await Stored.FindAsync(Organisation, job.Id, Token))!;
        var atWork = new PageAtWork([], null, Time.GetUtcNow(), 50);
        await Stored.MoveAsync(Organisation, stored, job with { State = JobState.Running, AtWork = atWork }, Token);

        (await RunAsync(Sent.TryTake()!)).ShouldBe(RunJobOutcome.Failed);

        (await FindAsync(job.Id)).Problem!.Code.ShouldBe("job.gave_up");
    }

    // Team names and rules apart, a deletion is a row that is gone.
    private async Task<TeamId> WithoutShopsAsync()
    {
        await Tables.Catalogue.DeleteEntityAsync(Organisation.Value, $"team:{Shops.Id}", cancellationToken: Token);
        return Shops.Id;
    }

    private sealed class SameUser : IEqualityComparer<User>
    {
        public bool Equals(User? x, User? y) => x?.Version == y?.Version && x!.Teams.SequenceEqual(y!.Teams);

        public int GetHashCode(User obj) => obj.Version;
    }
}
