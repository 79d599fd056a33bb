using System.Collections.Frozen;
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
    Wait,
    WhoAreYou,
    Change,
    Groups,
    List,
}

/// <summary>Whole messages that are commands: both languages are always on.</summary>
internal static class Commands
{
    private static readonly Dictionary<string, Command> Words = Build(
        (Command.Register, "register|register a user|someone new|somebody new|someone new is starting|somebody new is starting|someone new starts|hay alguien nuevo|empieza alguien nuevo|new user|add user|add a user|alta|dar de alta|nueva alta|anadir usuario|registrar"),
        (Command.Help, "help|?|i need help|need help|help me|help me please|i don't understand|i do not understand|i don't get it|i'm lost|this doesn't work|it doesn't work|i have a question|a question|necesito ayuda|ayudame|me ayudas|no entiendo|no entiendo nada|no lo entiendo|esto no funciona|no funciona|tengo una pregunta|tengo una duda|una pregunta|una duda|what can you do|ayuda|que puedes hacer|que puedo hacer|que puedo decir|y ahora que|ahora que|ahora que hago|ahora que puedo hacer|y ahora que hago|y ahora que puedo hacer|what can i do|what can i say|what now|how does this work|how does it work|como funciona|como funciona esto|que sabes hacer"),
        (Command.Why, "why|why do you need this|why do you ask|what for|por que|por que lo necesitas|para que|para que lo necesitas|para que es"),
        (Command.Skip, "skip|omit|leave it out|without it|sin el|dejarlo sin indicar|none|nothing|omitir|saltar|omitelo|sin indicar|ninguno|ninguna|nada|i don't know|i dont know|don't know|dont know|i don't know yet|not sure|not sure yet|no idea|no se|no lo se|no lo se todavia|todavia no lo se|aun no lo se|ni idea|no lo tengo"),
        (Command.Back, "back|go back|atras|volver|anterior"),
        (Command.Undo, "undo|deshacer|deshaz"),
        (Command.Restart, "restart|start over|begin again|empezar de nuevo|reiniciar|de cero"),
        (Command.Cancel, "cancel|stop|quit|exit|cancelar|parar|para|salir|cancel it|cancel that|cancel this|forget it|never mind|nevermind|cancela|cancelalo|cancela eso|olvidalo|dejalo estar|no never mind|no forget it|no leave it|no cancel|leave it|drop it|better not|mejor no|mejor dejalo|no dejalo|no mejor dejalo|no olvidalo|no mejor no"),
        (Command.Wait, "wait|hold on|one moment|one second|one sec|just a moment|just a second|give me a minute|give me a moment|give me a second|be right back|brb|espera|un momento|un segundo|un minuto|espera un momento|dame un minuto|dame un momento|dame un segundo|ahora vuelvo|vuelvo enseguida"),
        (Command.WhoAreYou, "who are you|what are you|are you a bot|are you a robot|are you human|are you a human|are you a person|are you real|is anybody there|i want to talk to a human|i want to talk to a person|can i talk to a human|can i talk to a person|quien eres|que eres|eres un bot|eres un robot|eres humano|eres una persona|hay alguien ahi|quiero hablar con una persona|quiero hablar con alguien|puedo hablar con una persona|puedo hablar con alguien"),
        (Command.Summary, "summary|show|show me|resumen|mostrar|muestrame"),
        (Command.Review, "review|done|that is all|that's all|that's it|nothing else|nothing more|no that's all|no that's it|no nothing else|revisar|listo|eso es todo|nada mas|no nada mas|no eso es todo|ya esta"),
        (Command.Form, "form|formulario"),
        (Command.Yes, "yes|y|yep|yeah|ok|okay|sure|correct|that is right|that's right|confirm|register it|register anyway|anyway|si|vale|claro|correcto|exacto|eso es|confirmar|confirmo|de acuerdo|adelante|dar de alta igualmente|igualmente|de todas formas|yes please|yes do it|ok do it|do it|go ahead|yes go ahead|go for it|please do|looks good|all good|that's fine|perfect|great|si por favor|si adelante|hazlo|dale|venga|ahora si|vale ahora si|si ahora si|perfecto|todo bien|esta bien|ok adelante|vale adelante|si vale|registrala|registralo"),
        (Command.No, "no|n|nope|not yet|todavia no|aun no|no todavia|don't register yet|do not register yet|don't register her yet|don't register him yet|no la registres|no lo registres|no la registres aun|no lo registres aun|no la registres todavia|no lo registres todavia"),
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

    // What stands in forms where nobody knows yet.
    private static readonly FrozenSet<string> Blanks = ((string[])["-", "--", "---", "?", "??", "n/a", "na", "n.a", "tbc", "tbd", "pending", "unknown", "to be confirmed", "to follow", "to be decided", "pendiente", "por confirmar", "por definir", "por determinar", "a definir", "sin asignar", "no aplica", "no tiene", "aun no tiene", "todavia no tiene", "no tiene aun", "no tiene todavia", "not yet", "none yet", "no consta", "s/n", "same", "the same", "ditto", "idem", "igual", "el mismo", "la misma", "lo mismo"]).ToFrozenSet();

    private const int LongestWish = 100;

    // Whatever it is that is not known.
    private static readonly string[] NotKnowing = ["i don't know ", "i dont know ", "don't know ", "not sure ", "no se el ", "no se la ", "no se su ", "no se cual ", "no se que ", "no lo se ", "todavia no se ", "aun no se "];

    // Who has to see to something else.
    private static readonly string[] Waiting = ["hold on while ", "hold on i ", "hold on i'm ", "one moment while ", "un momento que ", "un segundo que ", "espera que ", "ahora vuelvo que "];

    internal static Command? Read(string text)
    {
        var trimmed = text.Trim().TrimStart('¿', '¡', '/').TrimEnd('.', '!', '?', ' ');
        var said = PlainText.Fold(trimmed.Length == 0 ? text.Trim() : trimmed);
        var plain = said.Replace(",", "", StringComparison.Ordinal);
        return Words.TryGetValue(plain, out var command) ? command
            : text.IndexOf(',', StringComparison.Ordinal) is > 0 and < LongestWish and var comma && Words.TryGetValue(PlainText.Fold(text[..comma]), out var first) && first is Command.Cancel ? first
            : NotKnowing.Any(words => said.StartsWith(words, StringComparison.Ordinal)) ? Command.Skip
            : Waiting.Any(words => plain.StartsWith(words, StringComparison.Ordinal)) ? Command.Wait
            : text.Length <= LongestWish && Leads.Of(text) is { IsWish: true } lead && lead.Start == text.Length ? Command.Register
            : null;
    }

    /// <summary>Whether the words are nothing but a yes or a no.</summary>
    internal static bool IsYesOrNo(string said) => Words.TryGetValue(PlainText.Fold(said), out var command) && command is Command.Yes or Command.No;

    /// <summary>Whether a value only says that there is none: "pending", "no idea".</summary>
    internal static bool SaysNothing(string value) => value.Length <= LongestWish && PlainText.Fold(value.Trim(' ', '.')) is var said && (Blanks.Contains(said) || (Words.TryGetValue(said, out var command) && command is Command.Skip) || NotKnowing.Any(words => said.StartsWith(words, StringComparison.Ordinal)));

    private static Dictionary<string, Command> Build(params (Command Command, string Words)[] table) =>
        table.SelectMany(row => row.Words.Split('|').Select(word => (word, row.Command))).ToDictionary(pair => pair.word, pair => pair.Command);
}
