namespace Ommnio.Bot.Conversation.Asking;

/// <summary>"Show Ana García": all that the administrator may see of one user, and what can be done with them.</summary>
public sealed record ShowingUser : Wish
{
    internal static readonly Pattern Pattern = new(
        "show me {who}|show {who}|open {who}|who is {who}|who's {who}|details of {who}|muestra a {who}|muestra {who}|muestrame a {who}|mostrar a {who}|ensename a {who}|ver a {who}|ver {who}|ficha de {who}|datos de {who}|quien es {who}",
        said => said.Who() is { } who ? new ShowingUser { Who = who } : null);

    internal override bool MayBeValue => true;

    internal override Move Go(Seen seen)
    {
        var view = UserView.Of(seen);
        var rows = string.Join('\n', view.Rows.Select(row => $"{row.Name}: {row.Value}"));
        var reply = new Reply("user.rows", [view.Name, rows], view.Buttons(seen.Language), CardKind.User, []) { User = view };
        return new Move.Tell(reply) { About = new(view.Name, view.Id) };
    }
}
