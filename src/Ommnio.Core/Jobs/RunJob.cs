using Ommnio.Core.Leaving;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Jobs;

public enum RunJobOutcome
{
    /// <summary>The page is done, and the message of the next one sent.</summary>
    Advanced,

    Finished,

    /// <summary>It cannot go on, and says why.</summary>
    Failed,

    /// <summary>Nothing to do: the message is of a page that is done, or the job has ended or gone.</summary>
    AlreadyDone,

    /// <summary>What it waits for has not happened yet; the sweep comes back to it.</summary>
    Waiting,

    /// <summary>Another run took the page over; what this one did to users is done, and the other one counts it.</summary>
    HeldByAnother,
}

/// <summary>
/// The queue's side of a job: one page. Safe to repeat, and to run twice at once. Users are changed one by one, each in one
/// transaction that writes a trace into their history; the page is booked afterwards, under the job's ETag. Who finds a page begun
/// looks for the traces first: what was done then is counted, and not done again.
/// </summary>
public sealed class RunJob(IJobs jobs, IJobMessages messages, IUserWalks walks, IUsers users, IErasures erasures, ICatalogues catalogues, IIds ids, TimeProvider time)
{
    public const int PageSize = 200;

    // A page that brings down whoever begins it must not do so for ever.
    private const int MostRuns = 50;

    /// <summary>The page that begins after the cursor, or the one that was begun and not booked, claimed.</summary>
    public static Job Claim(Job job, Page<Walked>? next, Guid claim, DateTimeOffset now)
    {
        var page = job.AtWork ?? new([.. next!.Items.Select(user => user.Id)], next.Next, now, 0);
        return job with { State = JobState.Running, StartedAt = job.StartedAt ?? now, TouchedAt = now, ClaimedBy = claim, AtWork = page with { Runs = page.Runs + 1 } };
    }

    /// <summary>
    /// The page booked. Where users change their place in the range, it is gone through again until nobody is left to be changed:
    /// who was renamed during the walk is not forgotten. Users are counted as seen once.
    /// </summary>
    public static Job Book(Job claimed, JobProgress done, DateTimeOffset now)
    {
        var page = claimed.AtWork!;
        var changed = claimed.PassChanged || done.Changed > 0;
        var isAgain = page.Next is null && changed && JobWork.WalkOf(claimed) is not Walk.Everybody;
        var isEnd = page.Next is null && !isAgain;
        return claimed with
        {
            State = isEnd ? JobState.Done : JobState.Running,
            FinishedAt = isEnd ? now : null,
            TouchedAt = now,
            Progress = claimed.Progress + (claimed.Pass == 0 ? done : done with { Seen = done.Changed, Skipped = 0 }),
            Page = claimed.Page + 1,
            Cursor = page.Next,
            Pass = claimed.Pass + (isAgain ? 1 : 0),
            PassChanged = changed && !isAgain,
            AtWork = null,
        };
    }

    public async Task<RunJobOutcome> HandleAsync(JobMessage message, CancellationToken cancellationToken)
    {
        var organisation = message.Organisation;
        if (await jobs.FindAsync(organisation, message.Job, cancellationToken) is not { Value: { IsOpen: true } job } stored || job.Page != message.Page)
        {
            return RunJobOutcome.AlreadyDone;
        }

        var catalogue = await catalogues.FindNowAsync(organisation, cancellationToken) ?? throw new InvalidOperationException("The job's organisation has no catalogue.");
        var (isReady, problem) = JobWork.Check(job, catalogue, time.GetUtcNow());
        problem ??= job.AtWork is { Runs: >= MostRuns } ? new Problem(Job.GaveUp, null) : null;
        if (problem is not null)
        {
            await jobs.MoveAsync(organisation, stored, job.Failed(problem, time.GetUtcNow()), cancellationToken);
            return RunJobOutcome.Failed;
        }

        // What the deletion's transaction could not hold; safe to repeat, and not again once a page is booked.
        if (job is { Kind: JobKind.ClearRelatedTo, Page: 0 })
        {
            await erasures.FinishAsync(organisation, new(job.Subject), cancellationToken);
        }

        var next = isReady && job.AtWork is null ? await walks.NextAsync(organisation, JobWork.WalkOf(job), job.Cursor, PageSize, cancellationToken) : null;
        if (!isReady)
        {
            return RunJobOutcome.Waiting;
        }

        if (await jobs.MoveAsync(organisation, stored, Claim(job, next, ids.Next(), time.GetUtcNow()), cancellationToken) is not { } claimed)
        {
            return RunJobOutcome.HeldByAnother;
        }

        var done = await new RunPage(jobs, users, organisation, claimed.Value, catalogue).HandleAsync(next?.Items, cancellationToken);
        if (await jobs.MoveAsync(organisation, claimed, Book(claimed.Value, done, time.GetUtcNow()), cancellationToken) is not { Value: var after })
        {
            return RunJobOutcome.HeldByAnother;
        }

        if (!after.IsOpen)
        {
            return RunJobOutcome.Finished;
        }

        await messages.TrySendAsync(JobMessage.Of(organisation, after), cancellationToken);
        return RunJobOutcome.Advanced;
    }
}
