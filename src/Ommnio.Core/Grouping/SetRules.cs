using System.Collections.Immutable;
using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Grouping;

/// <summary>A rule as a request says it. With the id of a rule that is there it is that one, changed.</summary>
public sealed record RuleFields(string? Id, IReadOnlyList<ConditionFields>? Conditions);

/// <param name="Field"><c>area</c>, <c>location</c>, <c>position</c>, <c>tag</c> or <c>relatedTo</c>.</param>
/// <param name="Values">Any of them fits; users' ids where the field is related-to.</param>
public sealed record ConditionFields(string? Field, bool? Not, IReadOnlyList<string>? Values);

/// <summary>Replaces a team's rules. That moves nobody by itself (R27): they act on users as these are saved.</summary>
/// <param name="ExpectedVersion">The version of the team that the request is based on; null: whatever is there.</param>
public sealed record SetRulesRequest(Actor Actor, TeamId Team, int? ExpectedVersion, IReadOnlyList<RuleFields> Rules);

public sealed class SetRules(ICatalogues catalogues, IIds ids)
{
    public const int MostRules = 10;

    /// <summary>Safe to repeat: the same rules again are no change.</summary>
    public async Task<TeamOutcome> HandleAsync(SetRulesRequest request, CancellationToken cancellationToken)
    {
        RuleId[] newIds = [.. Enumerable.Range(0, MostRules).Select(_ => new RuleId(ids.Next()))];
        return await TeamOutcome.OfAsync(catalogues, request.Actor, operation: null, catalogue => Decide(request, catalogue, newIds), cancellationToken);
    }

    /// <summary>The team to be stored, if any, and what to say once it is.</summary>
    public static (Team? Changed, TeamOutcome Outcome) Decide(SetRulesRequest request, Catalogue catalogue, IReadOnlyList<RuleId> newIds)
    {
        if (TeamOutcome.Find(request.Actor, TeamAct.SetRules, request.Team, request.ExpectedVersion, catalogue, out var team) is { } absent)
        {
            return (null, absent);
        }

        List<Problem> problems = [];
        var after = With(team, Read(team, request.Rules, newIds, problems));
        return problems.Count > 0 ? (null, new TeamOutcome.Refused(problems))
            : after == team ? (null, new TeamOutcome.Done(team))
            : TeamOutcome.Changed(after);
    }

    /// <summary>The rules as the team would have them, and every problem on the way.</summary>
    internal static ImmutableArray<MembershipRule> Read(Team team, IReadOnlyList<RuleFields> said, IReadOnlyList<RuleId> newIds, List<Problem> problems)
    {
        var rules = new ReadRules(team, newIds, problems).Read(said);
        if (rules.Length > 0 && team.DefaultRole == TeamRole.Administrator)
        {
            problems.Add(new("rules.administrators", "rules", team.Name));
        }

        return rules;
    }

    /// <summary>The same team where the rules are the same, in the same order.</summary>
    internal static Team With(Team team, ImmutableArray<MembershipRule> rules) =>
        rules.Select(rule => (rule.Id, rule.Version)).SequenceEqual(team.Rules.Select(rule => (rule.Id, rule.Version)))
            ? team
            : team with { Rules = rules, RulesVersion = team.RulesVersion + 1 };
}
