using Ommnio.Core.Governing;
using Ommnio.Core.Users;

namespace Ommnio.Core.Jobs;

/// <summary>Reading a job, within what the actor may see: an Account Administrator every one, others those that they started.</summary>
public sealed class FindJob(IJobs jobs)
{
    public async Task<Job?> HandleAsync(Actor actor, JobId id, CancellationToken cancellationToken) =>
        await jobs.FindAsync(actor.Organisation, id, cancellationToken) is { Value: var job } && (actor.IsAccountAdministrator || job.By == actor.User) ? job : null;
}
