using Ommnio.Core.Grouping;
using Ommnio.Core.Users;

namespace Ommnio.Core.Organisations;

/// <summary>Catalogues by organisation. Answers from a cache that is at most some seconds old.</summary>
public interface ICatalogues
{
    /// <summary>Null when there is no such organisation.</summary>
    ValueTask<Catalogue?> FindAsync(OrganisationId organisation, CancellationToken cancellationToken);

    /// <summary>Adds labels that are not known yet; one that is known already changes nothing. Safe to repeat.</summary>
    Task RememberAsync(OrganisationId organisation, IReadOnlyList<KnownLabel> labels, CancellationToken cancellationToken);

    /// <summary>
    /// Loads the catalogue as it is now, lets <paramref name="decide"/> say the team as it should be (null: nothing to store), and
    /// stores it if nothing in teams and groups has changed since; otherwise loads and decides again, a few times.
    /// <paramref name="decide"/> must be pure.
    /// </summary>
    Task<CatalogueChanging> ChangeTeamAsync(OrganisationId organisation, Func<Catalogue, Team?> decide, CancellationToken cancellationToken);
}

/// <summary>What changing teams or groups came to.</summary>
public enum CatalogueChanging
{
    Changed,

    /// <summary>There was nothing to store; the caller keeps its own reasons.</summary>
    Unchanged,

    /// <summary>More than a row holds; nothing was stored.</summary>
    TooLarge,

    /// <summary>Others changed the catalogue again and again; nothing was stored. Worth repeating.</summary>
    Busy,
}
