namespace Ommnio.Core.Wording;

/// <summary>What can be wrong with an API key that somebody wants.</summary>
internal static class KeyWords
{
    internal static readonly Dictionary<string, Phrase> Phrases = new()
    {
        ["key.scopes"] = new(
            "{field}: name at least one, each as the documentation writes it, such as users.read.",
            "{field}: indica al menos uno, cada uno como lo escribe la documentación, por ejemplo users.read."),
        ["key.beyond_own"] = new(
            "{field}: a key may do no more than the one that it is made with. Leave the others out, or use a key that has them.",
            "{field}: una clave no puede hacer más que aquella con la que se crea. Quita los demás o usa una clave que los tenga."),
        ["key.product"] = new(
            "“product” is for Ommnio's own services and reaches beyond your organisation: such a key is made over HTTP alone, with one that has it.",
            "«product» es para los servicios de Ommnio y llega más allá de tu organización: una clave así solo se crea por HTTP, con otra que lo tenga."),
        ["key.shown_before"] = new(
            "This request made a key before, and a key is shown once. If it is lost, revoke it and make another.",
            "Esta petición ya creó una clave y una clave se muestra una sola vez. Si se ha perdido, revócala y crea otra."),
        ["key.not_found"] = new(
            "There is no such API key.",
            "No existe esa clave de API."),
    };
}
