namespace Ommnio.Core.Wording;

/// <summary>What can be wrong with a pairing code that somebody wants.</summary>
internal static class PairingWords
{
    internal static readonly Dictionary<string, Phrase> Phrases = new()
    {
        ["pairing.no_administrator"] = new(
            "This user has no administrator's rights now, so there is nothing for them to do in the chat. Give them the role, or wait until they have signed up.",
            "Este usuario no tiene ahora permisos de administrador, así que no tiene nada que hacer en el chat. Dale el rol o espera a que se haya registrado."),
    };
}
