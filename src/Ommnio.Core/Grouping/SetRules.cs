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
/// <param name="ExpectedVersion">The version of the rules that the request is based on; null: whatever is there.</param>
public sealed record SetRulesRequest(Actor Actor, TeamId Team, int? ExpectedVersion, IReadOnlyList<RuleFields> Rules);

public abstract record SetRulesOutcome
{
    private SetRulesOutcome()
    {
    }

    /// <summary>Also when nothing differed: then nothing was written, and the version is as before.</summary>
    public sealed record Set(Team Team) : SetRulesOutcome;

    public sealed record NotFound : SetRulesOutcome;

    public sealed record Stale : SetRulesOutcome;

    public sealed record Refused(IReadOnlyList<Problem> Problems) : SetRulesOutcome;

    public sealed record Forbidden(Problem Problem) : SetRulesOutcome;

    public sealed record Busy : SetRulesOutcome;
}

public sealed class SetRules(ICatalogues catalogues, IIds ids)
{
    public const int MostRules = 10;

    /// <summary>Safe to repeat: the same rules again are no change.</summary>
    public async Task<SetRulesOutcome> HandleAsync(SetRulesRequest request, CancellationToken cancellationToken)
    {
        RuleId[] newIds = [.. Enumerable.Range(0, MostRules).Select(_ => new RuleId(ids.Next()))];
        SetRulesOutcome? outcome = null;
        var changing = await catalogues.ChangeTeamAsync(
            request.Actor.Organisation,
            catalogue =>
            {
                (var team, outcome) = Decide(request, catalogue, newIds);
                return team;
            },
            cancellationToken);
        return changing switch
        {
            CatalogueChanging.Busy => new SetRulesOutcome.Busy(),
            CatalogueChanging.TooLarge => new SetRulesOutcome.Refused([new("rules.too_large", "rules")]),
            _ => outcome!,
        };
    }

    /// <summary>The team to be stored, if any, and what to say once it is.</summary>
    public static (Team? Changed, SetRulesOutcome Outcome) Decide(SetRulesRequest request, Catalogue catalogue, IReadOnlyList<RuleId> newIds)
    {
        if (catalogue.Team(request.Team) is not { } team || !(request.Actor.Scope?.Contains(team.Id) ?? true))
        {
            return (null, new SetRulesOutcome.NotFound());
        }

        // A rule reaches people outside any Team Administrator's scope (D33).
        if (!request.Actor.IsAccountAdministrator)
        {
            return (null, new SetRulesOutcome.Forbidden(new("rules.account_administrator", "rules")));
        }

        if (request.ExpectedVersion is { } expected && expected != team.RulesVersion)
        {
            return (null, new SetRulesOutcome.Stale());
        }

        List<Problem> problems = [];
        var rules = new ReadRules(team, newIds, problems).Read(request.Rules);
        if (rules.Length > 0 && team.DefaultRole == TeamRole.Administrator)
        {
            problems.Add(new("rules.administrators", "rules", team.Name));
        }

        if (problems.Count > 0)
        {
            return (null, new SetRulesOutcome.Refused(problems));
        }

        var after = team with { Rules = rules, RulesVersion = team.RulesVersion + 1 };
        return rules.Select(rule => (rule.Id, rule.Version)).SequenceEqual(team.Rules.Select(rule => (rule.Id, rule.Version)))
            ? (null, new SetRulesOutcome.Set(team))
            : (after, new SetRulesOutcome.Set(after));
    }
}
