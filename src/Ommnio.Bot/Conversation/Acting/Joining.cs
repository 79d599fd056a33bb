using Ommnio.Bot.Conversation.Asking;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>"Add Ana to Bakery (admin)": into a team, with a role if one is said, or into a chat group.</summary>
public sealed record Joining : Changing
{
    internal static readonly Pattern Pattern = new(
        "add {who} to {place}|put {who} into {place}|put {who} in {place}|anade a {who} a {place}|anade a {who} al {place}|anadir a {who} a {place}|agrega a {who} a {place}|mete a {who} en {place}|pon a {who} en {place}|anadela a {place}|anadelo a {place}|metela en {place}|metelo en {place}",
        said => said.Who() is { } who ? Of(who, said["place"]) : null);

    /// <summary>The role as it was said; without one a team gives its default, and a chat group the plain one.</summary>
    public string? SaidRole { get; init; }

    internal override bool IsOfMembership => true;

    internal override IReadOnlyList<PlaceKind> Places => [PlaceKind.Team, PlaceKind.ChatGroup];

    private bool IsOfGroup => Place!.Kind == PlaceKind.ChatGroup;

    private string? Role => SaidRole is null ? null : IsOfGroup ? GroupRoleNamed(PlainText.Fold(SaidRole)) : Lists.RoleNamed(SaidRole);

    internal override Move Go(Seen seen) =>
        SaidRole is not null && Role is null ? new Move.Tell(Reply.Of("problem", Showing.InWords(IsOfGroup ? new("group.unknown_role", "chatGroups") : new("team.role", "teams", SaidRole), seen.Language)))
        : IsThere(seen.Who) ? new Move.Tell(Reply.Of("join.already", seen.Who.Name.Full, Place!.Name)) { About = Person.Of(seen.Who) }
        : Role == "administrator" ? new Move.Confirm(Reply.Of(IsOfGroup ? "join.group.administrator" : "join.administrator", seen.Who.Name.Full, Place!.Name))
        : new Move.Do();

    internal override Effect Effect(Guid key) => new Effect.Change(Who!.Id!, IsOfGroup ? new Edit.JoinGroup(Place!.Id!, Role) : new Edit.Join(Place!.Id!, Role));

    internal override Reply Said(Input.Done done, Seen seen) => RoleOf(done.User) is not { } role
        ? Reply.Of("join.done", done.User.Name.Full, Place!.Name)
        : Reply.Of("join.done.as", done.User.Name.Full, Place!.Name, BotTexts.Say(role switch { "administrator" => "role.administrator", "writer" => "role.writer", _ => "role.member" }, seen.Language));

    private static Joining Of(Person who, string place) => Lists.NameAndRole(place) is var (name, role) ? new() { Who = who, Place = new(name), SaidRole = role } : null!;

    private static string? GroupRoleNamed(string folded) => folded is "writer" or "redactor" or "redactora" ? "writer" : Lists.RoleNamed(folded);

    private bool IsThere(User user) => RoleOf(user) is { } role && (Role is null || Role == role)
        && (IsOfGroup || user.Teams.Any(membership => membership.Team.ToString() == Place!.Id && membership.ByHand));

    private string? RoleOf(User user) => IsOfGroup
        ? user.ChatGroups.Where(membership => membership.Group.ToString() == Place!.Id).Select(membership => Naming.CamelCase(membership.Role)).FirstOrDefault()
        : user.Teams.Where(membership => membership.Team.ToString() == Place!.Id).Select(membership => Naming.CamelCase(membership.Role)).FirstOrDefault();
}
