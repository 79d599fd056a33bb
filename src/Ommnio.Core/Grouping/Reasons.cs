using System.Globalization;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Grouping;

/// <summary>Why somebody is in a team, is not, or will be, in sentences: the rule, the condition, and what they have there.</summary>
public static class Reasons
{
    /// <summary>First how it stands, then what each rule says of it, then what comes of that with the next save.</summary>
    public static IReadOnlyList<string> Say(WhyMember why, User user, Team team, Language language)
    {
        string Of(string code, params IReadOnlyList<string> args) => Words.Say(new(code, null, [user.Name.Full, team.Name, .. args]), language);
        var place = why.Rules.Select(rule => rule.Rule.Id).ToList().IndexOf(why.Rule?.Rule ?? default) + 1;
        var stands = why switch
        {
            { IsMember: false } => Of("reason.out"),
            { ByHand: true } => place > 0 ? Of("reason.hand_and_rule", Number(place)) : Of("reason.hand"),
            _ => place > 0 ? Of("reason.rule", Number(place)) : Of("reason.old_rule"),
        };
        return
        [
            stands,
            .. why is { Rules.Length: 0, IsMember: false } ? [Of("reason.no_rules")] : why.Rules.Select((rule, index) => Say(rule.Holds ? "reason.rule_fits" : "reason.rule_fails", rule, index + 1, language)),
            .. why.Next switch { WhatNext.Joins => [Of("reason.will_join")], WhatNext.Leaves => [Of("reason.will_leave")], _ => (string[])[] },
        ];
    }

    /// <summary>Why somebody would join, or leave, when the rules are applied.</summary>
    public static string Say(PreviewedMove move, Language language) =>
        move.Rule is { } rule ? Say(rule.Holds ? "reason.rule_fits" : "reason.rule_ended", rule, move.Place!.Value, language) : Words.Say(new("reason.rule_gone", null), language);

    // Of a rule that fits, all of it is the reason; of one that does not, what is in the way.
    private static string Say(string code, WhyRule rule, int place, Language language) =>
        Words.Say(new(code, null, Number(place), string.Join("; ", rule.Conditions.Where(condition => rule.Holds || !condition.Holds).Select(condition => Say(condition, language)))), language);

    private static string Say(WhyCondition why, Language language)
    {
        string Of(string code) => Words.Say(new(code, null), language);
        var asked = why.Condition;

        // Whom a rule names by id is a person, whose name only their own reports carry.
        var values = asked.Field == RuleField.RelatedTo ? asked.Values.Select(id => why.Values.Contains(id) ? why.Shown[0] : Of("reason.somebody_else")).Distinct() : asked.Values;
        var has = why.Shown.Length == 0 ? Of("reason.nothing") : string.Join(", ", why.Shown);
        var field = asked.Field == RuleField.Tag ? "tags" : Naming.CamelCase(asked.Field);
        return Words.Say(new(asked.Not ? "reason.excludes" : "reason.asks", field, string.Join(Of("reason.or"), values), has), language);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
