using System.Collections.Immutable;
using Ommnio.Core.Grouping;
using Ommnio.Core.Users;

namespace Ommnio.Core.Governing;

/// <summary>By which way in a change came; recorded in the audit (D57).</summary>
public enum WayIn
{
    Api,
    Bot,
    Setup,

    /// <summary>A directory that provisions users. It alone may leave position and area out (D17).</summary>
    Scim,

    /// <summary>The person themselves, by a token or a proved number.</summary>
    SignUp,

    System,
}

/// <summary>
/// On whose authority something happens. The organisation comes from the credential alone. Made anew for each action, so that rights
/// are those of that moment (domain section 5).
/// </summary>
/// <param name="User">Null for a call by an API key, which acts with an Account Administrator's authority (D23).</param>
/// <param name="Scope">A Team Administrator's teams with everything below them; null for an Account Administrator, who has all.</param>
public sealed record Actor(OrganisationId Organisation, UserId? User, WayIn Way, ImmutableHashSet<TeamId>? Scope)
{
    /// <summary>The chat groups that the actor is in, directly or through a team, each with the strongest role there (D44).</summary>
    public ImmutableDictionary<ChatGroupId, GroupRole> Groups { get; init; } = ImmutableDictionary<ChatGroupId, GroupRole>.Empty;

    /// <summary>The id of the API key that the call came with; null where there was none.</summary>
    public string? Key { get; init; }

    public bool IsAccountAdministrator => Scope is null;

    /// <summary>Of the whole account or of some team; who is neither may still administer chat groups.</summary>
    public bool IsAdministrator => Scope is not { Count: 0 };

    internal bool Has(TeamId team) => Scope?.Contains(team) ?? true;
}
