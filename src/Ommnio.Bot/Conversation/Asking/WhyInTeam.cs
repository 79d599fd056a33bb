using Ommnio.Core.Grouping;

namespace Ommnio.Bot.Conversation.Asking;

/// <summary>"Why is Ana in Harbour?", and why not: by hand, or the rule, its conditions and what the user has there.</summary>
public sealed record WhyInTeam : Wish
{
    internal static readonly Pattern Pattern = new(
        "why is {who} not in {place}|why isn't {who} in {place}|why is {who} in {place}"
        + "|por que no esta {who} en {place}|por que {who} no esta en {place}|por que esta {who} en {place}|por que {who} esta en {place}",
        said => said.Who() is { } who ? new WhyInTeam { Who = who, Place = said.Place } : null);

    /// <summary>Of somebody who was spoken of: all of their teams.</summary>
    internal static readonly Pattern Bare = new("why|por que", _ => new WhyInTeam { Who = Person.SpokenOf });

    internal override IReadOnlyList<PlaceKind> Places => [PlaceKind.Team, PlaceKind.ChatGroup];

    internal override Move Go(Seen seen)
    {
        var about = new Person(seen.Who.Name.Full, seen.Who.Id.ToString());
        var words = Place is { } place
            ? place.Kind == PlaceKind.ChatGroup ? OfGroup(place, seen) : OfTeam(seen.Context.OpenTeams.First(team => team.Id.ToString() == place.Id), seen)
            : OfAll(seen);
        return new Move.Tell([.. words]) { About = about };
    }

    private static IEnumerable<Reply> OfAll(Seen seen)
    {
        var teams = seen.Context.OpenTeams.Where(team => seen.Who.Teams.Any(membership => membership.Team == team.Id)).ToList();
        return teams.Count == 0 ? [Reply.Of("why.no.team", seen.Who.Name.Full)] : teams.SelectMany(team => OfTeam(team, seen));
    }

    // In the words of the catalogue, so that HTTP says the same.
    private static IEnumerable<Reply> OfTeam(Team team, Seen seen) =>
        Reasons.Say(WhyMember.Of(seen.Who, team), seen.Who, team, seen.Language).Select(reason => Reply.Of("catalogue", reason));

    private static IEnumerable<Reply> OfGroup(Place place, Seen seen)
    {
        var (name, user) = (seen.Who.Name.Full, seen.Who);
        var found = seen.Context.Catalogue.GroupsOf(user.ChatGroups, user.Teams.Select(membership => membership.Team)).FirstOrDefault(one => one.Group.Id.ToString() == place.Id);
        if (found is null)
        {
            return [Reply.Of("why.not.in.group", name, place.Name)];
        }

        var teams = string.Join(", ", found.Through.Where(seen.Context.OpenTeams.Contains).Select(team => team.Name));
        return [teams.Length > 0 ? Reply.Of("why.through.team", name, place.Name, teams) : Reply.Of("why.in.group", name, place.Name)];
    }
}
