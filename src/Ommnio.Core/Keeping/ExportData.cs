using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

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

    public sealed record Forbidden : ExportOutcome;

    public sealed record NotFound : ExportOutcome;

    public sealed record BadCursor : ExportOutcome;
}

/// <summary>
/// The right to have one's data (GDPR articles 15 and 20). An export reaches beyond any team, so it takes an Account Administrator.
/// The national ID is not in it: nothing that reads ever shows it (D6).
/// </summary>
public sealed class ExportData(IExports exports)
{
    public async Task<ExportOutcome> OfUserAsync(Actor actor, UserId user, CancellationToken cancellationToken) =>
        !actor.IsAccountAdministrator ? new ExportOutcome.Forbidden()
        : await exports.OfUserAsync(actor.Organisation, user, cancellationToken) is { } lines ? new ExportOutcome.Exported(lines, null)
        : new ExportOutcome.NotFound();

    public async Task<ExportOutcome> OfOrganisationAsync(Actor actor, string? after, int limit, CancellationToken cancellationToken) =>
        !actor.IsAccountAdministrator ? new ExportOutcome.Forbidden()
        : await exports.OfOrganisationAsync(actor.Organisation, after, limit, cancellationToken) is { } page ? new ExportOutcome.Exported(page.Items, page.Next)
        : new ExportOutcome.BadCursor();
}
