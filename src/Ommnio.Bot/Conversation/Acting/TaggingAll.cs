using System.Globalization;
using Ommnio.Bot.Conversation.Asking;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>"Add tag night to everyone in Bakery": who that is, and how many, is shown first.</summary>
public sealed record TaggingAll(string Tag) : Act
{
    /// <summary>More are not changed between two messages; a rule or an import does that better.</summary>
    internal const int Most = 200;

    internal static readonly Pattern Pattern = new(
        "add tag {tag} to everyone in {place}|add tag {tag} to everybody in {place}|add tag {tag} to all in {place}|add the tag {tag} to everyone in {place}|tag everyone in {place} as {tag}|tag everyone in {place} with {tag}"
        + "|anade la etiqueta {tag} a todos los de {place}|anade la etiqueta {tag} a todos en {place}|pon la etiqueta {tag} a todos los de {place}|pon la etiqueta {tag} a todos en {place}|etiqueta a todos los de {place} como {tag}",
        said => new TaggingAll(said["tag"]) { Place = said.Place });

    internal override IReadOnlyList<PlaceKind> Places => [PlaceKind.Team, PlaceKind.ChatGroup, PlaceKind.Area, PlaceKind.Location];

    private PeopleQuery Query => WhoIsIn.In(Place!);

    internal override Move Go(Seen seen) => Label.Read(Tag, "tags", Label.LongestTag).Problem is { } problem
        ? new Move.Tell(Reply.Of("catalogue", Showing.InWords(problem, seen.Language)))
        : new Move.Read(new Effect.List(Query, null));

    internal override Move Learn(Input result, Seen seen) => result switch
    {
        Input.Listed listed => Shown(listed, seen),
        Input.DoneToAll(var changed, []) => new Move.Tell(Reply.Of("tag.all.done", Tag, Listing.Count(changed, seen.Language), Place!.Shown(seen.Language))),
        Input.DoneToAll(var changed, var problems) => new Move.Tell(
            Reply.Of("tag.all.partly", Tag, Listing.Count(changed, seen.Language), problems.Count.ToString(CultureInfo.InvariantCulture), string.Join(' ', problems.Distinct().Select(problem => Showing.InWords(problem, seen.Language))))),
        _ => base.Learn(result, seen),
    };

    internal override Effect Effect(Guid key) => new Effect.ChangeAll(Query, new Edit.Tag(Tag));

    private Move Shown(Input.Listed listed, Seen seen)
    {
        var (place, count) = (Place!.Shown(seen.Language), listed.People.Count + listed.Beyond);
        if (listed.People.Count == 0)
        {
            return new Move.Tell(Reply.Of("list.in.none", place));
        }

        if (!listed.IsCounted || count > Most)
        {
            return new Move.Tell(Reply.Of("tag.all.too.many", place, Most.ToString(CultureInfo.InvariantCulture)));
        }

        return new Move.Confirm(Reply.Of("tag.all.sure", Tag, Listing.Count(count, seen.Language), place, Listing.Names([.. listed.People.Select(person => person.Name)], count, seen.Language)));
    }
}
