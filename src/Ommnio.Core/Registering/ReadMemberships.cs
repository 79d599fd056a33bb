using System.Collections.Immutable;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Registering;

/// <summary>Reads which teams and chat groups a user is to be in.</summary>
/// <param name="assignable">The teams and groups that the actor may assign; no other can be named.</param>
/// <param name="keepsForeign">What the user has beyond those stays, though the request, which cannot know it, does not name it (D25).</param>
internal sealed class ReadMemberships(UserFields fields, Catalogue assignable, User? before, bool keepsForeign, List<Problem> problems)
{
    private const int MostOfAList = 20;

    internal ImmutableArray<TeamMembership> Teams()
    {
        var foreign = (before?.Teams ?? []).Where(membership => assignable.Team(membership.Team) is null).ToList();
        List<TeamMembership> teams = [];
        foreach (var (field, said) in Places(fields.Teams, "teams", problems, before?.Teams.Length))
        {
            // Said again exactly as it is, it is no change, whoever says it.
            var membership = foreign.Find(membership => UserFieldsOf.Team(membership) == said) ?? Membership(field, said);
            if (membership is not null && teams.Any(other => other.Team == membership.Team))
            {
                problems.Add(new("team.twice", field, assignable.Team(membership.Team)?.Name ?? membership.Team.ToString()));
            }
            else if (membership is not null)
            {
                teams.Add(membership);
            }
        }

        // Whom a rule put in is not taken out by hand: the rules decide, which run next (D39).
        var named = teams.Concat(foreign).Select(membership => membership.Team).ToHashSet();
        var ruled = (before?.Teams ?? []).Where(membership => membership.Rule is not null && !named.Contains(membership.Team)).Select(membership => membership with { ByHand = false });
        return Settled([.. teams, .. keepsForeign ? foreign.Except(teams) : [], .. ruled], before?.Teams);
    }

    internal ImmutableArray<GroupMembership> ChatGroups()
    {
        var foreign = (before?.ChatGroups ?? []).Where(membership => assignable.ChatGroup(membership.Group) is null).ToList();
        List<GroupMembership> groups = [];
        foreach (var (field, said) in Places(fields.ChatGroups, "chatGroups", problems, before?.ChatGroups.Length))
        {
            var membership = foreign.Find(membership => IsAsItWas(membership, said)) ?? Membership(field, said);
            if (membership is not null && groups.Any(other => other.Group == membership.Group && other.Role != membership.Role))
            {
                problems.Add(new("group.twice", field));
            }
            else if (membership is not null)
            {
                groups.Add(membership);
            }
        }

        return Settled([.. groups.Concat(keepsForeign ? foreign : []).Distinct()], before?.ChatGroups);
    }

    /// <summary>The items of a list, each with its place as the name of its field.</summary>
    /// <param name="already">How many there are already: by rules, or as the creator of groups, somebody may be in more than anybody can put them.</param>
    internal static IEnumerable<(string Field, T Value)> Places<T>(IReadOnlyList<T>? said, string field, List<Problem> problems, int? already = null)
    {
        if (said is null || said.Count <= Math.Max(MostOfAList, already ?? 0))
        {
            return (said ?? []).Select((value, index) => ($"{field}[{index}]", value));
        }

        problems.Add(new("list.too_many", field, "20"));
        return [];
    }

    private TeamMembership? Membership(string field, TeamFields said)
    {
        var team = Blank(said.Id) is not { } text ? assignable.TeamNamed(said.Name ?? "") : TeamId.TryParse(text) is { } id ? assignable.Team(id) : null;
        var role = Naming.Parse<TeamRole>(said.Role);
        if (Blank(said.Role) is not null && role is null)
        {
            problems.Add(new("team.unknown_role", $"{field}.role"));
        }

        if (team is null || (Blank(said.Name) is { } name && PlainText.Fold(team.Name) != PlainText.Fold(name)))
        {
            problems.Add(new("team.unknown", field));
            return null;
        }

        var was = before?.Teams.FirstOrDefault(membership => membership.Team == team.Id);
        return new(team.Id, role ?? KeptRole(was, team), role is not null) { ByHand = said.IsByHand ?? was?.ByHand ?? true, Rule = was?.Rule };
    }

    private GroupMembership? Membership(string field, ChatGroupFields said)
    {
        var found = Named(said);
        var role = Naming.Parse<GroupRole>(said.Role);
        if (Blank(said.Role) is not null && role is null)
        {
            problems.Add(new("group.unknown_role", $"{field}.role"));
        }

        if (found is [var one])
        {
            return new(one.Id, role ?? before?.ChatGroups.FirstOrDefault(membership => membership.Group == one.Id)?.Role ?? GroupRole.Member);
        }

        problems.Add(found.Count == 0 ? new("group.unknown", field) : new("group.ambiguous", field, [.. found.Select(Candidate)]));
        return null;
    }

    private static bool IsAsItWas(GroupMembership membership, ChatGroupFields said) =>
        said.Id == membership.Group.ToString() && (Blank(said.Role) is null || Naming.Parse<GroupRole>(said.Role) == membership.Role);

    // A change of the team's default role applies to later joiners; nobody's role changes by it (D37).
    private static TeamRole KeptRole(TeamMembership? was, Team team) => was is { OwnRole: false } ? was.Role : team.DefaultRole;

    private IReadOnlyList<ChatGroup> Named(ChatGroupFields said) =>
        Blank(said.Id) is not { } text ? assignable.ChatGroupsNamed(said.Name ?? "")
            : ChatGroupId.TryParse(text) is { } id && assignable.ChatGroup(id) is { } group ? [group]
            : [];

    private static string Candidate(ChatGroup group) => group.Description is null ? group.Id.ToString() : $"{group.Description} ({group.Id})";

    // The order in which memberships are named says nothing: the same ones in another order are no change.
    internal static ImmutableArray<T> Settled<T>(ImmutableArray<T> now, ImmutableArray<T>? before) =>
        before is { } was && was.Length == now.Length && was.ToHashSet().SetEquals(now) ? was : now;

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
