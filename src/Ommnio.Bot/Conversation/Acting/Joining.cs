using Ommnio.Bot.Conversation.Asking;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>"Add Ana to Bakery (admin)": into a team, with a role if one is said, or into a chat group.</summary>
public sealed record Joining : Changing
{
    internal static readonly Pattern Pattern = new(
        "add {who} to {place}|put {who} into {place}|put {who} in {place}|anade a {who} a {place}|anade a {who} al {place}|anadir a {who} a {place}|agrega a {who} a {place}|mete a {who} en {place}|pon a {who} en {place}|anadela a {place}|anadelo a {place}|metela en {place}|metelo en {place}",
        said => said.Who() is { } who ? Of(who, said["place"]) : null);

    /// <summary>The role in a team; null is the team's default.</summary>
    public string? Role { get; init; }

    /// <summary>What was said as a role and is none.</summary>
    public string? NoRole { get; init; }

    internal override bool IsOfMembership => true;

    internal override IReadOnlyList<PlaceKind> Places => [PlaceKind.Team, PlaceKind.ChatGroup];

    internal override Move Go(Seen seen)
    {
        var place = Place!;
        if (NoRole is not null)
        {
            return new Move.Tell(Reply.Of("catalogue", Words.Say(new("team.role", "teams", NoRole), seen.Language)));
        }

        return place.Kind == PlaceKind.ChatGroup
            ? seen.Who.ChatGroups.Any(membership => membership.Group.ToString() == place.Id) ? Already(seen) : new Move.Do()
            : seen.Who.Teams.Any(membership => membership.Team.ToString() == place.Id && membership.ByHand && (Role is null || Role == Naming.CamelCase(membership.Role))) ? Already(seen)
            : Role == "administrator" ? new Move.Confirm(Reply.Of("join.administrator", seen.Who.Name.Full, place.Name))
            : new Move.Do();
    }

    internal override Effect Effect(Guid key) =>
        new Effect.Change(Who!.Id!, Place!.Kind == PlaceKind.ChatGroup ? new Edit.JoinGroup(Place.Id!) : new Edit.Join(Place.Id!, Role));

    internal override Reply Said(Input.Done done, Seen seen)
    {
        var role = done.User.Teams.FirstOrDefault(membership => membership.Team.ToString() == Place!.Id)?.Role;
        return role is { } given
            ? Reply.Of("join.done.as", done.User.Name.Full, Place!.Name, BotTexts.Say($"role.{Naming.CamelCase(given)}", seen.Language))
            : Reply.Of("join.done", done.User.Name.Full, Place!.Name);
    }

    private static Joining Of(Person who, string place)
    {
        var (name, role) = Lists.NameAndRole(place);
        var known = role is null ? null : Lists.RoleNamed(role);
        return new() { Who = who, Place = new(name), Role = known, NoRole = role is not null && known is null ? role : null };
    }

    private Move.Tell Already(Seen seen) => new(Reply.Of("join.already", seen.Who.Name.Full, Place!.Name)) { About = Person.Of(seen.Who) };
}
