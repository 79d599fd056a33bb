using Ommnio.Bot.Conversation.Asking;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>"Add Ana to Bakery (admin)", "make Ana admin of Night chat": into a team or a chat group, with a role if one is said.</summary>
public sealed record Joining : Changing
{
    internal static readonly Pattern Pattern = new(
        "add {who} to {place}|put {who} into {place}|put {who} in {place}|anade a {who} a {place}|anade a {who} al {place}|anadir a {who} a {place}|agrega a {who} a {place}|mete a {who} en {place}|pon a {who} en {place}|anadela a {place}|anadelo a {place}|metela en {place}|metelo en {place}",
        said => said.Who() is { } who ? Of(who, said["place"]) : null);

    /// <summary>The role is one word, the last before the place: whatever else is said, is not this.</summary>
    internal static readonly Pattern WithRole = new(
        "make {who} of {place}|make {who} in {place}|haz a {who} de {place}|haz a {who} del {place}|haz a {who} en {place}|nombra a {who} de {place}|nombra a {who} del {place}|pon a {who} de {place}|pon a {who} del {place}|hazla {role} de {place}|hazlo {role} de {place}",
        said => said.Find("role") is { } role ? (IsRole(role) ? new Joining { Who = Person.SpokenOf, Place = said.Place, SaidRole = role } : null) : Named(said["who"], said.Place));

    private static readonly HashSet<string> Between = ["a", "an", "the", "un", "una", "como"];

    /// <summary>The role as it was said; without one a team gives its default, and a chat group the plain one.</summary>
    public string? SaidRole { get; init; }

    internal override bool IsOfMembership => true;

    internal override IReadOnlyList<PlaceKind> Places => [PlaceKind.Team, PlaceKind.ChatGroup];

    private bool IsOfGroup => Place!.Kind == PlaceKind.ChatGroup;

    private string? Role => SaidRole is null ? null : IsOfGroup ? GroupRoleNamed(SaidRole) : Lists.RoleNamed(SaidRole);

    private protected override Edit Change => IsOfGroup ? new Edit.JoinGroup(Place!.Id!, Role) : new Edit.Join(Place!.Id!, Role);

    internal override Move Go(Seen seen) =>
        SaidRole is not null && Role is null ? new Move.Tell(Reply.Of("catalogue", Showing.InWords(IsOfGroup ? new("group.role", "chatGroups", SaidRole) : new("team.role", "teams", SaidRole), seen.Language))) { About = Person.Of(seen.Who) }
        : IsThere(seen.Who) ? new Move.Tell(Reply.Of("join.already", seen.Who.Name.Full, Place!.Name)) { About = Person.Of(seen.Who) }
        : Role == "administrator" ? new Move.Confirm(Reply.Of(IsOfGroup ? "join.group.administrator" : "join.administrator", seen.Who.Name.Full, Place!.Name))
        : new Move.Do();

    internal override Reply Said(Input.Done done, Seen seen) => RoleOf(done.User) is { } role
        ? Reply.Of("join.done.as", done.User.Name.Full, Place!.Name, BotTexts.Say(role switch { "administrator" => "role.administrator", "writer" => "role.writer", _ => "role.member" }, seen.Language))
        : Reply.Of("join.done", done.User.Name.Full, Place!.Name);

    private static Joining Of(Person who, string place)
    {
        var (name, role) = Lists.NameAndRole(place);
        return new() { Who = who, Place = new(name), SaidRole = role };
    }

    // "Ana García an admin": the name, and the role after it.
    private static Joining? Named(string said, Place place)
    {
        var words = said.Split(' ');
        var name = words[..^1].Reverse().SkipWhile(word => Between.Contains(PlainText.Fold(word))).Reverse().ToList();
        return name.Count > 0 && IsRole(words[^1]) && Person.Said(string.Join(' ', name)) is { } who ? new() { Who = who, Place = place, SaidRole = words[^1] } : null;
    }

    private static bool IsRole(string said) => GroupRoleNamed(said) is not null;

    private static string? GroupRoleNamed(string said) => PlainText.Fold(said) is "writer" or "redactor" or "redactora" ? "writer" : Lists.RoleNamed(said);

    private bool IsThere(User user) => RoleOf(user) is { } role && (Role is null || Role == role)
        && (IsOfGroup || user.Teams.Any(membership => membership.Team.ToString() == Place!.Id && membership.ByHand));

    private string? RoleOf(User user) => IsOfGroup
        ? user.ChatGroups.Where(membership => membership.Group.ToString() == Place!.Id).Select(membership => Naming.CamelCase(membership.Role)).FirstOrDefault()
        : user.Teams.Where(membership => membership.Team.ToString() == Place!.Id).Select(membership => Naming.CamelCase(membership.Role)).FirstOrDefault();
}
