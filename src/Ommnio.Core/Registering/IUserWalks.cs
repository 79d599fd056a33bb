using Ommnio.Core.Users;

namespace Ommnio.Core.Registering;

/// <summary>Whom a walk goes over.</summary>
public abstract record Walk
{
    private Walk()
    {
    }

    /// <summary>Everybody, in the order of their ids: no change of a user moves them.</summary>
    public sealed record Everybody : Walk;

    /// <summary>Who is in a team, in the order of a list: who is renamed may be met twice or not at all.</summary>
    public sealed record MembersOf(TeamId Team) : Walk;

    /// <summary>Who is related to a manager; in the order of a list too.</summary>
    public sealed record ReportsOf(UserId Manager) : Walk;
}

/// <param name="User">As they were when they were met; null where the walk learns ids alone.</param>
public sealed record Walked(UserId Id, User? User);

/// <summary>Users by the hundred, for work on all of them. Nothing of it is for a reader's eyes: no rights are asked for.</summary>
public interface IUserWalks
{
    /// <summary>One query. <paramref name="after"/> is the <see cref="Page{T}.Next"/> of the page before; no next: that was the end.</summary>
    Task<Page<Walked>> NextAsync(OrganisationId organisation, Walk walk, string? after, int limit, CancellationToken cancellationToken);
}
