using System.Collections.Immutable;
using Ommnio.Core.Users;

namespace Ommnio.Core.Grouping;

public enum ChatGroupKind
{
    Open,
    ReadOnly,
}

/// <summary>What somebody may do in a chat group, from the weakest to the strongest: where several come together, the strongest wins (D44).</summary>
public enum GroupRole
{
    Member,
    Writer,
    Administrator,
}

/// <summary>Where people talk. Two groups may bear the same name (D43).</summary>
public sealed record ChatGroup(ChatGroupId Id, string Name, ChatGroupKind Kind, string? Description)
{
    /// <summary>Counts the changes, from 1; what the HTTP ETag shows.</summary>
    public int Version { get; init; } = 1;
}

/// <summary>A place in a chat group: a user's own, or that of a whole team, whose members then have this role there.</summary>
public sealed record GroupMembership(ChatGroupId Group, GroupRole Role = GroupRole.Member);

/// <summary>A chat group that a user is in: directly, through teams, or both; both origins count (D44).</summary>
/// <param name="Direct">The role that the user has by themselves; null where they are in through teams alone.</param>
public sealed record EffectiveChatGroup(ChatGroup Group, GroupRole? Direct, ImmutableArray<Team> Through)
{
    /// <summary>The strongest of all origins.</summary>
    public GroupRole Role => Through.Select(team => team.RoleIn(Group.Id)).Append(Direct).Max() ?? GroupRole.Member;
}
