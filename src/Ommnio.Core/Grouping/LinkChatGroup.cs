using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;

namespace Ommnio.Core.Grouping;

/// <summary>Links a chat group to a team, or ends the link. Its members follow by themselves: one write, however many they are (R7).</summary>
public sealed record LinkChatGroupRequest(Actor Actor, TeamId Team, ChatGroupId Group, bool IsLinked);

public sealed class LinkChatGroup(ICatalogues catalogues)
{
    /// <summary>Safe to repeat: what is as asked already is no change.</summary>
    public Task<TeamOutcome> HandleAsync(LinkChatGroupRequest request, CancellationToken cancellationToken) =>
        TeamOutcome.OfAsync(catalogues, request.Actor, operation: null, catalogue => Decide(request, catalogue), cancellationToken);

    public static (Team? Changed, TeamOutcome Outcome) Decide(LinkChatGroupRequest request, Catalogue catalogue)
    {
        if (TeamOutcome.Find(request.Actor, request.Team, expectedVersion: null, catalogue, out var team) is { } absent)
        {
            return (null, absent);
        }

        // Only groups that they may manage; to the others they do not exist (R35).
        if (Authority.Assignable(request.Actor, catalogue).ChatGroup(request.Group) is null)
        {
            return (null, new TeamOutcome.NoGroup());
        }

        return team.ChatGroups.Contains(request.Group) == request.IsLinked
            ? (null, new TeamOutcome.Done(team))
            : TeamOutcome.Changed(team with { ChatGroups = request.IsLinked ? team.ChatGroups.Add(request.Group) : team.ChatGroups.Remove(request.Group) });
    }
}
