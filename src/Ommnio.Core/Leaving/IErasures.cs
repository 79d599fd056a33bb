using Ommnio.Core.Jobs;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Core.Leaving;

/// <summary>What one deletion leaves behind: who deleted whom, in the user's history and in the account's, and the jobs that see to the rest.</summary>
public sealed record ErasedUser(AuditEntry Audit, IReadOnlyList<Job> Jobs);

public interface IErasures
{
    /// <summary>
    /// Loads the user, lets <paramref name="decide"/> say what remains (null: refused), and deletes them if they are still as loaded;
    /// otherwise loads and decides again, a few times. <paramref name="decide"/> must be pure. One transaction: afterwards nobody
    /// finds the user, and code, ID, email and phone are free (R19). The jobs' messages are the caller's to send.
    /// </summary>
    Task<Changing> EraseAsync(OrganisationId organisation, UserId user, Func<User, ErasedUser?> decide, CancellationToken cancellationToken);

    /// <summary>
    /// Removes what could not go in that transaction: invitations and their tokens, the answers kept for repeats, the user's own draft,
    /// and what was beyond a hundred rows. Safe to repeat, and to begin again after a crash.
    /// </summary>
    Task FinishAsync(OrganisationId organisation, UserId user, CancellationToken cancellationToken);
}
