using System.Collections.Frozen;
using System.Globalization;
using Ommnio.Core.Wording;

namespace Ommnio.Functions.Pages;

/// <summary>The words of the invitee's pages.</summary>
internal static class InviteeWords
{
    internal static readonly FrozenDictionary<string, (string English, string Spanish)> All = new Dictionary<string, (string, string)>
    {
        ["title"] = ("{0} invites you to Ommnio", "{0} te invita a Ommnio"),
        ["what"] = (
            "Ommnio is the chat in which your company keeps in touch with you. Nobody there sees your phone number or your email.",
            "Ommnio es el chat con el que tu empresa está en contacto contigo. Allí nadie ve tu teléfono ni tu correo."),
        ["step.accept"] = ("Accept the invitation with the button below.", "Acepta la invitación con el botón de abajo."),
        ["step.app"] = ("Install the Ommnio app on your phone.", "Instala la aplicación de Ommnio en tu móvil."),
        ["step.phone"] = ("Sign up in it with your phone number. Your groups are waiting there.", "Regístrate en ella con tu número de teléfono. Tus grupos te esperan allí."),
        ["button.accept"] = ("Accept the invitation", "Aceptar la invitación"),
        ["not.you"] = (
            "This invitation is personal and works once. If it was not meant for you, close this page: nothing has happened yet.",
            "Esta invitación es personal y sirve una sola vez. Si no era para ti, cierra esta página: todavía no ha pasado nada."),
        ["accepted.title"] = ("You are in", "Ya estás dentro"),
        ["accepted"] = ("You have accepted the invitation of {0}. Two steps are left:", "Has aceptado la invitación de {0}. Quedan dos pasos:"),
        ["dead.title"] = ("This invitation does not work", "Esta invitación no funciona"),
        ["dead"] = (
            "Perhaps the address is not complete, or it is too old. You can ask your company for a new one.",
            "Puede que la dirección no esté completa o que sea demasiado antigua. Puedes pedir otra a tu empresa."),
        ["dead.in"] = ("If you have accepted it already, just open the Ommnio app.", "Si ya la habías aceptado, abre la aplicación de Ommnio."),
        ["button.ask"] = ("Ask for a new invitation", "Pedir otra invitación"),
        ["asked.title"] = ("Thank you", "Gracias"),
        ["asked"] = (
            "If this was an invitation of yours, your company knows now that you need a new one. You can close this page.",
            "Si esta invitación era tuya, tu empresa ya sabe que necesitas otra. Puedes cerrar esta página."),
        ["many.title"] = ("Please wait a little", "Espera un poco"),
        ["many"] = ("There were too many attempts from here. Try again in a few minutes.", "Ha habido demasiados intentos desde aquí. Prueba otra vez dentro de unos minutos."),
        ["busy.title"] = ("Please try again", "Inténtalo de nuevo"),
        ["busy"] = ("We could not do it just now, and nothing has changed.", "Ahora mismo no hemos podido hacerlo, y no ha cambiado nada."),
    }.ToFrozenDictionary();

    internal static string Title(Language language, string organisation) => In("title", language, organisation);

    internal static string Say(string key, Language language) => language == Language.Spanish ? All[key].Spanish : All[key].English;

    internal static string In(string key, Language language, string organisation) => string.Format(CultureInfo.InvariantCulture, Say(key, language), organisation);
}
