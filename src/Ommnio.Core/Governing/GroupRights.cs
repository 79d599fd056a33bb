using System.Collections.Frozen;
using System.Collections.Immutable;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;

namespace Ommnio.Core.Governing;

/// <summary>What can be done to a chat group: the rows of the table of chat groups (domain section 5).</summary>
public enum GroupAct
{
    Create,

    /// <summary>To be shown that it is there: in lists, by name.</summary>
    See,
    Read,
    EditSettings,
    Delete,

    /// <summary>To add and remove, and to set roles. Whom, is another question: a user in scope, a team of one's own.</summary>
    ChangeMembers,
    Write,

    /// <summary>The author hidden.</summary>
    WriteUnderItsPicture,

    /// <summary>Those under the group's picture.</summary>
    DeleteItsMessages,
    DeleteOthersMessages,
    PinMessage,
    PinForEverybody,
    ReadOneToOneChats,

    /// <summary>To join or leave by oneself (D34).</summary>
    Join,
}

/// <summary>Whose the direct members of a chat group are, as far as is known.</summary>
public enum DirectMembers
{
    /// <summary>None, or not looked at: then the linked teams decide alone.</summary>
    None,
    InScope,
    SomeForeign,
}

/// <summary>As much of a chat group as rights depend on.</summary>
/// <param name="Teams">Those that are linked to it.</param>
public sealed record GroupCase(ChatGroupId Id, ChatGroupKind Kind, ImmutableArray<TeamId> Teams)
{
    public DirectMembers Direct { get; init; }

    public static GroupCase Of(ChatGroup group, Catalogue catalogue) =>
        new(group.Id, group.Kind, [.. catalogue.Teams.Where(team => team.RoleIn(group.Id) is not null).Select(team => team.Id)]);
}

/// <summary>
/// The table of chat groups, as in domain section 5. Roles in the organisation and in the group are two axes: who has both may do
/// what either allows.
/// </summary>
internal static class GroupRights
{
    private static readonly Right<GroupCase> Yes = new((_, _) => Ruling.Yes);
    private static readonly Right<GroupCase> No = new((actor, group) => IsIn(actor, group) || Manages(actor, group) ? Ruling.No("group.not_yours") : Ruling.None);
    private static readonly Right<GroupCase> Nobody = new((_, _) => Ruling.No("group.not_yours"));
    private static readonly Right<GroupCase> OnlyAdministrators = new((_, _) => Ruling.No("request.actor_without_rights"));
    private static readonly Right<GroupCase> InScope = When(Manages);
    private static readonly Right<GroupCase> WhollyInScope = When((actor, group) => Manages(actor, group) && group.Direct != DirectMembers.SomeForeign);
    private static readonly Right<GroupCase> InIt = When(IsIn);
    private static readonly Right<GroupCase> WhereAllWrite = When((_, group) => group.Kind == ChatGroupKind.Open);
    private static readonly Right<GroupCase> WithWritingRight = When(HasWritingRight);
    private static readonly Right<GroupCase> IfAdministrator = When((actor, _) => actor.IsAdministrator);

#pragma warning disable format // Fix formatting: a table is read by its columns.
    private static readonly FrozenDictionary<GroupAct, Row> Table = new Dictionary<GroupAct, Row>
    {
        //   act                              Account Administrator   Team Administrator   group administrator   writer           member
        [GroupAct.Create]               = new(Yes,                    Yes,                 OnlyAdministrators,   OnlyAdministrators, OnlyAdministrators),
        [GroupAct.See]                  = new(Yes,                    InScope,             Yes,                  Yes,             Yes),
        [GroupAct.Read]                 = new(InIt,                   No,                  Yes,                  Yes,             Yes),
        [GroupAct.EditSettings]         = new(Yes,                    WhollyInScope,       Yes,                  No,              No),
        [GroupAct.Delete]               = new(Yes,                    WhollyInScope,       Yes,                  No,              No),
        [GroupAct.ChangeMembers]        = new(Yes,                    InScope,             IfAdministrator,      No,              No),
        [GroupAct.Write]                = new(Yes,                    WithWritingRight,    Yes,                  Yes,             WhereAllWrite),
        [GroupAct.WriteUnderItsPicture] = new(Yes,                    WithWritingRight,    Yes,                  Yes,             No),
        [GroupAct.DeleteItsMessages]    = new(Yes,                    WhollyInScope,       Yes,                  Yes,             No),
        [GroupAct.DeleteOthersMessages] = new(Yes,                    WhollyInScope,       Yes,                  No,              No),
        [GroupAct.PinMessage]           = new(Yes,                    WithWritingRight,    Yes,                  Yes,             No),
        [GroupAct.PinForEverybody]      = new(Yes,                    No,                  No,                   No,              No),
        [GroupAct.ReadOneToOneChats]    = new(Nobody,                 No,                  No,                   No,              No),
        [GroupAct.Join]                 = new(Yes,                    No,                  No,                   No,              No),
    }.ToFrozenDictionary();
#pragma warning restore format

    internal static Ruling On(Actor actor, GroupAct act, GroupCase group)
    {
        var row = Table[act];
        if (actor.IsAccountAdministrator)
        {
            return row.Account.Of(actor, group);
        }

        Right<GroupCase>[] rights =
        [
            .. actor.Groups.TryGetValue(group.Id, out var role) ? [row.Of(role)] : (ReadOnlySpan<Right<GroupCase>>)[],
            actor.IsAdministrator ? row.Team : act == GroupAct.Create ? OnlyAdministrators : No,
        ];
        var rulings = rights.Select(right => right.Of(actor, group)).ToList();
        return rulings.Find(ruling => ruling is Ruling.Allowed) ?? rulings[0];
    }

    private static Right<GroupCase> When(Func<Actor, GroupCase, bool> holds) => new((actor, group) => holds(actor, group) ? Ruling.Yes : No.Of(actor, group));

    private static bool IsIn(Actor actor, GroupCase group) => actor.Groups.ContainsKey(group.Id);

    // Having some users or teams in it is not enough (D36), and a group that holds nobody is no Team Administrator's.
    private static bool Manages(Actor actor, GroupCase group) => actor.IsAccountAdministrator
        || (group.Teams.Length > 0 ? group.Teams.All(actor.Has) : group.Direct == DirectMembers.InScope);

    private static bool HasWritingRight(Actor actor, GroupCase group) =>
        actor.Groups.TryGetValue(group.Id, out var role) && (group.Kind == ChatGroupKind.Open || role >= GroupRole.Writer);

    private sealed record Row(Right<GroupCase> Account, Right<GroupCase> Team, Right<GroupCase> GroupAdministrator, Right<GroupCase> Writer, Right<GroupCase> Member)
    {
        internal Right<GroupCase> Of(GroupRole role) => role switch
        {
            GroupRole.Administrator => GroupAdministrator,
            GroupRole.Writer => Writer,
            _ => Member,
        };
    }
}
