using Ommnio.Bot.Conversation.Asking;
using Ommnio.Core.Grouping;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>"Move Ana to Marketing": to another area or location, or from the one team that she was put in to another.</summary>
public sealed record Moving : Changing
{
    internal static readonly Pattern Pattern = new(
        "move {who} to {place}|transfer {who} to {place}|mueve a {who} a {place}|mueve a {who} al {place}|pasa a {who} a {place}|pasa a {who} al {place}|traslada a {who} a {place}|cambia a {who} a {place}|cambia a {who} al {place}|put her in {place}|put him in {place}|put them in {place}|ponla en {place}|ponlo en {place}|ponle en {place}|muevela a {place}|muevelo a {place}|pasala a {place}|pasalo a {place}",
        said => said.Who() is { } who ? new Moving { Who = who, Place = said.Place } : null);

    internal override bool IsOfMembership => true;

    internal override IReadOnlyList<PlaceKind> Places => [PlaceKind.Team, PlaceKind.Area, PlaceKind.Location];

    internal override Move Go(Seen seen)
    {
        if (Place is { Kind: PlaceKind.Area or PlaceKind.Location } label)
        {
            return new Move.Become(new Setting(label.Kind == PlaceKind.Area ? Field.Area : Field.Location, label.Id) { Who = Who });
        }

        var (user, place) = (seen.Who, Place!);
        if (user.Teams.Any(membership => membership.Team.ToString() == place.Id))
        {
            return new Move.Tell(Reply.Of("join.already", user.Name.Full, place.Name)) { About = Person.Of(user) };
        }

        if (Edit is not null)
        {
            return new Move.Do();
        }

        // Only those that she was put in: the others are the rules' to take.
        List<Team> own = [.. seen.Context.OpenTeams.Where(team => user.Teams.Any(membership => membership.Team == team.Id && membership.ByHand))];
        var join = new Edit.Join(place.Id!, null);
        return own is [var one]
            ? new Move.Confirm(Reply.Of("move.sure", user.Name.Full, one.Name, place.Name)) { Wish = this with { Edit = new Edit.Several([new Edit.Leave(one.Id.ToString()), join]) } }
            : new Move.Become(this with { Edit = join });
    }

    internal override Reply Said(Input.Done done, Seen seen)
    {
        var others = seen.Context.OpenTeams.Where(team => team.Id.ToString() != Place!.Id && done.User.Teams.Any(membership => membership.Team == team.Id)).Select(team => team.Name).ToList();
        return others.Count == 0 ? Reply.Of("move.done", done.User.Name.Full, Place!.Name) : Reply.Of("move.done.stays", done.User.Name.Full, Place!.Name, string.Join(", ", others));
    }
}
