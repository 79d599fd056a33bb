using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Core.Jobs;

/// <summary>Starts work over many users. Who stores a job in a transaction of its own needs only <see cref="SendAsync"/>.</summary>
public sealed class StartJob(IJobs jobs, IJobMessages messages)
{
    /// <summary>Stores the job without starting it. Safe to repeat with the same operation: the first one's job comes back.</summary>
    /// <param name="operation">Null: every call makes a job of its own.</param>
    public Task<AddingJob> AddAsync(OrganisationId organisation, Job job, Operation? operation, CancellationToken cancellationToken) =>
        jobs.AddAsync(organisation, job, operation ?? new(new(job.Id.ToString()), ""), cancellationToken);

    /// <summary>Starts a job that is stored, or starts it again. Best effort: what is not sent is sent by the sweep.</summary>
    public Task SendAsync(OrganisationId organisation, Job job, CancellationToken cancellationToken) =>
        job.IsOpen ? messages.TrySendAsync(JobMessage.Of(organisation, job), cancellationToken) : Task.CompletedTask;
}
