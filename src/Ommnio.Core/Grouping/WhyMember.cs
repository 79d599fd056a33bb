using System.Collections.Immutable;
using Ommnio.Core.Users;

namespace Ommnio.Core.Grouping;

/// <summary>What the next save of a user, or applying the rules, does to their membership.</summary>
public enum WhatNext
{
    Nothing,
    Joins,
    Leaves,
}

/// <summary>Why a user is in a team, or why not: by hand, and what each rule and each of its conditions says of them now.</summary>
/// <param name="IsMember">As stored; may differ from what the rules say until the user is next saved or the rules are applied (D40).</param>
public sealed record WhyMember(bool IsMember, bool ByHand, RuleOrigin? Rule, WhatNext Next, ImmutableArray<WhyRule> Rules)
{
    public static WhyMember Of(User user, Team team)
    {
        var membership = user.Teams.FirstOrDefault(membership => membership.Team == team.Id);
        var stays = RunRules.Of(team, user).Any(after => after.Team == team.Id);
        return new(
            membership is not null,
            membership is { ByHand: true },
            membership?.Rule,
            stays == membership is not null ? WhatNext.Nothing : stays ? WhatNext.Joins : WhatNext.Leaves,
            Of(user, team.Rules));
    }

    internal static ImmutableArray<WhyRule> Of(User user, ImmutableArray<MembershipRule> rules)
    {
        var profile = new RuleProfile(user);
        return [.. rules.Select(rule => new WhyRule(rule, rule.Holds(profile), [.. rule.Conditions.Select(condition => Condition(condition, user, profile))]))];
    }

    private static WhyCondition Condition(RuleCondition condition, User user, RuleProfile profile)
    {
        ImmutableArray<string> shown = condition.Field switch
        {
            RuleField.Area => Texts(user.Area),
            RuleField.Location => Texts(user.Location),
            RuleField.Position => Texts(user.Position),
            RuleField.Tag => [.. user.Tags.Select(tag => tag.Text)],
            _ => user.RelatedTo is { } manager ? [manager.Name] : [],
        };
        return new(condition, condition.Holds(profile), condition.Field == RuleField.RelatedTo ? [.. profile.Of(RuleField.RelatedTo)] : shown, shown);
    }

    private static ImmutableArray<string> Texts(Label? label) => label is null ? [] : [label.Text];
}

public sealed record WhyRule(MembershipRule Rule, bool Holds, ImmutableArray<WhyCondition> Conditions);

/// <param name="Values">What the user has in the condition's field.</param>
/// <param name="Shown">The same as people read it: a manager's name, where the value is their id.</param>
public sealed record WhyCondition(RuleCondition Condition, bool Holds, ImmutableArray<string> Values, ImmutableArray<string> Shown);
