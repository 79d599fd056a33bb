using Ommnio.Core.Grouping;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Core.Organisations;

/// <summary>Catalogues by organisation. Answers from a cache that is at most some seconds old.</summary>
public interface ICatalogues
{
    /// <summary>Null when there is no such organisation.</summary>
    ValueTask<Catalogue?> FindAsync(OrganisationId organisation, CancellationToken cancellationToken);

    /// <summary>As it is now, past the cache: for work that must not go by rules of seconds ago. One query.</summary>
    ValueTask<Catalogue?> FindNowAsync(OrganisationId organisation, CancellationToken cancellationToken);

    /// <summary>Adds labels that are not known yet; one that is known already changes nothing. Safe to repeat.</summary>
    Task RememberAsync(OrganisationId organisation, IReadOnlyList<KnownLabel> labels, CancellationToken cancellationToken);

    /// <summary>
    /// Loads the catalogue as it is now, lets <paramref name="decide"/> say what is to become of a team or chat group (null: nothing
    /// to store), and stores it if nothing in teams and groups has changed since; otherwise loads and decides again, a few times.
    /// <paramref name="decide"/> must be pure. One transaction, however many members there are.
    /// </summary>
    /// <param name="operation">Recognises a repeat, which then decides nothing; null: every call is a new one.</param>
    Task<CatalogueChanging> ChangeAsync(OrganisationId organisation, Operation? operation, Func<Catalogue, CatalogueEdit?> decide, CancellationToken cancellationToken);
}

/// <summary>What is to become of one team or chat group.</summary>
public abstract record CatalogueEdit
{
    private CatalogueEdit()
    {
    }

    public sealed record PutTeam(Team Team) : CatalogueEdit;

    public sealed record RemoveTeam(TeamId Team) : CatalogueEdit;

    public sealed record PutGroup(ChatGroup Group) : CatalogueEdit;

    public sealed record RemoveGroup(ChatGroupId Group) : CatalogueEdit;
}

/// <summary>What changing the catalogue came to.</summary>
public abstract record CatalogueChanging
{
    private CatalogueChanging()
    {
    }

    public sealed record Changed : CatalogueChanging;

    /// <summary>There was nothing to store; the caller keeps its own reasons.</summary>
    public sealed record Unchanged : CatalogueChanging;

    /// <summary>The same operation was carried out before: this is what it stored then.</summary>
    public sealed record Repeated(CatalogueEdit Edit) : CatalogueChanging;

    /// <summary>The operation's name was used before for another request.</summary>
    public sealed record Mismatch : CatalogueChanging;

    /// <summary>More than a row holds; nothing was stored.</summary>
    public sealed record TooLarge : CatalogueChanging;

    /// <summary>Others changed the catalogue again and again; nothing was stored. Worth repeating.</summary>
    public sealed record Busy : CatalogueChanging;
}
