namespace Ommnio.Core.Wording;

/// <summary>What can be wrong with teams themselves.</summary>
internal static class TeamWords
{
    internal static readonly Dictionary<string, Phrase> Phrases = new()
    {
        ["team.not_found"] = new(
            "There is no such team.",
            "No existe ese equipo."),
        ["group.not_found"] = new(
            "There is no such chat group, or it is not yours to manage.",
            "No existe ese grupo de chat, o no te corresponde gestionarlo."),
        ["team.name.taken"] = new(
            "{field}: another team has this name. Please choose another.",
            "{field}: otro equipo tiene este nombre. Elige otro."),
        ["team.below_itself"] = new(
            "{field}: {0} is the team itself or lies below it. Choose a team outside.",
            "{field}: {0} es el propio equipo o está por debajo de él. Elige un equipo de fuera."),
        ["team.top_level"] = new(
            "{field}: only an Account Administrator makes teams at the top. Name one of your teams as parent.",
            "{field}: solo un Administrador de Cuenta crea equipos en lo más alto. Indica como padre uno de tus equipos."),
        ["team.move_beyond"] = new(
            "{field}: you can move a team only from below one of your teams to below another. Please ask an Account Administrator.",
            "{field}: solo puedes mover un equipo de debajo de uno de los tuyos a debajo de otro. Pídeselo a un Administrador de Cuenta."),
        ["team.delete_top"] = new(
            "You can delete only teams below one of yours. Please ask an Account Administrator.",
            "Solo puedes eliminar equipos que estén debajo de uno de los tuyos. Pídeselo a un Administrador de Cuenta."),
        ["team.delete_members"] = new(
            "The team has members. Take them out first, or ask an Account Administrator.",
            "El equipo tiene miembros. Sácalos antes o pídeselo a un Administrador de Cuenta."),
        ["group.not_yours"] = new(
            "That is not yours to do in this chat group. Please ask one of its administrators or an Account Administrator.",
            "Eso no te corresponde en este grupo de chat. Pídeselo a uno de sus administradores o a un Administrador de Cuenta."),
        ["team.rules_make_members"] = new(
            "{field}: the team has membership rules, and a rule must not make administrators. Take the rules away first.",
            "{field}: el equipo tiene reglas de pertenencia, y una regla no debe nombrar administradores. Quita antes las reglas."),
        ["team.stale"] = new(
            "The team has changed meanwhile. Read it again and repeat the change on the new version.",
            "El equipo ha cambiado entretanto. Léelo de nuevo y repite el cambio sobre la nueva versión."),
        ["team.busy"] = new(
            "Others are changing teams and chat groups right now. Nothing was stored; please repeat.",
            "Otros están cambiando los equipos y grupos de chat ahora mismo. No se ha guardado nada; repite, por favor."),
    };
}
