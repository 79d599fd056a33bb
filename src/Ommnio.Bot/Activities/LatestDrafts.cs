using System.Collections.Concurrent;
using Ommnio.Core.Drafting;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Activities;

/// <summary>
/// The drafts as this process wrote them last, so that the next turn need not read: what it decides from one is written under that
/// one's ETag, which tells when another process was faster. Where that happened every turn reads for a while.
/// </summary>
internal sealed class LatestDrafts(TimeProvider time)
{
    private const int Most = 1_000;

    // A pause in a conversation. What was said of somebody does not lie in memory for long.
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Shared = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<(OrganisationId Organisation, UserId User), Entry> known = new();

    /// <summary>Null: it has to be read.</summary>
    internal StoredDraft? Find(Administrator administrator) => known.TryGetValue((administrator.Actor.Organisation, administrator.User), out var entry) && entry.Until > time.GetUtcNow() ? entry.Draft : null;

    internal void Remember(Administrator administrator, DraftWrite write)
    {
        var (owner, now) = ((administrator.Actor.Organisation, administrator.User), time.GetUtcNow());
        foreach (var old in known.Where(one => one.Value.Until <= now))
        {
            known.TryRemove(old);
        }

        if (known.Count >= Most)
        {
            known.Clear();
        }

        if (!write.IsWritten)
        {
            known[owner] = new(null, now + Shared);
        }
        else if (!known.TryGetValue(owner, out var entry) || entry.Draft is not null)
        {
            known[owner] = new(write.Now, now + Life);
        }
    }

    /// <param name="Draft">Null: other processes write it too.</param>
    private sealed record Entry(StoredDraft? Draft, DateTimeOffset Until);
}
