using System.Collections.Immutable;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Core.Grouping;

/// <summary>What a rule may look at (D38).</summary>
public enum RuleField
{
    Area,
    Location,
    Position,
    Tag,
    RelatedTo,
}

/// <summary>
/// A comparison of one field with one or more values: it holds when any of them fits. <paramref name="Not"/> is plain negation, so
/// it also holds where the field is empty (D38).
/// </summary>
/// <param name="Values">Labels as they were sent, or a user's id where the field is related-to.</param>
public sealed record RuleCondition(RuleField Field, bool Not, ImmutableArray<string> Values)
{
    // Without case, accents and extra spaces (R28); folded once, since every save of every user compares with them.
    private readonly HashSet<string> keys = [.. Values.Select(PlainText.Fold)];

    internal bool Holds(RuleProfile profile)
    {
        foreach (var key in profile.Of(Field))
        {
            if (keys.Contains(key))
            {
                return !Not;
            }
        }

        return Not;
    }
}

/// <summary>Who belongs to a team by what they are: all conditions of a rule hold (AND); of a team's rules one is enough (OR).</summary>
/// <param name="Version">The version of the team's rules in which this one was last changed.</param>
public sealed record MembershipRule(RuleId Id, int Version, ImmutableArray<RuleCondition> Conditions)
{
    // Loops, here and above: every save asks two thousand conditions, and nothing of it is to be left for the garbage collector.
    internal bool Holds(RuleProfile profile)
    {
        foreach (var condition in Conditions)
        {
            if (!condition.Holds(profile))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>The rule that made a membership, in the version that made it.</summary>
public sealed record RuleOrigin(RuleId Rule, int Version);

/// <summary>What rules can see of a user, folded once for all of them.</summary>
internal sealed class RuleProfile
{
    private readonly string[][] keys;

    internal RuleProfile(User user) => keys =
    [
        One(user.Area?.Key),
        One(user.Location?.Key),
        One(user.Position?.Key),
        [.. user.Tags.Select(tag => tag.Key)],
        One(user.RelatedTo?.Id.ToString()),
    ];

    /// <summary>Of somebody who is still being registered: what is missing or wrong fits nothing.</summary>
    internal RuleProfile(UserFields fields) => keys =
    [
        Folded(fields.Area),
        Folded(fields.Location),
        Folded(fields.Position),
        [.. (fields.Tags ?? []).SelectMany(Folded)],
        One(fields.RelatedTo?.Id),
    ];

    internal string[] Of(RuleField field) => keys[(int)field];

    private static string[] Folded(string? text) => string.IsNullOrWhiteSpace(text) ? [] : [PlainText.Fold(text)];

    private static string[] One(string? key) => key is null ? [] : [key];
}
