using Ommnio.Core.Auditing;
using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Keeping;

/// <summary>What is kept, as JSON texts of one line each: as it is stored, so that nothing that is stored can be forgotten here.</summary>
public interface IExports
{
    /// <summary>The user, their invitations and their history. Null when there is no such user.</summary>
    Task<IReadOnlyList<string>?> OfUserAsync(OrganisationId organisation, UserId user, CancellationToken cancellationToken);

    /// <summary>One page of everything. Null when <paramref name="after"/> is not one of our cursors.</summary>
    Task<Page<string>?> OfOrganisationAsync(OrganisationId organisation, string? after, int limit, CancellationToken cancellationToken);
}

public abstract record ExportOutcome
{
    private ExportOutcome()
    {
    }

    /// <param name="Next">Where the next page begins; null: this is all.</param>
    public sealed record Exported(IReadOnlyList<string> Lines, string? Next) : ExportOutcome;

    public sealed record Forbidden(Problem Problem) : ExportOutcome;

    public sealed record NotFound : ExportOutcome;

    public sealed record BadCursor : ExportOutcome;
}

/// <summary>
/// The right to have one's data (GDPR articles 15 and 20). An export reaches beyond any team, so it takes an Account Administrator,
/// and nothing of it is answered before the account's history says who had it: a line for a user, a line for each page of everything.
/// The national ID is not in it: nothing that reads ever shows it (D6).
/// </summary>
public sealed class ExportData(IExports exports, IHistories histories, IIds ids, TimeProvider time)
{
    public async Task<ExportOutcome> OfUserAsync(Actor actor, UserId user, CancellationToken cancellationToken) =>
        Forbids(actor) is { } problem ? new ExportOutcome.Forbidden(problem)
        : await exports.OfUserAsync(actor.Organisation, user, cancellationToken) is { } lines ? await RecordedAsync(actor, "user.exported", user.ToString(), new(lines, null), cancellationToken)
        : new ExportOutcome.NotFound();

    public async Task<ExportOutcome> OfOrganisationAsync(Actor actor, string? after, int limit, CancellationToken cancellationToken) =>
        Forbids(actor) is { } problem ? new ExportOutcome.Forbidden(problem)
        : await exports.OfOrganisationAsync(actor.Organisation, after, limit, cancellationToken) is { } page ? await RecordedAsync(actor, "organisation.exported", null, new(page.Items, page.Next), cancellationToken)
        : new ExportOutcome.BadCursor();

    private async Task<ExportOutcome.Exported> RecordedAsync(Actor actor, string action, string? about, ExportOutcome.Exported exported, CancellationToken cancellationToken)
    {
        var line = new AuditEntry(new($"{ids.Next():N}"), time.GetUtcNow(), actor.User, actor.Way, action, []) { About = about, Key = actor.Key };
        await histories.AddAsync(actor.Organisation, line, cancellationToken);
        return exported;
    }

    private static Problem? Forbids(Actor actor) => Authority.On(actor, AccountAct.Export, AccountCase.Whole) is Ruling.Forbidden(var problem) ? problem : null;
}
