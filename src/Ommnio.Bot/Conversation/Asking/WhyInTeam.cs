using System.Globalization;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Grouping;
using Ommnio.Core.Wording;

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

    private static IEnumerable<Reply> OfTeam(Team team, Seen seen)
    {
        var (why, name) = (WhyMember.Of(seen.Who, team), seen.Who.Name.Full);
        if (why.IsMember)
        {
            yield return Reply.Of(why.ByHand ? "why.by.hand" : "why.by.rule", name, team.Name);
        }
        else
        {
            yield return Reply.Of(team.Rules.Length == 0 ? "why.not" : "why.not.by.rule", name, team.Name);
        }

        for (var place = 0; place < why.Rules.Length; place++)
        {
            var rule = why.Rules[place];
            var conditions = rule.Conditions.Where(condition => rule.Holds || !condition.Holds).Select(condition => Condition(condition, seen));
            yield return Reply.Of(rule.Holds ? "why.rule.holds" : "why.rule.fails", (place + 1).ToString(CultureInfo.InvariantCulture), string.Join(BotTexts.Say("by.and", seen.Language), conditions));
        }

        if (Differs(why) is { } later)
        {
            yield return Reply.Of(later, name, team.Name);
        }
    }

    // What the rules say now comes true with the next save of the user, or when the rules are applied (D40).
    private static string? Differs(WhyMember why) =>
        !why.IsMember && why.Rules.Any(rule => rule.Holds) ? "why.will.join"
        : why is { IsMember: true, ByHand: false } && !why.Rules.Any(rule => rule.Holds) ? "why.will.leave"
        : null;

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

    // "Area is Sales or Marketing (here: Sales)". Whom a rule names by id is a person, whose name only their own report has.
    private static string Condition(WhyCondition condition, Seen seen)
    {
        var (asked, manager, language) = (condition.Condition, seen.Who.RelatedTo, seen.Language);
        var field = FieldNames.Say(asked.Field == RuleField.Tag ? "tags" : Naming.CamelCase(asked.Field), language);
        var isManager = asked.Field == RuleField.RelatedTo;
        var values = isManager
            ? asked.Values.Select(value => value == manager?.Id.ToString() ? manager.Name : BotTexts.Say("somebody.else", language)).Distinct()
            : asked.Values;
        var own = isManager ? manager?.Name ?? "" : string.Join(", ", condition.Values);
        var wanted = string.Join(BotTexts.Say("by.or", language), values);
        return BotTexts.Say("why.condition", language, asked.Not ? BotTexts.Say("by.not", language, field, wanted) : $"{field} {wanted}", own.Length > 0 ? own : BotTexts.Say("nothing", language));
    }
}
