namespace Ommnio.Core.Wording;

/// <summary>What can be wrong with membership rules.</summary>
internal static class RuleWords
{
    internal static readonly Dictionary<string, Phrase> Phrases = new()
    {
        ["rules.missing"] = new(
            "{field} is missing. Send the whole list; an empty one takes all rules away.",
            "Falta {field}. Envía la lista entera; una vacía quita todas las reglas."),
        ["rules.account_administrator"] = new(
            "Only an Account Administrator sets rules: they reach people outside your teams. Please ask one.",
            "Solo un Administrador de Cuenta pone reglas: alcanzan a personas de fuera de tus equipos. Pídeselo a uno."),
        ["rules.administrators"] = new(
            "New members of {0} become administrators, and a rule must not give that right. Change the team's default role to member first.",
            "Los nuevos miembros de {0} pasan a ser administradores, y una regla no debe dar ese permiso. Cambia antes el rol por defecto del equipo a miembro."),
        ["rules.too_large"] = new(
            "The rules are more than one team can hold. Please use fewer or shorter values.",
            "Las reglas son más de lo que cabe en un equipo. Usa menos valores o más cortos."),
        ["rules.details"] = new(
            "details is a number from 0 to {0}.",
            "details es un número de 0 a {0}."),
        ["rules.confirm_leaving"] = new(
            "{0} people would leave, and by rule {1} are in. Look at the preview; if that is right, send confirmLeaving: {0}.",
            "Saldrían {0} personas, y por regla hay {1}. Mira la vista previa; si es correcto, envía confirmLeaving: {0}."),
        ["rule.unknown"] = new(
            "{field}: the team has no such rule. Leave the id out for a new one.",
            "{field}: el equipo no tiene esa regla. Quita el id para una nueva."),
        ["rule.twice"] = new(
            "{field}: the same rule is named twice. Please name it once.",
            "{field}: la misma regla aparece dos veces. Indícala una sola vez."),
        ["rule.no_condition"] = new(
            "{field}: a rule needs at least one condition.",
            "{field}: una regla necesita al menos una condición."),
        ["rule.no_value"] = new(
            "{field}: a condition needs at least one value.",
            "{field}: una condición necesita al menos un valor."),
        ["rule.unknown_field"] = new(
            "{field}: a rule looks at area, location, position, tag or relatedTo.",
            "{field}: una regla mira area, location, position, tag o relatedTo."),
        ["rule.user"] = new(
            "{field}: relatedTo takes the id of a user.",
            "{field}: relatedTo recibe el id de un usuario."),
    };
}
