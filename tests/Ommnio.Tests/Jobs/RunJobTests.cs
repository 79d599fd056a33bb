using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Governing;
using Ommnio.Core.Jobs;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Tests.Registering;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Jobs;

/// <summary>What one message does to a job: how it begins, goes on, ends, fails and is started again.</summary>
public sealed class RunJobTests
{
    private static readonly Job End = Job.EndMemberships(new(Some.Id(91)), new(Some.Id(99)), Some.Baker, Some.Now);
    private static readonly Job Clear = Job.ClearRelatedTo(new(Some.Id(91)), Some.Bea, Some.Baker, Some.Now);
    private static readonly User Member = Some.User() with { Teams = [Some.In(End.Team), Some.In(Some.Night)] };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_changes_its_users_and_sends_the_message_of_the_next()
    {
        var jobs = new OneJob(End) { Next = new([new(Some.Ana, null)], "next") };
        var users = new OneUser(Member);

        (await Run(jobs, users)).ShouldBe(RunJobOutcome.Advanced);

        jobs.Walks.ShouldBe([(new Walk.MembersOf(End.Team), null, 200)]);
        var change = users.Changed.ShouldHaveSingleItem();
        change.User.Teams.ShouldBe([Some.In(Some.Night)]);
        (change.User.Version, change.User.UpdatedAt).ShouldBe((4, Some.Now));
        (change.Audit.Action, change.Audit.Joined, change.Audit.Left, change.Audit.By).ShouldBe(("job.endMemberships", 0, 1, Some.Baker.User));
        change.Audit.Fields.ShouldBe(["teams"]);
        jobs.Moved.Select(job => (job.State, job.Page, job.AtWork?.Runs)).ShouldBe([(JobState.Running, 0, 1), (JobState.Running, 1, null)]);
        jobs.Job!.Progress.ShouldBe(new(1, 1, 0, 1, 0));
        jobs.Sent.ShouldBe([new(Some.Organisation, End.Id, 1)]);
    }

    [Fact]
    public async Task The_last_page_ends_the_job_and_sends_nothing()
    {
        var jobs = new OneJob(End) { Next = new([new(Some.Ana, null)], null) };

        (await Run(jobs, new OneUser(Some.User()))).ShouldBe(RunJobOutcome.Finished);

        (jobs.Job!.State, jobs.Job.FinishedAt, jobs.Job.Progress).ShouldBe((JobState.Done, Some.Now, new JobProgress(1, 0, 0, 0, 0)));
        jobs.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_needs_no_change_costs_no_request()
    {
        var users = new OneUser(Some.User());

        await Run(new OneJob(End) { Next = new([new(Some.Ana, Some.User())], null) }, users);
        users.Changed.ShouldBeEmpty();
        await Run(new OneJob(End) { Next = new([new(Some.Ana, Member)], null) }, users = new OneUser(Member));
        users.Changed.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_of_a_page_that_is_done_or_of_a_job_that_has_ended_or_gone_does_nothing()
    {
        foreach (var job in (Job?[])[null, End with { Page = 1 }, End with { State = JobState.Done }, End with { State = JobState.Failed }])
        {
            var jobs = new OneJob(job);

            (await Run(jobs, new OneUser(Member))).ShouldBe(RunJobOutcome.AlreadyDone);
            (await new FailJob(jobs, new FakeTimeProvider(Some.Now)).HandleAsync(new(Some.Organisation, End.Id, 0), Token)).ShouldBeFalse();
            jobs.Moved.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_page_that_another_run_has_taken_over_is_left_to_it()
    {
        var users = new OneUser(Member);

        (await Run(new OneJob(End) { Lost = 1, Next = new([new(Some.Ana, null)], null) }, users)).ShouldBe(RunJobOutcome.HeldByAnother);
        users.Changed.ShouldBeEmpty();
        (await Run(new OneJob(End) { Lost = 1, LostFrom = 1, Next = new([new(Some.Ana, null)], null) }, users)).ShouldBe(RunJobOutcome.HeldByAnother);
        users.Changed.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(9, RunJobOutcome.Waiting, null)]
    [InlineData(10, RunJobOutcome.Failed, "job.team_stays")]
    public async Task A_job_waits_ten_minutes_for_its_team_to_be_gone(int minutes, RunJobOutcome outcome, string? code)
    {
        var jobs = new OneJob(Job.EndMemberships(End.Id, Some.Kitchen, Some.Baker, Some.Now.AddMinutes(-minutes)));

        (await Run(jobs, new OneUser(Member))).ShouldBe(outcome);
        jobs.Job!.Problem?.Code.ShouldBe(code);
        jobs.Walks.ShouldBeEmpty();
    }

    [Fact]
    public async Task R27_Rules_that_are_no_longer_those_that_were_looked_at_are_not_applied()
    {
        var night = Some.Catalogue.Team(Some.Night)!;
        var apply = Job.ApplyRules(End.Id, night, 5, Some.Account, Some.Now);

        (await Failure(apply with { RulesVersion = 1 })).ShouldBe("job.rules_changed");
        (await Failure(apply with { Subject = Some.Id(99) })).ShouldBe("job.team_gone");
        (await Failure(apply)).ShouldBeNull();
    }

    [Theory]
    [InlineData(49, false)]
    [InlineData(50, true)]
    public async Task A_page_that_brings_its_runs_down_is_given_up_and_stays_named(int runs, bool isGivenUp)
    {
        var jobs = new OneJob(End with { AtWork = new([Some.Ana], null, Some.Now.AddMinutes(-3), runs) });

        ((await Run(jobs, new OneUser(Member))) == RunJobOutcome.Failed).ShouldBe(isGivenUp);
        (jobs.Job!.Problem?.Code, jobs.Job.AtWork is not null).ShouldBe((isGivenUp ? Job.GaveUp : null, isGivenUp));
    }

    [Fact]
    public async Task Of_a_page_that_was_begun_what_has_left_a_trace_is_counted_and_not_done_again()
    {
        var begun = End with { AtWork = new([Some.Ana], null, Some.Now.AddMinutes(-3), 1) };
        var before = new OneJob(begun) { Traces = new([(2, 3)]) };
        var users = new OneUser(Member);
        await Run(before, users);
        (before.Job!.Progress, users.Changed.Count, before.Walks.Count).ShouldBe((new(1, 1, 2, 3, 0), 0, 0));

        var after = new OneJob(begun) { Traces = new([null, (0, 1)]) };
        await Run(after, new OneUser(Some.User()));
        after.Job!.Progress.ShouldBe(new(1, 1, 0, 1, 0));

        var never = new OneJob(begun);
        await Run(never, new OneUser(Some.User()));
        never.Job!.Progress.ShouldBe(new(1, 0, 0, 0, 0));
    }

    [Fact]
    public async Task Who_is_full_is_skipped_and_who_is_busy_makes_the_page_be_tried_again()
    {
        var jobs = new OneJob(End) { Next = new([new(Some.Ana, null)], null) };

        await Run(jobs, new OneUser(Member) { Changing = new Changing.TooLarge() });
        jobs.Job!.Progress.ShouldBe(new(1, 0, 0, 0, 1));
        await Should.ThrowAsync<InvalidOperationException>(() => Run(new OneJob(End) { Next = jobs.Next }, new OneUser(Member) { Changing = new Changing.Busy() }));
    }

    [Fact]
    public async Task What_a_deletion_left_behind_is_removed_before_the_first_page_and_not_again()
    {
        var (first, later, other) = (new OneJob(Clear), new OneJob(Clear with { Page = 1 }), new OneJob(End));

        await Run(first, new OneUser(null));
        await Run(later, new OneUser(null), page: 1);
        await Run(other, new OneUser(null));

        first.Finished.ShouldBe([Some.Bea]);
        (later.Finished.Count, other.Finished.Count).ShouldBe((0, 0));
        first.Walks.ShouldBe([(new Walk.ReportsOf(Some.Bea), null, 200)]);
    }

    [Fact]
    public async Task A_job_whose_message_failed_again_and_again_says_so_and_waits()
    {
        var jobs = new OneJob(End) { Lost = 4 };

        (await new FailJob(jobs, new FakeTimeProvider(Some.Now)).HandleAsync(new(Some.Organisation, End.Id, 0), Token)).ShouldBeTrue();
        (jobs.Job!.State, jobs.Job.Problem, jobs.Job.FinishedAt).ShouldBe((JobState.Failed, new Problem(Job.GaveUp, null), Some.Now));
        await Should.ThrowAsync<InvalidOperationException>(() => new FailJob(new OneJob(End) { Lost = 5 }, new FakeTimeProvider(Some.Now)).HandleAsync(new(Some.Organisation, End.Id, 0), Token));
    }

    [Fact]
    public async Task A_job_that_failed_goes_on_where_it_stood()
    {
        var failed = (End with { Page = 3, AtWork = new([Some.Ana], "next", Some.Now, 50) }).Failed(new(Job.GaveUp, null), Some.Now);
        var jobs = new OneJob(failed) { Lost = 4 };

        var job = (await Restart(jobs, Some.Account)).ShouldNotBeNull();

        (job.State, job.Problem, job.FinishedAt, job.TouchedAt, job.Page, job.AtWork!.Runs).ShouldBe((JobState.Queued, null, null, Some.Now.AddHours(1), 3, 0));
        jobs.Sent.ShouldBe([new(Some.Organisation, End.Id, 3)]);
        await Should.ThrowAsync<InvalidOperationException>(() => Restart(new OneJob(failed) { Lost = 5 }, Some.Account));
    }

    [Fact]
    public async Task A_job_that_is_under_way_is_only_sent_again_and_one_that_is_done_not_even_that()
    {
        var (open, done) = (new OneJob(End), new OneJob(End with { State = JobState.Done }));

        (await Restart(open, Some.Baker)).ShouldBe(End);
        (await Restart(done, Some.Account))!.State.ShouldBe(JobState.Done);

        (open.Sent.Count, open.Moved.Count, done.Sent.Count, done.Moved.Count).ShouldBe((1, 0, 0, 0));
    }

    [Fact]
    public async Task R35_A_job_is_there_for_an_Account_Administrator_and_for_who_started_it()
    {
        var jobs = new OneJob(End with { State = JobState.Failed });
        var stranger = Some.Baker with { User = Some.Ana };

        (await new FindJob(jobs).HandleAsync(Some.Account, End.Id, Token)).ShouldNotBeNull();
        (await new FindJob(jobs).HandleAsync(Some.Baker, End.Id, Token)).ShouldNotBeNull();
        (await new FindJob(jobs).HandleAsync(stranger, End.Id, Token)).ShouldBeNull();
        (await new FindJob(jobs).HandleAsync(Some.Account, new(Some.Id(1)), Token)).ShouldBeNull();
        (await Restart(jobs, stranger)).ShouldBeNull();
        jobs.Moved.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_sweep_sends_what_has_not_got_on_and_counts_what_the_queue_took()
    {
        var jobs = new OneJob(null) { Overdue = { new(Some.Organisation, End.Id, 1), new(Some.Organisation, Clear.Id, 2) } };
        var sweep = new SweepJobs(jobs, jobs, new FakeTimeProvider(Some.Now), new(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)));

        (await sweep.HandleAsync(Token)).ShouldBe(2);
        (jobs.OverdueBefore, jobs.Sent.Count).ShouldBe((Some.Now.AddMinutes(-2), 2));
        jobs.IsReachable = false;
        (await sweep.HandleAsync(Token)).ShouldBe(0);
    }

    [Fact]
    public async Task A_job_is_stored_under_the_operations_name_or_its_own_and_sent_while_it_is_open()
    {
        var jobs = new OneJob(null);
        var start = new StartJob(jobs, jobs);

        await start.AddAsync(Some.Organisation, End, new(new("op"), "hash"), Token);
        await start.AddAsync(Some.Organisation, End, null, Token);
        await start.SendAsync(Some.Organisation, End, Token);
        await start.SendAsync(Some.Organisation, End with { State = JobState.Done }, Token);

        jobs.Added.ShouldBe([new(new("op"), "hash"), new(new($"{End.Id}"), "")]);
        jobs.Sent.ShouldBe([new(Some.Organisation, End.Id, 0)]);
    }

    private static async Task<string?> Failure(Job job)
    {
        var jobs = new OneJob(job);
        return (await Run(jobs, new OneUser(Member))) == RunJobOutcome.Failed ? jobs.Job!.Problem!.Code : null;
    }

    private static Task<Job?> Restart(OneJob jobs, Actor actor) => new RestartJob(jobs, jobs, new FakeTimeProvider(Some.Now.AddHours(1))).HandleAsync(actor, End.Id, Token);

    private static Task<RunJobOutcome> Run(OneJob jobs, OneUser users, int page = 0) =>
        new RunJob(jobs, jobs, jobs, users, jobs, users, new CountedIds(), new FakeTimeProvider(Some.Now)).HandleAsync(new(Some.Organisation, End.Id, page), Token);
}
