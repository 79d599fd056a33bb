using Ommnio.Core.Inviting;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Core.Jobs;

/// <summary>What adding a job came to.</summary>
public abstract record AddingJob
{
    private AddingJob()
    {
    }

    /// <summary>It stands now; or it did before, made by the same operation.</summary>
    public sealed record Added(Job Job) : AddingJob;

    /// <summary>The operation's name was used before for another request.</summary>
    public sealed record Mismatch : AddingJob;
}

public interface IJobs
{
    /// <summary>The job together with what the sweep finds it by, in one transaction. A repeat of the operation answers the first one's job.</summary>
    Task<AddingJob> AddAsync(OrganisationId organisation, Job job, Operation operation, CancellationToken cancellationToken);

    /// <summary>The job that the operation made before; null: none. One point read, and another one where there is a job.</summary>
    Task<AddingJob?> RepeatedAsync(OrganisationId organisation, Operation operation, CancellationToken cancellationToken);

    /// <summary>One point read.</summary>
    Task<Stored<Job>?> FindAsync(OrganisationId organisation, JobId job, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the row if it is unchanged; a job that ends is no longer found by the sweep, and one that is started again is, in the
    /// same transaction. Null when somebody else moved it first. A move whose answer was lost recognises itself.
    /// </summary>
    Task<Stored<Job>?> MoveAsync(OrganisationId organisation, Stored<Job> before, Job after, CancellationToken cancellationToken);

    /// <summary>Open jobs that nobody has touched since <paramref name="before"/>, over all organisations.</summary>
    IAsyncEnumerable<JobMessage> OverdueAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>How many memberships the change of that name began and ended, from the user's history; null when it was never carried out. One point read.</summary>
    Task<(int Joined, int Left)?> TraceAsync(OrganisationId organisation, UserId user, AuditEntry change, CancellationToken cancellationToken);
}

public interface IJobMessages
{
    /// <summary>One request, best effort. False when the queue could not be reached: the sweep sends again. May double a message: a page is claimed first.</summary>
    Task<bool> TrySendAsync(JobMessage message, CancellationToken cancellationToken);
}
