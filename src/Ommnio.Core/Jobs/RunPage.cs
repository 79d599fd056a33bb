using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Core.Jobs;

/// <summary>One run over the users of a page.</summary>
/// <param name="job">As claimed by this run.</param>
internal sealed class RunPage(IJobs jobs, IUsers users, OrganisationId organisation, Job job, Catalogue catalogue)
{
    private const int AtOnce = 8;
    private static readonly JobProgress Seen = new(1, 0, 0, 0, 0);
    private readonly AuditEntry name = JobWork.NameOf(job);

    /// <param name="met">The users as the walk met them, where this run is the page's first; null: others may have begun it.</param>
    public async Task<JobProgress> HandleAsync(IReadOnlyList<Walked>? met, CancellationToken cancellationToken)
    {
        var page = met ?? [.. job.AtWork!.Users.Select(id => new Walked(id, null))];
        var done = JobProgress.None;
        var sum = new Lock();
        await Parallel.ForEachAsync(page, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (user, token) =>
        {
            var one = met is null ? await AgainAsync(user.Id, token) : await FirstAsync(user, token);
            lock (sum)
            {
                done += one;
            }
        });
        return done;
    }

    // Whoever needs no change costs no request: most do not.
    private async Task<JobProgress> FirstAsync(Walked user, CancellationToken cancellationToken) =>
        user.User is { } met && JobWork.Decide(job, met, catalogue) is null ? Seen : await ChangeAsync(user.Id, cancellationToken) ?? Seen;

    // An earlier run may have changed the user, or be about to: it is looked for before and after.
    private async Task<JobProgress> AgainAsync(UserId user, CancellationToken cancellationToken) =>
        await TraceAsync(user, cancellationToken) ?? await ChangeAsync(user, cancellationToken) ?? await TraceAsync(user, cancellationToken) ?? Seen;

    private async Task<JobProgress?> TraceAsync(UserId user, CancellationToken cancellationToken) =>
        await jobs.TraceAsync(organisation, user, name, cancellationToken) is var (joined, left) ? new(1, 1, joined, left, 0) : null;

    // Null: there was nothing to change.
    private async Task<JobProgress?> ChangeAsync(UserId user, CancellationToken cancellationToken)
    {
        ChangedUser? change = null;
        var changing = await users.ChangeAsync(organisation, user, before => change = JobWork.Change(job, before, catalogue), cancellationToken);
        return changing switch
        {
            Changing.Changed => new(1, 1, change!.Audit.Joined, change.Audit.Left, 0),
            Changing.TooLarge => Seen with { Skipped = 1 },
            // The whole page is tried again, and what is done of it by then is recognised.
            Changing.Busy => throw new InvalidOperationException($"The {user} is changed by others again and again."),
            _ => null,
        };
    }
}
