using System.Globalization;
using Ommnio.Core.Inviting;

namespace Ommnio.Core.Wording;

/// <summary>What a sheet of printed invitations says to the administrator who prints it.</summary>
internal static class SheetWords
{
    private static readonly Phrase Cut = new("Invitations: {0}, six to a page of A4. Print without margins and cut along the lines.", "Invitaciones: {0}, seis por página A4. Imprime sin márgenes y corta por las líneas.");

    private static readonly Phrase Nobody = new("There is no invitation to be printed.", "No hay ninguna invitación que imprimir.");

    private static readonly Phrase Uninvited = new(
        "Not here, because they have no invitation that works: {0}. Prepare the sheet (POST to this address), then print it again.",
        "No están aquí, porque no tienen una invitación que funcione: {0}. Prepara la hoja (POST a esta dirección) y vuelve a imprimirla.");

    private static readonly Phrase NotAllowed = new(
        "Not here, because they have rights beyond yours: {0}. Please ask an Account Administrator.",
        "No están aquí, porque tienen más permisos que tú: {0}. Pídeselo a un Administrador de Cuenta.");

    private static readonly Phrase More = new("This is not everybody. The next sheet is the one after={0}.", "No son todas las personas. La hoja siguiente es la de after={0}.");

    internal static string Title(Language language) => language == Language.Spanish ? "Invitaciones para imprimir" : "Invitations to print";

    internal static IEnumerable<string> Notes(FilledSheet sheet, Language language)
    {
        yield return sheet.Invitations.Count > 0 ? Say(Cut, sheet.Invitations.Count) : Nobody.In(language);
        if (sheet.Uninvited > 0)
        {
            yield return Say(Uninvited, sheet.Uninvited);
        }

        if (sheet.NotAllowed > 0)
        {
            yield return Say(NotAllowed, sheet.NotAllowed);
        }

        if (sheet.Next is { } next)
        {
            yield return Say(More, next);
        }

        string Say(Phrase phrase, object argument) => string.Format(CultureInfo.InvariantCulture, phrase.In(language), argument);
    }
}
