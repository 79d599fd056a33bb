namespace Ommnio.Core.Wording;

/// <summary>Why a job came to nothing.</summary>
internal static class JobWords
{
    internal static readonly Dictionary<string, Phrase> Phrases = new()
    {
        ["job.not_found"] = new(
            "There is no such job.",
            "No existe ese trabajo."),
        ["job.team_gone"] = new(
            "The team was deleted meanwhile.",
            "El equipo se ha eliminado entretanto."),
        ["job.team_stays"] = new(
            "The team was not deleted after all, so its members stay.",
            "Al final el equipo no se eliminó, así que sus miembros se quedan."),
        ["job.rules_changed"] = new(
            "The team's rules were changed meanwhile, so the rest was not applied. Look at the preview and apply them again.",
            "Las reglas del equipo han cambiado entretanto, así que el resto no se ha aplicado. Mira la vista previa y aplícalas de nuevo."),
        ["job.gave_up"] = new(
            "It failed again and again and was given up. What it had done until then stays; it can be started again, and goes on from there.",
            "Ha fallado una y otra vez y se ha abandonado. Lo hecho hasta entonces se queda; se puede iniciar de nuevo y sigue desde ahí."),
    };
}
