using System.Collections.Frozen;
using Ommnio.Core.Grouping;
using Ommnio.Core.Listing;
using Ommnio.Core.Users;

namespace Ommnio.Core.Governing;

/// <summary>What can be done to a user: the rows of the table of user administration (domain section 5).</summary>
public enum UserAct
{
    List,
    Register,
    See,
    Edit,

    /// <summary>Phone, email, code or ID.</summary>
    ChangeContact,

    /// <summary>To invite, to resend and to revoke.</summary>
    Invite,
    Block,
    Unblock,
    Delete,

    /// <summary>Working hours, time zone, language and picture: what users may set of themselves (D4).</summary>
    ChangeSettings,
    LookUp,
    SeeHistory,

    /// <summary>To make somebody administrator of <see cref="Subject.Team"/>, or to end that.</summary>
    GrantTeamAdministration,

    /// <summary>To make somebody Account Administrator, or to end that.</summary>
    GrantAccountAdministration,
    SeeAccountAdministrators,
}

/// <summary>As much of a user as rights depend on. For a registration: as the user is to be.</summary>
public sealed record Subject(UserId Id, OrganisationRole Role, IReadOnlyList<TeamMembership> Teams)
{
    /// <summary>In which team a role is given or taken.</summary>
    public TeamId? Team { get; init; }

    /// <summary>Whether without this user nobody would be left who administers the account (D28): only the storage knows.</summary>
    public bool IsLastAccountAdministrator { get; init; }

    public static Subject Of(User user) => new(user.Id, user.Role, user.Teams);

    public static Subject Of(UserSummary user) => new(user.Id, user.Role, user.Teams);
}

/// <summary>The table of user administration, as in domain section 5.</summary>
internal static class UserRights
{
    private static readonly Right<Subject> Yes = new((_, _) => Ruling.Yes);
    private static readonly Right<Subject> No = new((_, _) => Ruling.No("request.actor_without_rights"));
    private static readonly Right<Subject> InScope = Right<Subject>.When(Sees, Ruling.None);
    private static readonly Right<Subject> Oneself = Right<Subject>.When(IsOneself, Ruling.No("request.actor_without_rights"));
    private static readonly Right<Subject> AnotherUser = Right<Subject>.When((actor, user) => !IsOneself(actor, user), Ruling.No("user.yourself"));
    private static readonly Right<Subject> NotTheLast = Right<Subject>.When((_, user) => !user.IsLastAccountAdministrator, Ruling.No("user.last_account_administrator"));
    private static readonly Right<Subject> NoHigherRights = Right<Subject>.When((actor, user) => !IsAbove(actor, user), Ruling.No("user.higher_rights"));
    private static readonly Right<Subject> WhollyInScope = Right<Subject>.When((actor, user) => user.Teams.All(team => actor.Has(team.Team)), Ruling.No("user.foreign_teams"));
    private static readonly Right<Subject> InAnOwnTeam = Right<Subject>.When((actor, user) => user.Teams.Any(team => team.ByHand && actor.Has(team.Team)), Ruling.No("team.own_needed", "teams"));
    private static readonly Right<Subject> OfAnOwnTeam = Right<Subject>.When((actor, user) => user.Team is { } team && actor.Has(team), Ruling.None);
    private static readonly Right<Subject> Beyond = new((_, _) => Ruling.No("role.beyond_own", "role"));

#pragma warning disable format // Fix formatting: a table is read by its columns.
    //   act                                    Account Administrator         Team Administrator                                     member
    private static readonly FrozenDictionary<UserAct, (Right<Subject> Account, Right<Subject> Team, Right<Subject> Member)> Table = new Dictionary<UserAct, (Right<Subject>, Right<Subject>, Right<Subject>)>
    {
        [UserAct.List]                       = (Yes,                          Yes,                                                  No),
        [UserAct.Register]                   = (Yes,                          InAnOwnTeam,                                          No),
        [UserAct.See]                        = (Yes,                          InScope,                                              No),
        [UserAct.Edit]                       = (Yes,                          InScope,                                              No),
        [UserAct.ChangeContact]              = (Yes,                          InScope & NoHigherRights,                             No),
        [UserAct.Invite]                     = (Yes,                          InScope & NoHigherRights,                             No),
        [UserAct.Block]                      = (AnotherUser & NotTheLast,     InScope & AnotherUser & NoHigherRights,               No),
        [UserAct.Unblock]                    = (AnotherUser,                  InScope & AnotherUser & NoHigherRights,               No),
        [UserAct.Delete]                     = (AnotherUser & NotTheLast,     InScope & AnotherUser & NoHigherRights & WhollyInScope, No),
        [UserAct.ChangeSettings]             = (Yes,                          InScope,                                              Oneself),
        [UserAct.LookUp]                     = (Yes,                          InScope,                                              No),
        [UserAct.SeeHistory]                 = (Yes,                          InScope,                                              No),
        [UserAct.GrantTeamAdministration]    = (Yes,                          InScope & OfAnOwnTeam & AnotherUser,                  No),
        [UserAct.GrantAccountAdministration] = (AnotherUser & NotTheLast,     InScope & Beyond,                                     No),
        [UserAct.SeeAccountAdministrators]   = (Yes,                          Yes,                                                  No),
    }.ToFrozenDictionary();
#pragma warning restore format

    internal static Ruling On(Actor actor, UserAct act, Subject user)
    {
        var row = Table[act];
        return (actor.IsAccountAdministrator ? row.Account : actor.IsAdministrator ? row.Team : row.Member).Of(actor, user);
    }

    // The users of their teams, descendants included, and themselves (R4).
    private static bool Sees(Actor actor, Subject user) => IsOneself(actor, user) || user.Teams.Any(team => actor.Has(team.Team));

    /// <summary>The same for lists, which ask where users stand: in one of these; null: anybody. Who has teams of their own is in one of them.</summary>
    internal static IReadOnlyList<UserFilter>? SeenIn(Actor actor) => actor.Scope is { } scope ? [.. scope.Select(team => new UserFilter.InTeam(team))] : null;

    private static bool IsOneself(Actor actor, Subject user) => user.Id == actor.User;

    // An Account Administrator, or an administrator of a team outside the scope: each would be a way to a right that the actor lacks (D27).
    private static bool IsAbove(Actor actor, Subject user) =>
        user.Role == OrganisationRole.AccountAdministrator || user.Teams.Any(team => team.Role == TeamRole.Administrator && !actor.Has(team.Team));
}
