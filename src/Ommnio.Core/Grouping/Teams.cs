using System.Collections.Immutable;
using Ommnio.Core.Users;

namespace Ommnio.Core.Grouping;

public enum TeamRole
{
    Member,
    Administrator,
}

/// <summary>A set of users, for administration; its linked chat groups subscribe its members by themselves (R7).</summary>
public sealed record Team(TeamId Id, string Name, TeamId? Parent, TeamRole DefaultRole, ImmutableArray<GroupMembership> ChatGroups)
{
    /// <summary>Whether the team's members are each other's contacts (D35).</summary>
    public bool MembersSeeEachOther { get; init; } = true;

    /// <summary>Who joins by what they are; empty where people are put in by hand alone.</summary>
    public ImmutableArray<MembershipRule> Rules { get; init; } = [];

    /// <summary>Counts the changes of the rules; 0 where there never were any.</summary>
    public int RulesVersion { get; init; }

    /// <summary>Counts the changes of the team and its rules, from 1; what the HTTP ETag shows.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The role that the team's members have in a chat group; null where the team is not linked to it.</summary>
    public GroupRole? RoleIn(ChatGroupId group) => ChatGroups.FirstOrDefault(link => link.Group == group)?.Role;
}

/// <summary>A user in a team. A role of the person's own survives a change of the team's default (R6, D37).</summary>
public sealed record TeamMembership(TeamId Team, TeamRole Role, bool OwnRole)
{
    /// <summary>Whether somebody put the user in; rules never take such a one out (D39).</summary>
    public bool ByHand { get; init; } = true;

    /// <summary>The rule that puts the user in, by itself or besides the hand.</summary>
    public RuleOrigin? Rule { get; init; }
}
