using Ommnio.Core.Wording;

namespace Ommnio.Core.Jobs;

/// <summary>The end of a job's message that failed again and again: the job is marked as failed, says so, and waits for somebody to start it again (<see cref="RestartJob"/>).</summary>
public sealed class FailJob(IJobs jobs, TimeProvider time)
{
    private const int MostTries = 5;

    /// <summary>Whether there was something left to fail: not where the page is done by now, or the job has ended or gone. Safe to repeat.</summary>
    public async Task<bool> HandleAsync(JobMessage message, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await jobs.FindAsync(message.Organisation, message.Job, cancellationToken) is not { Value: { IsOpen: true } job } stored || job.Page != message.Page)
            {
                return false;
            }

            if (await jobs.MoveAsync(message.Organisation, stored, job.Failed(new Problem(Job.GaveUp, null), time.GetUtcNow()), cancellationToken) is not null)
            {
                return true;
            }
        }

        throw new InvalidOperationException("Others move this job again and again.");
    }
}
