using System.Collections.Immutable;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Grouping;

/// <summary>Reads a team's new rules, collecting every problem on the way. A rule that says what one there says keeps its id and version.</summary>
internal sealed class ReadRules(Team team, IReadOnlyList<RuleId> newIds, List<Problem> problems)
{
    private const int MostConditions = 10;
    private const int MostValues = 50;
    private readonly HashSet<RuleId> given = [];

    internal ImmutableArray<MembershipRule> Read(IReadOnlyList<RuleFields> said)
    {
        if (said.Count > SetRules.MostRules)
        {
            problems.Add(new("list.too_many", "rules", $"{SetRules.MostRules}"));
            return [];
        }

        return [.. said.Select(Rule)];
    }

    private MembershipRule Rule(RuleFields said, int index)
    {
        var place = $"rules[{index}]";
        var conditions = Conditions(said.Conditions ?? [], place);
        var was = Existing(said, conditions, place);
        var id = was?.Id ?? newIds[index];
        if (!given.Add(id))
        {
            problems.Add(new("rule.twice", $"{place}.id"));
        }

        return was is not null && IsSame(was, conditions) ? was : new(id, team.RulesVersion + 1, conditions);
    }

    private MembershipRule? Existing(RuleFields said, ImmutableArray<RuleCondition> conditions, string place)
    {
        if (string.IsNullOrWhiteSpace(said.Id))
        {
            return team.Rules.FirstOrDefault(rule => !given.Contains(rule.Id) && IsSame(rule, conditions));
        }

        var found = RuleId.TryParse(said.Id) is { } id ? team.Rules.FirstOrDefault(rule => rule.Id == id) : null;
        if (found is null)
        {
            problems.Add(new("rule.unknown", $"{place}.id"));
        }

        return found;
    }

    private ImmutableArray<RuleCondition> Conditions(IReadOnlyList<ConditionFields> said, string place)
    {
        var field = $"{place}.conditions";
        if (said.Count is 0 or > MostConditions)
        {
            problems.Add(said.Count == 0 ? new("rule.no_condition", field) : new("list.too_many", field, $"{MostConditions}"));
            return [];
        }

        return [.. said.Select((condition, index) => Condition(condition, $"{field}[{index}]")).OfType<RuleCondition>()];
    }

    private RuleCondition? Condition(ConditionFields said, string place)
    {
        var values = said.Values ?? [];
        if (Naming.Parse<RuleField>(said.Field) is not { } field)
        {
            problems.Add(new("rule.unknown_field", $"{place}.field"));
            return null;
        }

        if (values.Count is 0 or > MostValues)
        {
            problems.Add(values.Count == 0 ? new("rule.no_value", $"{place}.values") : new("list.too_many", $"{place}.values", $"{MostValues}"));
            return null;
        }

        var read = values.Select((value, index) => Value(field, value, $"{place}.values[{index}]")).ToList();
        problems.AddRange(read.Select(value => value.Problem).OfType<Problem>());
        return new(field, said.Not ?? false, [.. read.Select(value => value.Value).OfType<string>()]);
    }

    private static Parsed<string> Value(RuleField field, string value, string place)
    {
        if (field == RuleField.RelatedTo)
        {
            return UserId.TryParse(value) is null ? new Problem("rule.user", place) : value;
        }

        var label = Label.Read(value, place, field == RuleField.Tag ? Label.LongestTag : Label.Longest);
        return label.Problem is { } problem ? problem : label.Value!.Text;
    }

    private static bool IsSame(MembershipRule rule, ImmutableArray<RuleCondition> conditions) =>
        rule.Conditions.Length == conditions.Length
        && rule.Conditions.Zip(conditions).All(pair => pair.First.Field == pair.Second.Field && pair.First.Not == pair.Second.Not && pair.First.Values.SequenceEqual(pair.Second.Values));
}
