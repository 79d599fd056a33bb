using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Speech;

internal enum Command
{
    Register,
    Help,
    Why,
    Skip,
    Back,
    Undo,
    Restart,
    Cancel,
    Summary,
    Review,
    Form,
    Yes,
    No,
    Keep,
    Later,
    Another,
    Hello,
    Thanks,
    English,
    Spanish,
    More,
    Continue,
    NamesApart,
    Change,
    Groups,
    List,
}

/// <summary>Whole messages that are commands: both languages are always on.</summary>
internal static class Commands
{
    private static readonly Dictionary<string, Command> Words = Build(
        (Command.Register, "register|register a user|someone new|somebody new|someone new is starting|somebody new is starting|someone new starts|hay alguien nuevo|empieza alguien nuevo|new user|add user|add a user|alta|dar de alta|nueva alta|anadir usuario|registrar"),
        (Command.Help, "help|?|what can you do|ayuda|que puedes hacer"),
        (Command.Why, "why|why do you need this|why do you ask|what for|por que|por que lo necesitas|para que|para que lo necesitas|para que es"),
        (Command.Skip, "skip|omit|leave it out|without it|sin el|dejarlo sin indicar|none|nothing|omitir|saltar|omitelo|sin indicar|ninguno|ninguna|nada"),
        (Command.Back, "back|go back|atras|volver|anterior"),
        (Command.Undo, "undo|deshacer|deshaz"),
        (Command.Restart, "restart|start over|begin again|empezar de nuevo|reiniciar|de cero"),
        (Command.Cancel, "cancel|stop|quit|exit|cancelar|parar|para|salir"),
        (Command.Summary, "summary|show|show me|resumen|mostrar|muestrame"),
        (Command.Review, "review|done|that is all|revisar|listo|eso es todo"),
        (Command.Form, "form|formulario"),
        (Command.Yes, "yes|y|yep|yeah|ok|okay|sure|correct|that is right|that's right|confirm|register it|register anyway|anyway|si|vale|claro|correcto|exacto|eso es|confirmar|confirmo|de acuerdo|adelante|dar de alta igualmente|igualmente|de todas formas"),
        (Command.No, "no|n|nope"),
        (Command.Keep, "keep|keep it|dejar|dejalo|dejalo asi"),
        (Command.Later, "later|not now|mas tarde|luego|ahora no"),
        (Command.Another, "register another|another|one more|otra alta|otro|otra|registrar otro"),
        (Command.Hello, "hi|hello|hey|good morning|good afternoon|hola|buenas|buenos dias|buenas tardes"),
        (Command.Thanks, "thanks|thank you|thx|gracias|muchas gracias"),
        (Command.English, "english|ingles|in english|en ingles"),
        (Command.Spanish, "espanol|spanish|en espanol|in spanish|castellano"),
        (Command.More, "more|other fields|more fields|mas|mas campos|otros campos"),
        (Command.Continue, "continue|go on|repeat|continuar|sigue|seguir|repite|repetir"),
        (Command.Change, "change something|change it|cambiar algo|cambiar"),
        (Command.Groups, "choose groups|choose chat groups|elegir grupos"),
        (Command.List, "paste a list|a list|list|many|several|many users|several users|many at once|import|file|pegar una lista|una lista|lista|varios|varias|muchos|varios usuarios|varios a la vez|importar|archivo"),
        (Command.NamesApart, "split it otherwise|separar de otra forma"));

    private const int LongestWish = 100;

    internal static Command? Read(string text)
    {
        var said = text.Trim().TrimStart('¿', '¡', '/').TrimEnd('.', '!', '?', ' ');
        return Words.TryGetValue(PlainText.Fold(said.Length == 0 ? text.Trim() : said), out var command) ? command
            : text.Length <= LongestWish && Leads.Of(text) is { IsWish: true } lead && lead.Start == text.Length ? Command.Register
            : null;
    }

    private static Dictionary<string, Command> Build(params (Command Command, string Words)[] table) =>
        table.SelectMany(row => row.Words.Split('|').Select(word => (word, row.Command))).ToDictionary(pair => pair.word, pair => pair.Command);
}
