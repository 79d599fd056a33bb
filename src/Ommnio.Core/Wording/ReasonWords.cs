namespace Ommnio.Core.Wording;

/// <summary>Why somebody is in a team, or not.</summary>
internal static class ReasonWords
{
    internal static readonly Dictionary<string, Phrase> Phrases = new()
    {
        ["reason.hand"] = new(
            "{0} is in {1} by hand: an administrator decided so.",
            "{0} está en {1} a mano: así lo decidió un administrador."),
        ["reason.rule"] = new(
            "{0} is in {1} by rule {2}.",
            "{0} está en {1} por la regla {2}."),
        ["reason.hand_and_rule"] = new(
            "{0} is in {1} by hand, and by rule {2}.",
            "{0} está en {1} a mano, y por la regla {2}."),
        ["reason.old_rule"] = new(
            "{0} is in {1} by a rule that the team no longer has.",
            "{0} está en {1} por una regla que el equipo ya no tiene."),
        ["reason.out"] = new(
            "{0} is not in {1}: no administrator has added them by hand.",
            "{0} no está en {1}: ningún administrador lo ha decidido a mano."),
        ["reason.no_rules"] = new(
            "The team has no rules.",
            "El equipo no tiene reglas."),
        ["reason.rule_fits"] = new(
            "Rule {0} fits: {1}.",
            "La regla {0} se cumple: {1}."),
        ["reason.rule_fails"] = new(
            "Rule {0} does not fit: {1}.",
            "La regla {0} no se cumple: {1}."),
        ["reason.rule_ended"] = new(
            "Rule {0}, which had put them in, no longer fits: {1}.",
            "La regla {0}, por la que estaba, ya no se cumple: {1}."),
        ["reason.rule_gone"] = new(
            "The rule that had put them in is gone, and no other fits.",
            "La regla por la que estaba ya no existe, y ninguna otra se cumple."),
        ["reason.asks"] = new(
            "{field} asks for {0}, here {1}",
            "{field} pide {0}, aquí {1}"),
        ["reason.excludes"] = new(
            "{field} takes anything but {0}, here {1}",
            "{field} admite todo menos {0}, aquí {1}"),
        ["reason.or"] = new(" or ", " o "),
        ["reason.nothing"] = new("nothing", "nada"),
        ["reason.somebody_else"] = new("somebody else", "otra persona"),
        ["reason.will_join"] = new(
            "{0} will join {1} with the next change, or when the rules are applied.",
            "{0} entrará en {1} con el próximo cambio, o cuando se apliquen las reglas."),
        ["reason.will_leave"] = new(
            "{0} will leave {1} with the next change, or when the rules are applied.",
            "{0} saldrá de {1} con el próximo cambio, o cuando se apliquen las reglas."),
    };
}
