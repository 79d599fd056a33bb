using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Grouping;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Asking;

/// <summary>A user as an administrator may see them: of the ID only that there is one, and of teams and chat groups only what is theirs (R10, D25, R35).</summary>
/// <param name="Deeds">What can be done with them now, by the names of the buttons.</param>
public sealed record UserView(string Id, string Name, IReadOnlyList<(string Name, string Value)> Rows, IReadOnlyList<string> Deeds)
{
    internal static UserView Of(Seen seen)
    {
        var (user, language, state) = (seen.Who, seen.Language, seen.Who.StateAt(seen.Context.Now));
        List<(string, string)> rows = [(BotTexts.Say("row.state", language), State(state, language))];
        rows.AddRange(Fields(seen).Where(row => row.Value.Length > 0).Select(row => (row.Field.Name(language), row.Value)));
        if (user.Role == OrganisationRole.AccountAdministrator)
        {
            rows.Add((FieldNames.Say("role", language), BotTexts.Say("role.account", language)));
        }

        return new(user.Id.ToString(), user.Name.Full, rows, Asking.Deeds.For(seen));
    }

    internal IReadOnlyList<Choice> Buttons(Language language) => [.. Deeds.Select(deed => BotTexts.Say(deed, language)).Select(title => new Choice(title, title))];

    internal static string State(UserState state, Language language) => BotTexts.Say(
        state switch
        {
            UserState.Pending => "state.pending",
            UserState.Active => "state.active",
            UserState.Inactive => "state.inactive",
            UserState.Blocked => "state.blocked",
            _ => "state.incomplete",
        },
        language);

    /// <summary>A label as a sentence has it; a dash for who needs completion.</summary>
    internal static string Text(Label? label) => label?.Text ?? "–";

    /// <summary>Whether a chat group is the user's own, whatever teams bring besides.</summary>
    internal static bool IsDirectly(User user, ChatGroupId group) => user.ChatGroups.Any(membership => membership.Group == group);

    private static IEnumerable<(FieldSpec Field, string Value)> Fields(Seen seen)
    {
        var (user, language) = (seen.Who, seen.Language);
        var draft = new Draft { Values = UserFields.Of(user), ManagerName = user.RelatedTo?.Name };
        return FieldTable.All.Where(spec => spec.Field is not (Field.FirstName or Field.LastName)).Select(spec => (spec, spec.Field switch
        {
            Field.NationalId => user.HasNationalId ? BotTexts.Say("there.is.one", language) : "",
            Field.Teams => string.Join(", ", user.Teams.Select(membership => Team(membership, seen)).OfType<string>()),
            Field.ChatGroups => string.Join(", ", Groups(seen)),
            var field when FieldTable.IsSet(draft.Values, field) => Showing.Value(field, draft, seen.Context, language),
            _ => "",
        }));
    }

    private static string? Team(TeamMembership membership, Seen seen)
    {
        if (seen.Context.OpenTeams.FirstOrDefault(team => team.Id == membership.Team) is not { } team)
        {
            return null;
        }

        var role = BotTexts.Say(membership.Role == TeamRole.Administrator ? "role.administrator" : "role.member", seen.Language);
        return membership is { ByHand: false, Rule: not null } ? BotTexts.Say("in.by.rule", seen.Language, team.Name, role) : $"{team.Name} ({role})";
    }

    private static IEnumerable<string> Groups(Seen seen) =>
        from found in seen.Context.Catalogue.GroupsOf(seen.Who.ChatGroups, seen.Who.Teams.Select(membership => membership.Team))
        where seen.Context.OpenGroups.Contains(found.Group)
        let teams = found.Through.Where(seen.Context.OpenTeams.Contains).Select(team => team.Name).ToList()
        select teams.Count == 0 ? found.Group.Name : BotTexts.Say("by.team", seen.Language, found.Group.Name, string.Join(", ", teams));
}
