namespace Ommnio.Bot.Conversation.Wording;

/// <summary>What is said of API keys.</summary>
internal static class ApiKeys
{
    internal static readonly Dictionary<string, BotText> Texts = new()
    {
        ["account.only"] = new("That is for Account Administrators: “who are the administrators?” says who they are.", "Eso es cosa de los administradores de cuenta: «¿quiénes son los administradores?» dice quiénes son."),
        ["button.key"] = new("New API key", "Nueva clave de API"),
        ["key.ask.name"] = new("What is the key for? A short name will do, such as “payroll”.", "¿Para qué es la clave? Basta un nombre corto, como «nóminas»."),
        ["key.may.what"] = new("What may the key “{0}” do?", "¿Qué puede hacer la clave «{0}»?"),
        ["key.kind.lookup"] = new("Look users up by code", "Consultar usuarios por código"),
        ["key.kind.read"] = new("Read all users", "Leer todos los usuarios"),
        ["key.kind.write"] = new("Read, change and invite users", "Leer, cambiar e invitar usuarios"),
        ["key.kind.all"] = new("Everything an Account Administrator may", "Todo lo que puede un administrador de cuenta"),
        ["key.make.sure"] = new("Make the API key “{0}”? Whoever holds it may: {1}.", "¿Creo la clave de API «{0}»? Quien la tenga puede: {1}."),
        ["key.made"] = new(
            "Here is the API key “{0}” ({3}): {1}\nIt is shown this once, so keep it now where your secrets are. It may: {2}.",
            "Aquí está la clave de API «{0}» ({3}): {1}\nSe muestra solo esta vez: guárdala ahora donde guardas tus secretos. Puede: {2}."),
        ["key.rotated"] = new(
            "Here is the new API key “{0}” ({3}): {1}\nIt is shown this once, so keep it now where your secrets are. It may: {2}. The one from before works until {4}: change over, then revoke it.",
            "Aquí está la nueva clave de API «{0}» ({3}): {1}\nSe muestra solo esta vez: guárdala ahora donde guardas tus secretos. Puede: {2}. La de antes sirve hasta {4}: haz el cambio y después revócala."),
        ["key.hidden"] = new("The API key “{0}” ({1}) was shown here.", "Aquí se mostró la clave de API «{0}» ({1})."),
        ["key.shown.before"] = new("That key is made already, and a key is shown only once. If you have not kept it, revoke it and make another.", "Esa clave ya está creada y una clave se muestra una sola vez. Si no la guardaste, revócala y crea otra."),
        ["key.rotate.sure"] = new("Make a new key in place of “{0}” ({1})? Both work for seven days.", "¿Creo una clave nueva en lugar de «{0}» ({1})? Las dos sirven durante siete días."),
        ["key.revoke.sure"] = new("Revoke the API key “{0}” ({1})? Within a minute it opens nothing any more, and that cannot be undone.", "¿Revoco la clave de API «{0}» ({1})? En un minuto dejará de abrir nada y no se puede deshacer."),
        ["key.revoked"] = new("Done. The API key “{0}” opens nothing any more.", "Hecho. La clave de API «{0}» ya no abre nada."),
        ["key.none"] = new("There is no API key called “{0}”. Say “API keys” to see them.", "No hay ninguna clave de API que se llame «{0}». Di «claves de API» para verlas."),
        ["key.which"] = new("Which API key?", "¿Qué clave de API?"),
        ["key.list"] = new("API keys: {0}.", "Claves de API: {0}."),
        ["key.list.none"] = new("There is no API key.", "No hay ninguna clave de API."),
        ["key.line"] = new("“{0}” ({1}), made {3}. May: {2}.", "«{0}» ({1}), creada el {3}. Puede: {2}."),
        ["key.line.ends"] = new("“{0}” ({1}), made {3}, works until {4}. May: {2}.", "«{0}» ({1}), creada el {3}, sirve hasta {4}. Puede: {2}."),
        ["key.line.ended"] = new("“{0}” ({1}), made {3}, ended {4}.", "«{0}» ({1}), creada el {3}, terminó el {4}."),
        ["title.key"] = new("API key, shown once", "Clave de API, se muestra una vez"),
        ["card.key.keep"] = new("Keep it now where your secrets are: it is not shown again.", "Guárdala ahora donde guardas tus secretos: no se vuelve a mostrar."),
        ["card.key.may"] = new("May: {0}. Id: {1}.", "Puede: {0}. Id: {1}."),
    };
}
