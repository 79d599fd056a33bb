using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Governing;

/// <summary>Who may do what to whom: pure, and the one place that says so.</summary>
public static class Authority
{
    /// <summary>
    /// The actor that a user is: null when they have no administrator's rights now, being a member, not signed up, or blocked (D24).
    /// </summary>
    public static Actor? Of(OrganisationId organisation, User user, WayIn way, Catalogue catalogue, DateTimeOffset now)
    {
        if (user.StateAt(now) is not (UserState.Active or UserState.Inactive))
        {
            return null;
        }

        var own = user.Teams.Where(team => team.Role == TeamRole.Administrator).Select(team => team.Team).ToList();
        return user.Role == OrganisationRole.AccountAdministrator ? new(organisation, user.Id, way, null)
            : own.Count == 0 ? null
            : new(organisation, user.Id, way, [.. catalogue.WithDescendants(own)]);
    }

    /// <summary>An Account Administrator sees all; a Team Administrator the users of their teams, descendants included, and themselves (R4).</summary>
    public static bool MaySee(Actor actor, UserId user, IEnumerable<TeamMembership> teams) =>
        actor.Scope is not { } scope || user == actor.User || teams.Any(team => scope.Contains(team.Team));

    /// <summary>Why the actor may not make the user what <paramref name="after"/> is; null when they may. <paramref name="before"/> is null for a new user.</summary>
    public static Problem? Forbids(Actor actor, User? before, User after)
    {
        if (actor.Scope is not { } scope)
        {
            return null;
        }

        var foreign = after.Teams.Where(team => !scope.Contains(team.Team));
        return after.Role != (before?.Role ?? OrganisationRole.Member) ? new("role.beyond_own", "role")
            : foreign.Except(before?.Teams ?? []).Any() ? new("team.unknown", "teams")
            : !after.Teams.Any(team => scope.Contains(team.Team)) ? new("team.own_needed", "teams")
            : null;
    }
}
