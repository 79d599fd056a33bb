namespace Ommnio.Bot.Conversation.Wording;

/// <summary>What stands on buttons and in summaries.</summary>
internal static class Labels
{
    internal static readonly Dictionary<string, BotText> Texts = new()
    {
        ["button.register"] = new("Register a user", "Dar de alta"),
        ["button.form"] = new("Form", "Formulario"),
        ["button.help"] = new("Help", "Ayuda"),
        ["button.review"] = new("Review", "Revisar"),
        ["button.confirm"] = new("Confirm", "Confirmar"),
        ["button.cancel"] = new("Cancel", "Cancelar"),
        ["button.change"] = new("Change", "Cambiar"),
        ["button.edit"] = new("Edit all", "Editar todo"),
        ["button.yes"] = new("Yes", "Sí"),
        ["button.no"] = new("No", "No"),
        ["button.keep"] = new("Keep “{0}”", "Dejar «{0}»"),
        ["button.skip"] = new("Skip", "Omitir"),
        ["button.link"] = new("Invitation link", "Enlace de invitación"),
        ["button.later"] = new("Later", "Más tarde"),
        ["button.another"] = new("Register another", "Otra alta"),
        ["button.send"] = new("Send", "Enviar"),
        ["button.new"] = new("Add “{0}”", "Añadir «{0}»"),
        ["button.do"] = new("Do it", "Hazlo"),
        ["button.value"] = new("It is “{0}”", "Es «{0}»"),
        ["button.more"] = new("More", "Más"),
        ["button.split"] = new("Split it otherwise", "Separar de otra forma"),
        ["somebody"] = new("A new user", "Un usuario nuevo"),
        ["zone.now"] = new("{0} ({1} now)", "{0} (ahora {1})"),
        ["title.summary"] = new("Please check", "Revisa los datos"),
        ["title.form"] = new("Register a user", "Dar de alta a un usuario"),
        ["summary.line"] = new("{0}: {1}", "{0}: {1}"),
        ["summary.none"] = new("—", "—"),
        ["role.administrator"] = new("administrator", "administrador"),
        ["role.member"] = new("member", "miembro"),
        ["role.default"] = new("default", "por defecto"),
        ["by.rule"] = new("{0} (by rule: {1})", "{0} (por regla: {1})"),
        ["by.team"] = new("{0} (comes with team {1})", "{0} (viene con el equipo {1})"),
        ["by.or"] = new(" or ", " o "),
        ["by.not"] = new("{0} not {1}", "{0} distinto de {1}"),
        ["hours.overnight"] = new("{0} (until {1} next day)", "{0} (hasta las {1} del día siguiente)"),
        ["hint.optional"] = new("{0} (optional)", "{0} (opcional)"),
        ["error.required"] = new("{0} is needed.", "{0}: es necesario."),
    };
}
