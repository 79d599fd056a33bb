using Ommnio.Bot.Conversation.Asking;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>"Take Ana out of Bakery": what came with a team goes only with the team (R7), and whom a rule holds stays (D39); both are said.</summary>
public sealed record TakingOut : Changing
{
    internal static readonly Pattern Pattern = new(
        "take {who} out of {place}|remove {who} from {place}|take {who} off {place}|saca a {who} de {place}|saca a {who} del {place}|quita a {who} de {place}|quita a {who} del {place}|sacala de {place}|sacalo de {place}|quitala de {place}|quitalo de {place}",
        said => said.Who() is { } who ? new TakingOut { Who = who, Place = said.Place } : null);

    internal override bool IsOfMembership => true;

    internal override IReadOnlyList<PlaceKind> Places => [PlaceKind.Team, PlaceKind.ChatGroup];

    internal override Move Go(Seen seen)
    {
        var (user, place) = (seen.Who, Place!);
        if (place.Kind == PlaceKind.Team)
        {
            return user.Teams.FirstOrDefault(membership => membership.Team.ToString() == place.Id) is not { } membership ? Not(user, "out.not.in")
                : membership is { ByHand: false, Rule: { } rule } ? Not(user, "out.by.rule", Number(seen.Context.OpenTeams.First(team => team.Id == membership.Team), rule.Rule) ?? "—")
                : new Move.Do();
        }

        var found = seen.Context.Catalogue.GroupsOf(user.ChatGroups, user.Teams.Select(membership => membership.Team)).FirstOrDefault(one => one.Group.Id.ToString() == place.Id);
        return found is null ? Not(user, "out.not.in")
            : UserView.IsDirectly(user, found.Group.Id) ? new Move.Do()
            : Not(user, "out.through.team", string.Join(", ", found.Through.Where(seen.Context.OpenTeams.Contains).Select(team => team.Name)));
    }

    private protected override Edit Change => Place!.Kind == PlaceKind.ChatGroup ? new Edit.LeaveGroup(Place.Id!) : new Edit.Leave(Place.Id!);

    // Where a rule still holds them, that is among the warnings, and they are not out.
    internal override Reply Said(Input.Done done, Seen seen) =>
        done.User.Teams.Any(membership => membership.Team.ToString() == Place!.Id)
            ? Reply.Of("out.stays", done.User.Name.Full, Place!.Name)
            : Reply.Of("out.done", done.User.Name.Full, Place!.Name);

    private Move.Tell Not(User user, string key, params IReadOnlyList<string> args) =>
        new(Reply.Of(key, [user.Name.Full, Place!.Name, .. args])) { About = Person.Of(user) };
}
