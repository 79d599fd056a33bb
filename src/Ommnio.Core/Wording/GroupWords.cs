namespace Ommnio.Core.Wording;

/// <summary>What can be wrong with chat groups, with who is in them, and with taking groups and teams away.</summary>
internal static class GroupWords
{
    internal static readonly Dictionary<string, Phrase> Phrases = new()
    {
        ["group.unknown_kind"] = new(
            "{field}: a chat group is open or readOnly.",
            "{field}: un grupo de chat es open o readOnly."),
        ["group.stale"] = new(
            "The chat group has changed meanwhile. Read it again and repeat the change on the new version.",
            "El grupo de chat ha cambiado entretanto. Léelo de nuevo y repite el cambio sobre la nueva versión."),
        ["group.delete.confirm"] = new(
            "{field}: type the name of the chat group to delete it. That cannot be undone.",
            "{field}: escribe el nombre del grupo de chat para eliminarlo. No se puede deshacer."),
        ["group.member_through_team"] = new(
            "The user is in this chat group through a team that is not yours. Please ask an Account Administrator.",
            "El usuario está en este grupo de chat por un equipo que no es tuyo. Pídeselo a un Administrador de Cuenta."),
        ["group.member_through_team.by"] = new(
            "The user is in this chat group through a team. Take them out of it ({all}), or end its link to the group.",
            "El usuario está en este grupo de chat por un equipo. Sácalo de él ({all}) o quita su enlace con el grupo."),
        ["group.stays_by_team"] = new(
            "The user stays in {0}: they are also in it through a team. Take them out of the team, or end its link to the group.",
            "El usuario sigue en {0}: también está por un equipo. Sácalo del equipo o quita su enlace con el grupo."),
        ["team.has_children"] = new(
            "There are teams below this one. Move or delete them first.",
            "Hay equipos por debajo de este. Muévelos o elimínalos antes."),
        ["team.has_children.by"] = new(
            "There are teams below this one ({all}). Move or delete them first.",
            "Hay equipos por debajo de este ({all}). Muévelos o elimínalos antes."),
        ["team.has_members"] = new(
            "The team has members. Take them out first, or confirm with the team's name: then they leave it, and nothing else of them changes.",
            "El equipo tiene miembros. Sácalos antes o confírmalo con el nombre del equipo: entonces salen de él y nada más cambia."),
        ["team.delete.confirm"] = new(
            "{field}: that is not the team's name. Type it as it stands to delete the team with its members' places.",
            "{field}: ese no es el nombre del equipo. Escríbelo tal cual para eliminar el equipo y sacar a sus miembros."),
        ["list.bad_below"] = new(
            "below is true or false.",
            "below es true o false."),
    };
}
