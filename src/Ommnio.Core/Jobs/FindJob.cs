using Ommnio.Core.Governing;
using Ommnio.Core.Users;

namespace Ommnio.Core.Jobs;

/// <summary>Reading a job, within what the actor may see (<see cref="AccountAct.SeeJob"/>).</summary>
public sealed class FindJob(IJobs jobs)
{
    public async Task<Job?> HandleAsync(Actor actor, JobId id, CancellationToken cancellationToken) =>
        await jobs.FindAsync(actor.Organisation, id, cancellationToken) is { Value: var job }
        && Authority.On(actor, AccountAct.SeeJob, new() { StartedBy = job.By }) is Ruling.Allowed ? job : null;
}
