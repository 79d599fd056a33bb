using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Grouping;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation;

/// <summary>What a draft's fields bring with them: teams by rule, and chat groups by team (R7, R9). An administrator hears only of what is theirs (D41).</summary>
internal static class Belonging
{
    /// <summary>"Bakery (by rule: Area Sales)".</summary>
    internal static IEnumerable<string> TeamsByRule(UserFields values, Context context, Language language)
    {
        var given = Given(values).ToHashSet();
        return Ruled(values, context)
            .Where(found => !given.Contains(found.Team.Id) && context.OpenTeams.Contains(found.Team))
            .Select(found => BotTexts.Say("by.rule", language, found.Team.Name, string.Join(", ", found.Rule.Conditions.Select(condition => Condition(condition, language)))));
    }

    /// <summary>"All staff (comes with team Bakery)".</summary>
    internal static IEnumerable<string> GroupsByTeam(UserFields values, Context context, Language language) =>
        Groups(values, context)
            .Where(group => group.Direct is null && context.OpenGroups.Contains(group.Group))
            .Select(group => (group, Teams: group.Through.Where(context.OpenTeams.Contains).Select(team => team.Name).ToList()))
            .Where(found => found.Teams.Count > 0)
            .Select(found => BotTexts.Say("by.team", language, found.group.Group.Name, string.Join(", ", found.Teams)));

    /// <summary>What somebody in no chat group may be put into at once: the first that this administrator may give.</summary>
    internal static ChatGroup? Suggested(Context context) => context.OpenGroups.FirstOrDefault();

    internal static bool IsInNoGroup(UserFields values, Context context) => Groups(values, context).Count == 0;

    private static IReadOnlyList<EffectiveChatGroup> Groups(UserFields values, Context context)
    {
        var direct = (values.ChatGroups ?? []).Select(group => ChatGroupId.TryParse(group.Id)).OfType<ChatGroupId>().Distinct().Select(group => new GroupMembership(group));
        return context.Catalogue.GroupsOf(direct, Given(values).Union(Ruled(values, context).Select(found => found.Team.Id)));
    }

    private static IEnumerable<(Team Team, MembershipRule Rule)> Ruled(UserFields values, Context context) => RunRules.Preview(values, context.Catalogue);

    private static IEnumerable<TeamId> Given(UserFields values) => (values.Teams ?? []).Select(team => TeamId.TryParse(team.Id)).OfType<TeamId>();

    // Whom a rule names by id is a person; the field alone says enough here.
    private static string Condition(RuleCondition condition, Language language)
    {
        var field = FieldNames.Say(condition.Field == RuleField.Tag ? "tags" : Naming.CamelCase(condition.Field), language);
        var values = condition.Field == RuleField.RelatedTo ? "" : string.Join(BotTexts.Say("by.or", language), condition.Values);
        return (condition.Not ? BotTexts.Say("by.not", language, field, values) : $"{field} {values}").TrimEnd();
    }
}
