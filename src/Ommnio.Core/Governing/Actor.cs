using System.Collections.Immutable;
using Ommnio.Core.Users;

namespace Ommnio.Core.Governing;

/// <summary>By which way in a change came; recorded in the audit (D57).</summary>
public enum WayIn
{
    Api,
    Bot,
    Setup,

    /// <summary>The person themselves, by a token or a proved number.</summary>
    SignUp,

    System,
}

/// <summary>
/// On whose authority something happens. The organisation comes from the credential alone.
/// </summary>
/// <param name="User">Null for a call by an API key, which acts with an Account Administrator's authority (D23).</param>
/// <param name="Scope">A Team Administrator's teams with everything below them; null for an Account Administrator, who has all.</param>
public sealed record Actor(OrganisationId Organisation, UserId? User, WayIn Way, ImmutableHashSet<TeamId>? Scope)
{
    public bool IsAccountAdministrator => Scope is null;
}
