using System.Collections.Immutable;
using Ommnio.Core.Grouping;
using Ommnio.Core.Users;

namespace Ommnio.Core.Organisations;

/// <summary>What is known of an organisation besides its users. Small; loaded once and cached for seconds.</summary>
public sealed record Catalogue(
    Organisation Organisation,
    ImmutableArray<Team> Teams,
    ImmutableArray<ChatGroup> ChatGroups,
    ImmutableArray<KnownLabel> Labels)
{
    public Team? Team(TeamId id) => Teams.FirstOrDefault(team => team.Id == id);

    public ChatGroup? ChatGroup(ChatGroupId id) => ChatGroups.FirstOrDefault(group => group.Id == id);

    /// <summary>Team names are unique without case and accents (D32).</summary>
    public Team? TeamNamed(string name)
    {
        var key = PlainText.Fold(name);
        return Teams.FirstOrDefault(team => PlainText.Fold(team.Name) == key);
    }

    /// <summary>All groups of that name: more than one is possible (D43).</summary>
    public IReadOnlyList<ChatGroup> ChatGroupsNamed(string name)
    {
        var key = PlainText.Fold(name);
        return [.. ChatGroups.Where(group => PlainText.Fold(group.Name) == key)];
    }

    public IEnumerable<KnownLabel> LabelsOf(LabelKind kind) => Labels.Where(label => label.Kind == kind);

    /// <summary>Direct groups and those linked to the user's teams, merged (D44), in the order of the names.</summary>
    public IReadOnlyList<EffectiveChatGroup> GroupsOf(IEnumerable<GroupMembership> direct, IEnumerable<TeamId> teams)
    {
        var own = direct.ToDictionary(membership => membership.Group, membership => (GroupRole?)membership.Role);
        var through = teams.Select(Team).OfType<Team>().ToImmutableArray();
        return
        [
            .. ChatGroups
                .Select(group => new EffectiveChatGroup(group, own.GetValueOrDefault(group.Id), [.. through.Where(team => team.RoleIn(group.Id) is not null)]))
                .Where(group => group.Direct is not null || group.Through.Length > 0)
                .OrderBy(group => group.Group.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>The team and everything below it in the tree.</summary>
    public IEnumerable<TeamId> WithDescendants(IEnumerable<TeamId> roots)
    {
        HashSet<TeamId> seen = [];
        Queue<TeamId> open = new(roots);
        while (open.TryDequeue(out var id))
        {
            if (seen.Add(id))
            {
                foreach (var child in Teams.Where(team => team.Parent == id))
                {
                    open.Enqueue(child.Id);
                }
            }
        }

        return seen;
    }
}
