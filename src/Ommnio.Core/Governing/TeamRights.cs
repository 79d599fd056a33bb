using System.Collections.Frozen;
using Ommnio.Core.Grouping;
using Ommnio.Core.Users;

namespace Ommnio.Core.Governing;

/// <summary>What can be done to a team: the rows of the table of teams (domain section 5).</summary>
public enum TeamAct
{
    List,
    See,
    Create,

    /// <summary>Name, default role, whether members see each other.</summary>
    Edit,

    /// <summary>To put users in, take them out, and see them as its members.</summary>
    ChangeMembers,

    /// <summary>The chat group is another question: <see cref="GroupAct.ChangeMembers"/>.</summary>
    Link,
    Move,
    Delete,
    SeeRules,
    SetRules,
}

/// <summary>As much of a team as rights depend on. For a creation: as the team is to be.</summary>
public sealed record TeamCase(TeamId Id, TeamId? Parent)
{
    /// <summary>Where a team that is moved goes; null: to the top.</summary>
    public TeamId? NewParent { get; init; }

    public bool HasMembers { get; init; }

    public static TeamCase Of(Team team) => new(team.Id, team.Parent);
}

/// <summary>The table of teams, as in domain section 5.</summary>
internal static class TeamRights
{
    private static readonly Right<TeamCase> Yes = new((_, _) => Ruling.Yes);
    private static readonly Right<TeamCase> No = new((_, _) => Ruling.No("request.actor_without_rights"));
    private static readonly Right<TeamCase> Own = Right<TeamCase>.When((actor, team) => actor.Has(team.Id), Ruling.None);
    private static readonly Right<TeamCase> NotAtTheTop = Right<TeamCase>.When((_, team) => team.Parent is not null, Ruling.No("team.top_level", "parent"));
    private static readonly Right<TeamCase> BelowOwn = Right<TeamCase>.When((actor, team) => team.Parent is { } parent && actor.Has(parent), Ruling.None);
    private static readonly Right<TeamCase> WithinOwnTree = Right<TeamCase>.When(StaysBelowOwn, Ruling.No("team.move_beyond", "parent"));
    private static readonly Right<TeamCase> NotTheirTop = Right<TeamCase>.When((actor, team) => team.Parent is { } parent && actor.Has(parent), Ruling.No("team.delete_top"));
    private static readonly Right<TeamCase> Empty = Right<TeamCase>.When((_, team) => !team.HasMembers, Ruling.No("team.delete_members"));
    private static readonly Right<TeamCase> NoRules = new((_, _) => Ruling.No("rules.account_administrator", "rules"));

#pragma warning disable format // Fix formatting: a table is read by its columns.
    //   act                       Account Administrator   Team Administrator            member
    private static readonly FrozenDictionary<TeamAct, (Right<TeamCase> Account, Right<TeamCase> Team, Right<TeamCase> Member)> Table = new Dictionary<TeamAct, (Right<TeamCase>, Right<TeamCase>, Right<TeamCase>)>
    {
        [TeamAct.List]          = (Yes,                    Yes,                          No),
        [TeamAct.See]           = (Yes,                    Own,                          No),
        [TeamAct.Create]        = (Yes,                    NotAtTheTop & BelowOwn,       No),
        [TeamAct.Edit]          = (Yes,                    Own,                          No),
        [TeamAct.ChangeMembers] = (Yes,                    Own,                          No),
        [TeamAct.Link]          = (Yes,                    Own,                          No),
        [TeamAct.Move]          = (Yes,                    Own & WithinOwnTree,          No),
        [TeamAct.Delete]        = (Yes,                    Own & NotTheirTop & Empty,    No),
        [TeamAct.SeeRules]      = (Yes,                    Own,                          No),
        [TeamAct.SetRules]      = (Yes,                    Own & NoRules,                No),
    }.ToFrozenDictionary();
#pragma warning restore format

    internal static Ruling On(Actor actor, TeamAct act, TeamCase team)
    {
        var row = Table[act];
        return (actor.IsAccountAdministrator ? row.Account : actor.IsAdministrator ? row.Team : row.Member).Of(actor, team);
    }

    // From below a team of theirs to below a team of theirs.
    private static bool StaysBelowOwn(Actor actor, TeamCase team) =>
        team.Parent is { } from && team.NewParent is { } to && actor.Has(from) && actor.Has(to);
}
