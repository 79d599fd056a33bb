using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Auditing;

/// <summary>What happened to users and to the account: who changed which fields, when, by which way in; never the values (D57).</summary>
public interface IHistories
{
    /// <summary>
    /// The newest first. One query a page. <paramref name="after"/> is a cursor of an earlier page of the same history; null when
    /// that one is not ours.
    /// </summary>
    /// <param name="user">Null: the account's own history.</param>
    Task<Page<AuditEntry>?> ListAsync(OrganisationId organisation, UserId? user, int limit, string? after, CancellationToken cancellationToken);

    /// <summary>One more line of the account's own history. Safe to repeat.</summary>
    Task AddAsync(OrganisationId organisation, AuditEntry line, CancellationToken cancellationToken);
}

/// <summary>A line of a history.</summary>
/// <param name="By">Who did it, as far as the reader may see them; null for an API key and the system as well (R35).</param>
public sealed record HistoryLine(AuditEntry Entry, User? By);

public abstract record FindHistoryOutcome
{
    private FindHistoryOutcome()
    {
    }

    public sealed record Found(Page<HistoryLine> Page) : FindHistoryOutcome;

    public sealed record Forbidden(Problem Problem) : FindHistoryOutcome;

    public sealed record NotFound : FindHistoryOutcome;

    public sealed record BadCursor : FindHistoryOutcome;
}

public sealed class FindHistory(IHistories histories, FindUsers find)
{
    /// <summary>A read, a query, and a read for each administrator on the page. What is kept of a deleted user, an Account Administrator still reads (D22).</summary>
    public async Task<FindHistoryOutcome> HandleAsync(Actor actor, UserId id, int limit, string? after, CancellationToken cancellationToken)
    {
        var user = await find.ByIdAsync(actor, id, cancellationToken);
        if (user is null && !actor.IsAccountAdministrator)
        {
            return new FindHistoryOutcome.NotFound();
        }

        var page = await histories.ListAsync(actor.Organisation, id, limit, after, cancellationToken);
        return page is null ? new FindHistoryOutcome.BadCursor()
            : user is null && page.Items.Count == 0 && after is null ? new FindHistoryOutcome.NotFound()
            : await NamedAsync(actor, page, cancellationToken);
    }

    /// <summary>The account's own: keys made, rotated and revoked, exports, deletions. A query, and a read for each administrator on the page.</summary>
    public async Task<FindHistoryOutcome> OfAccountAsync(Actor actor, int limit, string? after, CancellationToken cancellationToken)
    {
        if (Authority.On(actor, AccountAct.SeeHistory, AccountCase.Whole) is Ruling.Forbidden(var problem))
        {
            return new FindHistoryOutcome.Forbidden(problem);
        }

        var page = await histories.ListAsync(actor.Organisation, user: null, limit, after, cancellationToken);
        return page is null ? new FindHistoryOutcome.BadCursor() : await NamedAsync(actor, page, cancellationToken);
    }

    private async Task<FindHistoryOutcome> NamedAsync(Actor actor, Page<AuditEntry> page, CancellationToken cancellationToken)
    {
        var administrators = await Task.WhenAll(page.Items.Select(entry => entry.By).OfType<UserId>().Distinct().Select(by => find.ByIdAsync(actor, by, cancellationToken)));
        var seen = administrators.OfType<User>().ToDictionary(administrator => administrator.Id);
        return new FindHistoryOutcome.Found(new([.. page.Items.Select(entry => new HistoryLine(entry, entry.By is { } by ? seen.GetValueOrDefault(by) : null))], page.Next));
    }
}
