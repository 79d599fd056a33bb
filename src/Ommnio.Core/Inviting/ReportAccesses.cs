using System.Collections.Concurrent;
using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Core.Inviting;

public sealed record Access(UserId User, DateTimeOffset At);

/// <summary>
/// The chat product says when users were last there; active and inactive follow from it (D18, R16). Written only where it matters:
/// where it is a day newer than what is known, or changes the state. Safe to repeat.
/// </summary>
public sealed class ReportAccesses(IUsers users, IIds ids, TimeProvider time)
{
    public const int Most = 1_000;
    private const int AtOnce = 8;
    private static readonly TimeSpan Newer = TimeSpan.FromDays(1);

    /// <summary>The user as they are to be stored; null where nothing of it matters.</summary>
    public static User? Decide(User before, DateTimeOffset at, DateTimeOffset now)
    {
        var after = before with { LastAccessAt = at };
        return before.SignedUpAt is null || at <= before.LastAccessAt ? null
            : at - (before.LastAccessAt ?? before.SignedUpAt) >= Newer || before.StateAt(now) != after.StateAt(now) ? after
            : null;
    }

    /// <summary>A read for each user, and a transaction where it matters.</summary>
    /// <returns>Those that are not there, or have not signed up.</returns>
    public async Task<IReadOnlyList<UserId>> HandleAsync(OrganisationId organisation, IReadOnlyList<Access> accesses, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var latest = accesses.GroupBy(access => access.User).Select(group => group.MaxBy(access => access.At)!);
        ConcurrentBag<UserId> ignored = [];
        await Parallel.ForEachAsync(latest, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (access, token) =>
        {
            var isIn = false;
            var audit = new AuditEntry(new($"{ids.Next():N}"), now, access.User, WayIn.System, "user.accessed", []);
            await users.ChangeAsync(organisation, access.User, before =>
            {
                isIn = before.SignedUpAt is not null;
                return Decide(before, access.At, now) is { } after ? new(after, null, false, audit) { IsUnaudited = true } : null;
            }, token);
            if (!isIn)
            {
                ignored.Add(access.User);
            }
        });
        return [.. ignored.OrderBy(user => user.Value)];
    }
}
