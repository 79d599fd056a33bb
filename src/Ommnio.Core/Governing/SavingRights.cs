using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Governing;

/// <summary>Which acts a save consists of, each asked of the tables. What is out of scope is answered as unknown (R35).</summary>
internal static class SavingRights
{
    internal static Problem? Forbids(Actor actor, User? before, User after, bool nationalId, Catalogue catalogue)
    {
        var subject = Subject.Of(before ?? after);
        return ForbidsMemberships(actor, before, after, catalogue)
            ?? (before is null ? Forbids(actor, UserAct.Register, subject) : ForbidsLeaving(actor, after))
            ?? (after.Role == (before?.Role ?? OrganisationRole.Member) ? null : Forbids(actor, UserAct.GrantAccountAdministration, subject))
            ?? ForbidsAdministrators(actor, before, after)
            ?? (nationalId || ChangesContact(before, after) ? Forbids(actor, UserAct.ChangeContact, subject) : null);
    }

    private static Problem? Forbids(Actor actor, UserAct act, Subject user) =>
        Authority.On(actor, act, user) is Ruling.Forbidden(var problem) ? problem : null;

    private static Problem? ForbidsMemberships(Actor actor, User? before, User after, Catalogue catalogue)
    {
        var own = Authority.Assignable(actor, catalogue);
        return actor.IsAccountAdministrator ? null
            : Touched(before?.Teams, after.Teams).Any(membership => own.Team(membership.Team) is null) ? new("team.unknown", "teams")
            : Touched(before?.ChatGroups, after.ChatGroups).Any(membership => own.ChatGroup(membership.Group) is null) ? new("group.unknown", "chatGroups")
            : null;
    }

    // Out of the last team in the actor's scope would be out of their sight (D30); a rule may keep somebody there as well as a hand.
    private static Problem? ForbidsLeaving(Actor actor, User after) =>
        actor.IsAccountAdministrator || after.Teams.Any(membership => actor.Has(membership.Team) && (membership.ByHand || membership.Rule is not null))
            ? null
            : new("team.own_needed", "teams");

    private static Problem? ForbidsAdministrators(Actor actor, User? before, User after) =>
        Administered(before).Except(Administered(after)).Concat(Administered(after).Except(Administered(before)))
            .Select(team => Forbids(actor, UserAct.GrantTeamAdministration, Subject.Of(before ?? after) with { Team = team }))
            .FirstOrDefault(problem => problem is not null);

    private static IEnumerable<TeamId> Administered(User? user) =>
        (user?.Teams ?? []).Where(membership => membership.Role == TeamRole.Administrator).Select(membership => membership.Team);

    private static IEnumerable<T> Touched<T>(IReadOnlyList<T>? before, IReadOnlyList<T> after) =>
        after.Except(before ?? []).Concat((before ?? []).Except(after));

    // A user who is not there yet has no contact data that could be taken over.
    private static bool ChangesContact(User? before, User after) =>
        before is not null && (before.Phone != after.Phone || before.Email != after.Email || before.Code?.Text != after.Code?.Text || before.HasNationalId != after.HasNationalId);
}
