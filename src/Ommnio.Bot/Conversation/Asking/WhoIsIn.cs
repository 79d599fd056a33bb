using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Asking;

/// <summary>"Who is in Bakery?": a team, a chat group with those who come through teams, an area or a location.</summary>
public sealed record WhoIsIn : Listing
{
    internal static readonly Pattern Pattern = new(
        "who is in {place}|who's in {place}|who are in {place}|who works in {place}|who works at {place}|who is at {place}|list {place}|members of {place}|everyone in {place}|everybody in {place}"
        + "|how many are in {place}|how many people are in {place}|how many users are in {place}|how many work in {place}|how many people work in {place}|how many do we have in {place}|how many do i have in {place}"
        + "|cuantos hay en {place}|cuantas hay en {place}|cuantos usuarios hay en {place}|cuantas personas hay en {place}|cuantos son en {place}|cuantos trabajan en {place}|cuantos tengo en {place}|cuanta gente hay en {place}"
        + "|quien esta en {place}|quienes estan en {place}|quien hay en {place}|quien trabaja en {place}|lista de {place}|miembros de {place}|miembros del {place}|lista del {place}|todos los de {place}",
        said => new WhoIsIn { Place = said.Place });

    internal override IReadOnlyList<PlaceKind> Places => [PlaceKind.Team, PlaceKind.ChatGroup, PlaceKind.Area, PlaceKind.Location];

    internal override PeopleQuery Query => In(Place!);

    internal static PeopleQuery In(Place place) => place.Kind switch
    {
        PlaceKind.Team => new() { Team = place.Id },
        PlaceKind.ChatGroup => new() { ChatGroup = place.Id },
        PlaceKind.Area => new() { Area = place.Id },
        _ => new() { Location = place.Id },
    };

    internal override Reply Head(string count, Language language) => Reply.Of("list.in", Place!.Shown(language), count);

    internal override Reply Nobody(Language language) => Reply.Of("list.in.none", Place!.Shown(language));
}
