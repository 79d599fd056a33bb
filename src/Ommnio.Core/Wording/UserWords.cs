namespace Ommnio.Core.Wording;

/// <summary>What can be wrong with a user among the others, and with who asks.</summary>
internal static class UserWords
{
    internal static readonly Dictionary<string, Phrase> Phrases = new()
    {
        ["user.code.taken"] = new(
            "This code is already taken. Please use another.",
            "Este código ya está en uso. Indica otro."),
        ["user.code.taken.by"] = new(
            "This code belongs to {0} ({1}). Use another, or change that user.",
            "Este código es de {0} ({1}). Indica otro o cambia ese usuario."),
        ["user.national_id.taken"] = new(
            "This ID is already registered. Please check it.",
            "Este ID ya está registrado. Compruébalo."),
        ["user.national_id.taken.by"] = new(
            "This ID belongs to {0} ({1}). Please check it, or change that user.",
            "Este ID es de {0} ({1}). Compruébalo o cambia ese usuario."),
        ["user.email.taken"] = new(
            "This email is already taken. Please use another.",
            "Este correo ya está en uso. Indica otro."),
        ["user.email.taken.by"] = new(
            "This email belongs to {0} ({1}). Use another, or change that user.",
            "Este correo es de {0} ({1}). Indica otro o cambia ese usuario."),
        ["user.phone.taken"] = new(
            "This phone is already taken. Please use another.",
            "Este teléfono ya está en uso. Indica otro."),
        ["user.phone.taken.by"] = new(
            "This phone belongs to {0} ({1}). Use another, or change that user.",
            "Este teléfono es de {0} ({1}). Indica otro o cambia ese usuario."),
        ["user.too_large"] = new(
            "That is more than one change can hold. Please split it: first some of the tags, teams and groups, then the rest. For a new name, take some of them away before.",
            "Es más de lo que cabe en un solo cambio. Divídelo: primero unas etiquetas, equipos y grupos, y después el resto. Para un nombre nuevo, quita antes algunos de ellos."),
        ["user.no_chat_group"] = new(
            "The user is in no chat group and would enter an empty space. Add a chat group, or a team that brings one.",
            "El usuario no está en ningún grupo de chat y entraría en un espacio vacío. Añade un grupo de chat o un equipo que lo traiga."),
        ["user.higher_rights"] = new(
            "This user has rights beyond yours. Please ask an Account Administrator.",
            "Este usuario tiene más permisos que tú. Pídeselo a un Administrador de Cuenta."),
        ["user.yourself"] = new(
            "You cannot do that to yourself. Please ask another administrator.",
            "No puedes hacerte eso a ti mismo. Pídeselo a otro administrador."),
        ["user.last_account_administrator"] = new(
            "This is the last Account Administrator. Give the role to somebody else first.",
            "Es el último Administrador de Cuenta. Da antes el rol a otra persona."),
        ["user.delete.confirm"] = new(
            "To delete the user for good, give their first and last name exactly as they are, as confirm.",
            "Para eliminar al usuario definitivamente, indica en confirm su nombre y apellidos tal como están."),
        ["user.foreign_teams"] = new(
            "This user is also in teams that are not yours, so you cannot delete them. Please ask an Account Administrator.",
            "Este usuario está también en equipos que no son tuyos, así que no puedes eliminarlo. Pídeselo a un Administrador de Cuenta."),
        ["manager.id_or_code"] = new(
            "{field}: give an id or a code, not both.",
            "{field}: indica un id o un código, no ambos."),
        ["manager.self"] = new(
            "{field}: nobody can be related to themselves. Please choose somebody else.",
            "{field}: nadie puede reportarse a sí mismo. Elige a otra persona."),
        ["manager.unknown"] = new(
            "{field}: there is no such user. Check the id or code, or register them first.",
            "{field}: no existe ese usuario. Comprueba el id o el código, o dalo de alta antes."),
        ["team.unknown"] = new(
            "{field}: there is no such team. Use the id or the exact name of one of your teams.",
            "{field}: no existe ese equipo. Usa el id o el nombre exacto de uno de tus equipos."),
        ["team.unknown_role"] = new(
            "{field}: a role in a team is member or administrator.",
            "{field}: el rol en un equipo es member o administrator."),
        ["team.none"] = new(
            "I find no team called “{0}”.",
            "No encuentro ningún equipo llamado «{0}»."),
        ["team.role"] = new(
            "“{0}” is no role in a team: it is member or administrator.",
            "«{0}» no es un rol de equipo: es miembro o administrador."),
        ["team.twice"] = new(
            "{field}: {0} is named twice. Please name it once.",
            "{field}: {0} aparece dos veces. Indícalo una sola vez."),
        ["team.own_needed"] = new(
            "{field}: the user needs at least one of your own teams.",
            "{field}: el usuario necesita al menos uno de tus equipos."),
        ["team.stays_by_rule"] = new(
            "The user stays in {0}: rule {1} of the team still puts them there. Change the user or the rule.",
            "El usuario sigue en {0}: la regla {1} del equipo lo mantiene. Cambia el usuario o la regla."),
        ["group.role"] = new(
            "“{0}” is no role in a chat group: it is member, writer or administrator.",
            "«{0}» no es un rol de grupo de chat: es miembro, redactor o administrador."),
        ["group.unknown"] = new(
            "{field}: there is no such chat group. Use its id or exact name.",
            "{field}: no existe ese grupo de chat. Usa su id o su nombre exacto."),
        ["group.unknown_role"] = new(
            "{field}: a role in a chat group is member, writer or administrator.",
            "{field}: el rol en un grupo de chat es member, writer o administrator."),
        ["group.twice"] = new(
            "{field}: this chat group is named twice, with different roles. Please name it once.",
            "{field}: este grupo de chat aparece dos veces con roles distintos. Indícalo una sola vez."),
        ["group.none"] = new(
            "I find no chat group called “{0}”.",
            "No encuentro ningún grupo de chat llamado «{0}»."),
        ["group.ambiguous"] = new(
            "{field}: several chat groups bear this name. Use the id of one of them: {all}.",
            "{field}: varios grupos de chat tienen ese nombre. Usa el id de uno de ellos: {all}."),
        ["role.unknown"] = new(
            "{field} is member or accountAdministrator.",
            "{field}: es member o accountAdministrator."),
        ["role.beyond_own"] = new(
            "Nobody grants a right beyond their own. Please ask an Account Administrator.",
            "Nadie concede un permiso mayor que el suyo. Pídeselo a un Administrador de Cuenta."),
        ["invitation.not_pending"] = new(
            "Only pending users can be invited; this one is {0}.",
            "Solo se puede invitar a usuarios pendientes; este está en estado {0}."),
        ["invitation.incomplete"] = new(
            "This user's position or area is still missing. Fill it in, and they can be invited.",
            "A este usuario le falta todavía el puesto o el área. Complétalo y podrás invitarle."),
        ["invitation.ended"] = new(
            "This invitation has ended for good. Please invite the user again.",
            "Esta invitación ha terminado del todo. Vuelve a invitar al usuario."),
        ["invitation.live"] = new(
            "This user has an invitation that works already.",
            "Este usuario ya tiene una invitación que funciona."),
        ["sheet.whose"] = new(
            "Say whose invitations to print: a team or an area.",
            "Di de quién son las invitaciones que quieres imprimir: un equipo o un área."),
        ["invitation.accepted"] = new(
            "The invitation was accepted: the user is in. To keep them out, block them.",
            "La invitación ya se ha aceptado: el usuario está dentro. Para que no entre, bloquéalo."),
        ["invitation.not_found"] = new(
            "There is no such invitation.",
            "No existe esa invitación."),
        ["invitation.busy"] = new(
            "Others are changing this user at the same time. Please try again.",
            "Otros están cambiando a este usuario a la vez. Inténtalo de nuevo."),
        ["invitation.does_not_work"] = new(
            "This invitation does not work. Ask your company for a new one.",
            "Esta invitación no funciona. Pide otra a tu empresa."),
        ["access.count"] = new(
            "Send 1 to 1,000 accesses at once.",
            "Envía de 1 a 1000 accesos de una vez."),
        ["access.bad_time"] = new(
            "{field} is a time with its offset, such as 2026-03-02T09:00:00Z, and not in the future.",
            "{field}: es una hora con su desfase, como 2026-03-02T09:00:00Z, y no del futuro."),
        ["access.bad_user"] = new(
            "{field} is not the id of a user.",
            "{field}: no es el id de un usuario."),
        ["invitation.expired"] = new(
            "It expired before it could be delivered. Please send it again.",
            "Caducó antes de poder entregarse. Vuelve a enviarla."),
        ["invitation.undeliverable"] = new(
            "It could not be delivered after several tries. Please send it again.",
            "No se pudo entregar tras varios intentos. Vuelve a enviarla."),
        ["invitation.unknown_channel"] = new(
            "{field} is link, email, sms or qr.",
            "{field}: es link, email, sms o qr."),
        ["invitation.channel_unavailable"] = new(
            "Invitations by {0} are not available here. Use link, and pass it on yourself.",
            "Las invitaciones por {0} no están disponibles aquí. Usa link y pásalo tú."),
        ["invitation.no_email"] = new(
            "This user has no email on record. Add one, or invite by link or QR.",
            "Este usuario no tiene correo registrado. Añade uno o invita por enlace o QR."),
        ["invitation.no_phone"] = new(
            "This user has no phone on record. Add one with their consent, or invite by link or QR.",
            "Este usuario no tiene teléfono registrado. Añade uno con su consentimiento o invita por enlace o QR."),
        ["invitation.no_consent"] = new(
            "Nobody has confirmed that this user agrees to their phone being used. Record the consent, or invite by link or QR.",
            "Nadie ha confirmado que este usuario acepte que se use su teléfono. Registra el consentimiento o invita por enlace o QR."),
        ["invitation.too_many"] = new(
            "This user has been sent {0} invitations in the last 24 hours. Use a link or a QR now, or try tomorrow.",
            "Este usuario ha recibido {0} invitaciones en las últimas 24 horas. Usa ahora un enlace o un QR, o inténtalo mañana."),
        ["invitation.provider_down"] = new(
            "The invitation could not be sent: the provider did not take it for hours. Send it again, or use a link or a QR.",
            "No se ha podido enviar la invitación: el proveedor no la ha aceptado durante horas. Reenvíala o usa un enlace o un QR."),
        ["invitation.address_refused"] = new(
            "The invitation could not be sent: the address does not exist or takes no messages. Correct it and invite again, or use a link or a QR.",
            "No se ha podido enviar la invitación: la dirección no existe o no acepta mensajes. Corrígela y vuelve a invitar, o usa un enlace o un QR."),
    };
}
