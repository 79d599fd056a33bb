using System.Collections.Immutable;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Core.Grouping;

/// <summary>Membership rules, run on every save of a user, by whatever way in (R9). Pure, and no request to any storage.</summary>
public static class RunRules
{
    /// <summary>
    /// The memberships after the rules: in where one holds, out where none does any more. What was put by hand stays (D39, R26), and
    /// so does a role of the person's own (D42, R6).
    /// </summary>
    public static ImmutableArray<TeamMembership> On(User user, Catalogue catalogue)
    {
        var profile = new RuleProfile(user);
        var kept = user.Teams.Select(membership => Kept(membership, catalogue.Team(membership.Team), profile)).OfType<TeamMembership>();
        var there = user.Teams.Select(membership => membership.Team).ToHashSet();
        var joined = catalogue.Teams
            .Where(team => team.Rules.Length > 0 && !there.Contains(team.Id))
            .Select(team => (Team: team, Origin: Origin(team, profile)))
            .Where(found => found.Origin is not null)
            .Select(found => Joined(found.Team, found.Origin!));
        return [.. kept, .. joined];
    }

    /// <summary>The memberships after the rules of one team alone: what applying them does (D40).</summary>
    public static ImmutableArray<TeamMembership> Of(Team team, User user)
    {
        var profile = new RuleProfile(user);
        return user.Teams.FirstOrDefault(membership => membership.Team == team.Id) is not { } there
            ? Origin(team, profile) is { } origin ? user.Teams.Add(Joined(team, origin)) : user.Teams
            : Kept(there, team, profile) is { } kept ? user.Teams.Replace(there, kept)
            : user.Teams.Remove(there);
    }

    /// <summary>The teams that rules would put a user of these fields into, and by which rule: what is shown before registering.</summary>
    public static IEnumerable<(Team Team, MembershipRule Rule)> Preview(UserFields fields, Catalogue catalogue)
    {
        var profile = new RuleProfile(fields);
        return catalogue.Teams.Select(team => (team, team.Rules.FirstOrDefault(rule => rule.Holds(profile))!)).Where(found => found.Item2 is not null);
    }

    /// <summary>Which teams a save joined and left by rule, and by which one: the answer to a save says so.</summary>
    public static RuleMoves Moves(User? before, User after)
    {
        var was = (before?.Teams ?? []).ToDictionary(membership => membership.Team);
        var now = after.Teams.ToDictionary(membership => membership.Team);
        return new(
            [.. after.Teams.Where(membership => membership is { ByHand: false, Rule: not null } && !was.ContainsKey(membership.Team)).Select(Move)],
            [.. was.Values.Where(membership => membership is { ByHand: false, Rule: not null } && !now.ContainsKey(membership.Team)).Select(Move)]);
    }

    private static RuleMove Move(TeamMembership membership) => new(membership.Team, membership.Rule!.Rule);

    private static TeamMembership Joined(Team team, RuleOrigin origin) => new(team.Id, team.DefaultRole, OwnRole: false) { ByHand = false, Rule = origin };

    private static TeamMembership? Kept(TeamMembership membership, Team? team, RuleProfile profile)
    {
        // The catalogue at hand may be seconds old: what newer rules made, or a team that it does not know yet, is not its to judge.
        if (team is null || membership.Rule?.Version > team.RulesVersion)
        {
            return membership;
        }

        var origin = Origin(team, profile);
        return membership.ByHand || origin is not null ? membership with { Rule = origin } : null;
    }

    // The first that holds, in the order in which the administrator put them.
    private static RuleOrigin? Origin(Team team, RuleProfile profile)
    {
        foreach (var rule in team.Rules)
        {
            if (rule.Holds(profile))
            {
                return new(rule.Id, rule.Version);
            }
        }

        return null;
    }
}

/// <summary>A team that was joined or left, and the rule that made or had made the membership.</summary>
public sealed record RuleMove(TeamId Team, RuleId Rule);

public sealed record RuleMoves(ImmutableArray<RuleMove> Joined, ImmutableArray<RuleMove> Left)
{
    public static readonly RuleMoves None = new([], []);
}
