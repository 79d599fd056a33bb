using System.Collections.Immutable;
using Ommnio.Core.Grouping;
using Ommnio.Core.Listing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Governing;

/// <summary>
/// Who may do what to whom: pure, and the one place that says so. HTTP, bot and every other door ask it at the time of the act.
/// The tables themselves are <see cref="UserRights"/>, <see cref="TeamRights"/>, <see cref="GroupRights"/> and <see cref="AccountRights"/>.
/// </summary>
public static class Authority
{
    /// <summary>
    /// The actor that a user is: null when they have no administrator's rights now, being a mere member, not signed up, or blocked (D24).
    /// Who administers chat groups alone is one too, with an empty scope.
    /// </summary>
    public static Actor? Of(OrganisationId organisation, User user, WayIn way, Catalogue catalogue, DateTimeOffset now)
    {
        if (user.StateAt(now) is not (UserState.Active or UserState.Inactive))
        {
            return null;
        }

        // Who administers a team that is gone administers nothing.
        var own = user.Teams.Where(team => team.Role == TeamRole.Administrator && catalogue.Team(team.Team) is not null).Select(team => team.Team);
        ImmutableHashSet<TeamId>? scope = user.Role == OrganisationRole.AccountAdministrator ? null : [.. catalogue.WithDescendants(own)];
        var groups = catalogue.GroupsOf(user.ChatGroups, user.Teams.Select(team => team.Team)).ToImmutableDictionary(group => group.Group.Id, group => group.Role);
        var actor = new Actor(organisation, user.Id, way, scope) { Groups = groups };
        return actor.IsAdministrator || groups.ContainsValue(GroupRole.Administrator) ? actor : null;
    }

    /// <summary>Whether the actor may do that to the user.</summary>
    public static Ruling On(Actor actor, UserAct act, Subject user) => UserRights.On(actor, act, user);

    /// <summary>Whether the actor may do that to the team.</summary>
    public static Ruling On(Actor actor, TeamAct act, TeamCase team) => TeamRights.On(actor, act, team);

    /// <summary>Whether the actor may do that to the chat group.</summary>
    public static Ruling On(Actor actor, GroupAct act, GroupCase group) => GroupRights.On(actor, act, group);

    /// <summary>Whether the actor may do that to the account.</summary>
    public static Ruling On(Actor actor, AccountAct act, AccountCase account) => AccountRights.On(actor, act, account);

    /// <summary>
    /// Why the actor may not make of the user what <paramref name="after"/> is; null when they may. Asked before membership rules run:
    /// what a rule does is the organisation's policy, not the actor's act (D41).
    /// </summary>
    /// <param name="before">Null for a new user.</param>
    /// <param name="nationalId">Whether the ID is set or removed; it is not in the user.</param>
    public static Problem? Forbids(Actor actor, User? before, User after, bool nationalId, Catalogue catalogue) =>
        SavingRights.Forbids(actor, before, after, nationalId, catalogue);

    public static bool MaySee(Actor actor, Subject user) => On(actor, UserAct.See, user) is Ruling.Allowed;

    /// <summary>Where all stand whom the actor may see, for lists to look there and nowhere else; null: they see everybody.</summary>
    public static IReadOnlyList<UserFilter>? SeenIn(Actor actor) => UserRights.SeenIn(actor);

    /// <summary>Whether the actor may register somebody into these teams and no others (R25).</summary>
    public static bool MayRegisterInto(Actor actor, IEnumerable<TeamId> teams) =>
        On(actor, UserAct.Register, new(default, OrganisationRole.Member, [.. teams.Select(team => new TeamMembership(team, TeamRole.Member, OwnRole: false))])) is Ruling.Allowed;

    /// <summary>A Team Administrator does not touch contact data, code, ID or invitations of somebody with higher or foreign rights (D27).</summary>
    public static Problem? ForbidsTakeover(Actor actor, User user) => On(actor, UserAct.Invite, Subject.Of(user)) is Ruling.Forbidden(var problem) ? problem : null;

    /// <summary>
    /// What of the catalogue the actor is shown: own teams, and the chat groups that they are in or may manage. What is out of scope
    /// is not in it, so whoever answers from it names nothing foreign (R35).
    /// </summary>
    public static Catalogue Seen(Actor actor, Catalogue catalogue) => Within(actor, catalogue, GroupAct.See);

    /// <summary>What of the catalogue the actor may put users into; whoever reads a request with it answers the same for a foreign team as for none (R35).</summary>
    public static Catalogue Assignable(Actor actor, Catalogue catalogue) => Within(actor, catalogue, GroupAct.ChangeMembers);

    private static Catalogue Within(Actor actor, Catalogue catalogue, GroupAct act) => actor.IsAccountAdministrator ? catalogue : catalogue with
    {
        Teams = [.. catalogue.Teams.Where(team => On(actor, TeamAct.See, TeamCase.Of(team)) is Ruling.Allowed)],
        ChatGroups = [.. catalogue.ChatGroups.Where(group => On(actor, act, GroupCase.Of(group, catalogue)) is Ruling.Allowed)],
    };
}
