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

    /// <summary>
    /// What of the catalogue the actor may assign to users: a chat group when all the teams linked to it are theirs (D36). What is
    /// out of scope is not in it, so whoever reads a request with it answers the same for a foreign team as for none (R35).
    /// </summary>
    public static Catalogue Assignable(Actor actor, Catalogue catalogue)
    {
        if (actor.Scope is not { } scope)
        {
            return catalogue;
        }

        var isOwn = catalogue.Teams.ToLookup(team => scope.Contains(team.Id));
        var groups = Linked(isOwn[true]).Except(Linked(isOwn[false])).ToHashSet();
        return catalogue with { Teams = [.. isOwn[true]], ChatGroups = [.. catalogue.ChatGroups.Where(group => groups.Contains(group.Id))] };
    }

    /// <summary>
    /// Why the actor may not make of the user what <paramref name="after"/> is; null when they may.
    /// <paramref name="before"/> is null for a new user. What is out of scope is answered as unknown (R35).
    /// </summary>
    public static Problem? Forbids(Actor actor, User? before, User after, Catalogue catalogue)
    {
        if (before is { Role: OrganisationRole.AccountAdministrator } && after.Role != before.Role)
        {
            return new("role.not_lowered", "role");
        }

        if (actor.Scope is not { } scope)
        {
            return null;
        }

        var groups = Assignable(actor, catalogue).ChatGroups.Select(group => group.Id);
        return after.Role != (before?.Role ?? OrganisationRole.Member) ? new("role.beyond_own", "role")
            : Touched(before?.Teams, after.Teams).Any(team => !scope.Contains(team.Team)) ? new("team.unknown", "teams")
            : Touched(before?.ChatGroups, after.ChatGroups).Select(membership => membership.Group).Except(groups).Any() ? new("group.unknown", "chatGroups")
            : !after.Teams.Any(team => scope.Contains(team.Team)) ? new("team.own_needed", "teams")
            : before is not null && ChangesIdentity(before, after) ? ForbidsTakeover(actor, before)
            : null;
    }

    /// <summary>A Team Administrator does not touch contact data, code, ID or invitations of somebody with higher or foreign rights (D27).</summary>
    public static Problem? ForbidsTakeover(Actor actor, User user) =>
        actor.Scope is { } scope
        && (user.Role == OrganisationRole.AccountAdministrator || user.Teams.Any(team => team.Role == TeamRole.Administrator && !scope.Contains(team.Team)))
            ? new("user.higher_rights", null)
            : null;

    private static IEnumerable<ChatGroupId> Linked(IEnumerable<Team> teams) => teams.SelectMany(team => team.ChatGroups).Select(link => link.Group);

    private static IEnumerable<T> Touched<T>(IReadOnlyList<T>? before, IReadOnlyList<T> after) =>
        after.Except(before ?? []).Concat((before ?? []).Except(after));

    private static bool ChangesIdentity(User before, User after) =>
        before.Phone != after.Phone || before.Email != after.Email || before.Code?.Text != after.Code?.Text || before.HasNationalId != after.HasNationalId;
}
