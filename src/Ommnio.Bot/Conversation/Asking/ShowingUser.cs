namespace Ommnio.Bot.Conversation.Asking;

/// <summary>"Show Ana García": all that the administrator may see of one user, and what can be done with them.</summary>
public sealed record ShowingUser : Wish
{
    internal static readonly Pattern Pattern = new(
        "show me {who}|show {who}|open {who}|who is {who}|who's {who}|details of {who}|muestra a {who}|muestra {who}|muestrame a {who}|mostrar a {who}|ensename a {who}|ver a {who}|ver {who}|ficha de {who}|datos de {who}|quien es {who}"
        + "|is {who} blocked|is {who} registered|is {who} already registered|is {who} active|is {who} pending|is {who} in the system|what is {who} 's phone|what is {who} 's phone number|what is {who} 's email|what is {who} 's code|what is {who} 's position|what's {who} 's phone|what's {who} 's phone number|what's {who} 's email|what's {who} 's code|what's {who} 's position"
        + "|esta {who} bloqueado|esta {who} bloqueada|esta {who} registrado|esta {who} registrada|esta {who} activo|esta {who} activa|esta {who} de alta|ya esta {who} de alta|cual es el telefono de {who}|cual es el correo de {who}|cual es el codigo de {who}|cual es el puesto de {who}|que telefono tiene {who}|que correo tiene {who}|que codigo tiene {who}|que puesto tiene {who}",
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
