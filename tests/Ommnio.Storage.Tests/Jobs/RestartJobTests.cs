using Ommnio.Core.Jobs;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Jobs;

/// <summary>A job whose message is poison, and somebody who starts it again.</summary>
public sealed class RestartJobTests(SharedAzurite azurite) : JobTests(azurite)
{
    private const int People = RunJob.PageSize + 5;

    private FailJob Fail => new(Stored, Time);

    private RestartJob Restart => new(Stored, Sent, Time);

    [Fact]
    public async Task What_was_given_up_in_the_middle_of_a_page_goes_on_there_and_counts_everybody_once()
    {
        await AddManyAsync(People, n => Some.User($"Ana{n}") with { Area = new("Sales") });
        var job = await StartAsync(Job.ApplyRules(new(Guid.CreateVersion7()), Shops, People, Actor, Time.GetUtcNow()));
        await RunAsync(Sent.TryTake()!);
        var page = Sent.TryTake()!;
        Faults.DieAt(7, after: true);
        await Should.ThrowAsync<Exception>(() => RunAsync(page));
        Faults.Live();

        (await Fail.HandleAsync(page, Token)).ShouldBeTrue();
        (await Fail.HandleAsync(page, Token)).ShouldBeFalse();
        var failed = await FindAsync(job.Id);
        (failed.State, failed.Problem!.Code, failed.FinishedAt).ShouldBe((JobState.Failed, Job.GaveUp, Time.GetUtcNow()));
        Time.Advance(TimeSpan.FromHours(1));
        (await SweepAsync()).ShouldBe(0, "nobody looks for what has ended");

        (await Restart.HandleAsync(Actor, job.Id, Token))!.State.ShouldBe(JobState.Queued);
        Sent.TryTake();
        Time.Advance(TimeSpan.FromHours(1));
        (await SweepAsync()).ShouldBe(1, "it is looked for again, should its message be lost");

        var done = await RunAllAsync(job.Id);
        (done.State, done.Problem, done.Progress).ShouldBe((JobState.Done, null, new JobProgress(People, People, People, 0, 0)));
    }

    [Fact]
    public async Task Started_again_while_it_is_under_way_or_done_it_is_left_as_it_is()
    {
        await AddAsync("Sales");
        var job = await StartAsync(Job.ApplyRules(new(Guid.CreateVersion7()), Shops, 1, Actor, Time.GetUtcNow()));
        var page = Sent.Peek()!;

        (await Restart.HandleAsync(Actor, job.Id, Token)).ShouldBe(job);
        var done = await RunAllAsync(job.Id);
        (await Restart.HandleAsync(Actor, job.Id, Token)).ShouldBe(done);

        Sent.Count.ShouldBe(0);
        (await Fail.HandleAsync(page, Token)).ShouldBeFalse("the page is done");
        (await FindAsync(job.Id)).State.ShouldBe(JobState.Done);
    }

    [Fact]
    public async Task Of_many_who_start_it_again_at_once_one_does()
    {
        var job = await StartAsync(Job.ApplyRules(new(Guid.CreateVersion7()), Shops, 0, Actor, Time.GetUtcNow()));
        (await Fail.HandleAsync(Sent.TryTake()!, Token)).ShouldBeTrue();

        var jobs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => new RestartJob(Stored, Get<IJobMessages>(), Time).HandleAsync(Actor, job.Id, Token)));

        jobs.ShouldAllBe(one => one!.IsOpen);
        (await RowKeysAsync()).Count(key => key.StartsWith("w:", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Whose_it_is_not_knows_of_no_job()
    {
        var baker = Actor with { User = new UserId(Guid.CreateVersion7()), Scope = [Shops.Id] };
        var job = await StartAsync(Job.ApplyRules(new(Guid.CreateVersion7()), Shops, 0, Actor, Time.GetUtcNow()));
        var own = await StartAsync(Job.ApplyRules(new(Guid.CreateVersion7()), Shops, 0, baker, Time.GetUtcNow()));

        (await Restart.HandleAsync(baker, job.Id, Token)).ShouldBeNull();
        (await Restart.HandleAsync(baker, own.Id, Token)).ShouldNotBeNull();
        (await Restart.HandleAsync(Actor, new(Guid.CreateVersion7()), Token)).ShouldBeNull();
    }
}
