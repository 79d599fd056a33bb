using Ommnio.Core.Inviting;
using Ommnio.Core.Jobs;
using Ommnio.Core.Leaving;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Tests.Jobs;

/// <summary>Holds one job, and writes down what it is asked; where the call is all that matters.</summary>
internal sealed class OneJob(Job? job) : IJobs, IJobMessages, IUserWalks, IErasures
{
    /// <summary>How many moves are lost to somebody who was faster.</summary>
    public int Lost { get; set; }

    /// <summary>What is lost is so from this move on, counted from 0.</summary>
    public int LostFrom { get; set; }

    public Page<Walked> Next { get; set; } = new([], null);

    /// <summary>What the user's history has of the change before it is tried; then after.</summary>
    public Queue<(int Joined, int Left)?> Traces { get; init; } = [];

    /// <summary>What the same operation made before.</summary>
    public AddingJob? Repeated { get; set; }

    public List<Job> Moved { get; } = [];

    public List<JobMessage> Sent { get; } = [];

    public List<JobMessage> Overdue { get; } = [];

    public DateTimeOffset? OverdueBefore { get; private set; }

    public List<Operation> Added { get; } = [];

    public List<(Walk Walk, string? After, int Limit)> Walks { get; } = [];

    public List<UserId> Finished { get; } = [];

    /// <summary>Whether the queue takes messages.</summary>
    public bool IsReachable { get; set; } = true;

    public Job? Job => job;

    public Task<AddingJob> AddAsync(OrganisationId organisation, Job added, Operation operation, CancellationToken cancellationToken)
    {
        Added.Add(operation);
        return Task.FromResult<AddingJob>(new AddingJob.Added(added));
    }

    public Task<AddingJob?> RepeatedAsync(OrganisationId organisation, Operation operation, CancellationToken cancellationToken) => Task.FromResult(Repeated);

    public Task<Stored<Job>?> FindAsync(OrganisationId organisation, JobId id, CancellationToken cancellationToken) =>
        Task.FromResult(job?.Id == id ? new Stored<Job>(job, "1") : null);

    public Task<Stored<Job>?> MoveAsync(OrganisationId organisation, Stored<Job> before, Job after, CancellationToken cancellationToken)
    {
        Moved.Add(after);
        if (Moved.Count > LostFrom && Lost-- > 0)
        {
            return Task.FromResult<Stored<Job>?>(null);
        }

        job = after;
        return Task.FromResult<Stored<Job>?>(new(after, "2"));
    }

    public async IAsyncEnumerable<JobMessage> OverdueAsync(DateTimeOffset before, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        OverdueBefore = before;
        foreach (var message in Overdue)
        {
            yield return await Task.FromResult(message);
        }
    }

    public Task<(int Joined, int Left)?> TraceAsync(OrganisationId organisation, UserId user, AuditEntry change, CancellationToken cancellationToken) =>
        Task.FromResult(Traces.TryDequeue(out var trace) ? trace : null);

    public Task<bool> TrySendAsync(JobMessage message, CancellationToken cancellationToken)
    {
        Sent.Add(message);
        return Task.FromResult(IsReachable);
    }

    public Task<Page<Walked>> NextAsync(OrganisationId organisation, Walk walk, string? after, int limit, CancellationToken cancellationToken)
    {
        Walks.Add((walk, after, limit));
        return Task.FromResult(Next);
    }

    public Task<Changing> EraseAsync(OrganisationId organisation, UserId user, Func<User, ErasedUser?> decide, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Nobody here erases a user.");

    public Task FinishAsync(OrganisationId organisation, UserId user, CancellationToken cancellationToken)
    {
        Finished.Add(user);
        return Task.CompletedTask;
    }
}
