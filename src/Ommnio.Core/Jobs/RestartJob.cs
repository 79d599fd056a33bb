using Ommnio.Core.Governing;
using Ommnio.Core.Users;

namespace Ommnio.Core.Jobs;

/// <summary>
/// Starts a job again that has failed, where it stood: what it did is done, and a page that was begun is taken over by its traces. A
/// job that is done or under way is left as it is, so that this is safe to repeat.
/// </summary>
public sealed class RestartJob(IJobs jobs, IJobMessages messages, TimeProvider time)
{
    private const int MostTries = 5;

    /// <summary>The job as it is now; null: there is none that the actor may know of. One whose reason still holds fails again, and says so.</summary>
    public async Task<Job?> HandleAsync(Actor actor, JobId id, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await jobs.FindAsync(actor.Organisation, id, cancellationToken) is not { Value: var job } stored
                || Authority.On(actor, AccountAct.RestartJob, new() { StartedBy = job.By }) is not Ruling.Allowed)
            {
                return null;
            }

            if (job.State != JobState.Failed)
            {
                return await SentAsync(actor.Organisation, job, cancellationToken);
            }

            if (await jobs.MoveAsync(actor.Organisation, stored, job.Restarted(time.GetUtcNow()), cancellationToken) is { Value: var restarted })
            {
                return await SentAsync(actor.Organisation, restarted, cancellationToken);
            }
        }

        throw new InvalidOperationException("Others move this job again and again.");
    }

    // Best effort, and one message too many is harmless: a page is claimed first.
    private async Task<Job> SentAsync(OrganisationId organisation, Job job, CancellationToken cancellationToken)
    {
        await (job.IsOpen ? messages.TrySendAsync(JobMessage.Of(organisation, job), cancellationToken) : Task.CompletedTask);
        return job;
    }
}
