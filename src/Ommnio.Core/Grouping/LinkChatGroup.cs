using System.Collections.Immutable;
using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Grouping;

/// <summary>Links a chat group to a team, or ends the link. Its members follow by themselves: one write, however many they are (R7).</summary>
/// <param name="Role">What all of them become there: <c>member</c>, <c>writer</c> or <c>administrator</c>; absent: as it was, and member where the link is new.</param>
public sealed record LinkChatGroupRequest(Actor Actor, TeamId Team, ChatGroupId Group, bool IsLinked, string? Role = null);

public sealed class LinkChatGroup(ICatalogues catalogues, DirectMembersOf direct)
{
    /// <summary>Safe to repeat: what is as asked already is no change.</summary>
    public async Task<TeamOutcome> HandleAsync(LinkChatGroupRequest request, CancellationToken cancellationToken)
    {
        var members = await direct.FindAsync(request.Actor, request.Group, cancellationToken);
        return await TeamOutcome.OfAsync(catalogues, request.Actor, operation: null, catalogue => Decide(request, catalogue, members), cancellationToken);
    }

    public static (Team? Changed, TeamOutcome Outcome) Decide(LinkChatGroupRequest request, Catalogue catalogue, DirectMembers direct = DirectMembers.None)
    {
        if (TeamOutcome.Find(request.Actor, TeamAct.Link, request.Team, expectedVersion: null, catalogue, out var team) is { } absent)
        {
            return (null, absent);
        }

        // Only groups that they may manage; to the others they do not exist (R35).
        if (catalogue.ChatGroup(request.Group) is not { } group
            || Authority.On(request.Actor, GroupAct.ChangeMembers, GroupCase.Of(group, catalogue) with { Direct = direct }) is not Ruling.Allowed)
        {
            return (null, new TeamOutcome.NoGroup());
        }

        var role = Naming.Parse<GroupRole>(request.Role);
        if (!string.IsNullOrWhiteSpace(request.Role) && role is null)
        {
            return (null, new TeamOutcome.Refused([new("group.unknown_role", "role")]));
        }

        var was = team.ChatGroups.FirstOrDefault(link => link.Group == request.Group);
        var link = request.IsLinked ? new GroupMembership(request.Group, role ?? was?.Role ?? GroupRole.Member) : null;
        return link == was ? (null, new TeamOutcome.Done(team))
            : TeamOutcome.Changed(team with { ChatGroups = Replaced(team.ChatGroups, was, link) });
    }

    private static ImmutableArray<GroupMembership> Replaced(ImmutableArray<GroupMembership> links, GroupMembership? was, GroupMembership? link) =>
        was is null ? links.Add(link!) : link is null ? links.Remove(was) : links.Replace(was, link);
}
