using Ommnio.Core.Users;

namespace Ommnio.Core.Keeping;

/// <summary>For how long things are kept that nobody needs any more.</summary>
/// <param name="Answers">Answers that are kept for repeats of a request, which hold the user whole; and pairing codes, which are over long before.</param>
/// <param name="Drafts">Conversations that nobody went on with; as long as the bot promises to keep what was said.</param>
/// <param name="Invitations">Invitations after their end. A user's newest one stays with the user.</param>
/// <param name="History">Who changed which fields (D57), and the jobs that have ended: the record that a deletion is complete.</param>
public sealed record RetentionSettings(TimeSpan Answers, TimeSpan Drafts, TimeSpan Invitations, TimeSpan History)
{
    public static readonly RetentionSettings Default = new(TimeSpan.FromHours(48), TimeSpan.FromDays(7), TimeSpan.FromDays(90), TimeSpan.FromDays(730));
}

/// <summary>How many rows went.</summary>
public sealed record Purged(int Answers, int Drafts, int Invitations, int History, int Jobs)
{
    public static Purged operator +(Purged one, Purged other) =>
        new(one.Answers + other.Answers, one.Drafts + other.Drafts, one.Invitations + other.Invitations, one.History + other.History, one.Jobs + other.Jobs);
}

/// <summary>What ended before.</summary>
public sealed record Cutoffs(DateTimeOffset Answers, DateTimeOffset Drafts, DateTimeOffset Invitations, DateTimeOffset History);

public interface IRetention
{
    IAsyncEnumerable<OrganisationId> OrganisationsAsync(CancellationToken cancellationToken);

    /// <summary>Removes what is older. A row that somebody changes meanwhile stays. Safe to repeat, and to begin again after a crash.</summary>
    Task<Purged> PurgeAsync(OrganisationId organisation, Cutoffs before, CancellationToken cancellationToken);
}

/// <summary>The timer's side: what is past its time goes.</summary>
public sealed class PurgeOld(IRetention retention, RetentionSettings settings, TimeProvider time)
{
    public async Task<Purged> HandleAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var before = new Cutoffs(now - settings.Answers, now - settings.Drafts, now - settings.Invitations, now - settings.History);
        var purged = new Purged(0, 0, 0, 0, 0);
        await foreach (var organisation in retention.OrganisationsAsync(cancellationToken))
        {
            purged += await retention.PurgeAsync(organisation, before, cancellationToken);
        }

        return purged;
    }
}
