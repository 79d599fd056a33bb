namespace Ommnio.Bot.Conversation.Speech;

/// <summary>What leads to what is meant: to the name in a sentence that registers, to the value in an answer.</summary>
internal static class Leads
{
    private static readonly Phrases Manners = new(
        "please|por favor|hi|hello|hey|hola|buenas|buenos dias|buenas tardes|good morning|good afternoon|can you|could you|would you|will you|can you please|could you please|i want to|i need to|i would like to|i'd like to|id like to|"
        + "we want to|we need to|we would like to|we'd like to|i have to|we have to|i need|we need|let's|lets|quiero|queremos|necesito|necesitamos|quisiera|quisieramos|me gustaria|nos gustaria|tengo que|tenemos que|hay que|"
        + "puedes|podrias|me puedes|me podrias|vamos a|voy a|ok|now|ahora|then|also|tambien|today|tomorrow|hoy|manana");

    private static readonly Phrases Verbs = new(
        "register|add|create|onboard|enrol|enroll|sign up|set up|new|we have a|we have|we hired|we have hired|we've hired|an account for|a new account for|a user for|"
        + "alta|alta de|alta a|alta para|un alta de|un alta para|el alta de|da de alta a|da de alta|dar de alta a|dar de alta|dame de alta a|dame de alta|das de alta a|darme de alta a|damos de alta a|demos de alta a|una cuenta para|un usuario para|"
        + "anade a|anade|anadir a|anadir|agrega a|agrega|agregar a|agregar|registra a|registra|registrar a|registrar|crea|crear|apunta a|incorpora a|incorporar a|mete a|se incorpora|tenemos un|tenemos una|tenemos|hemos contratado a|contratamos a|incorporamos a|fichamos a|registrame a|apuntame a|anademe a|empieza|comienza|entra|nuevo|nueva");

    private static readonly Phrases Articles = new("a|an|the|another|one more|un|una|el|la|otro|otra");

    private static readonly Phrases Nouns = new(
        "new|nuevo|nueva|user|employee|colleague|person|worker|member|starter|joiner|hire|someone|somebody|account|usuario|usuaria|persona|empleado|empleada|trabajador|trabajadora|companero|companera|alguien|cuenta|alta|mas|more|profile|perfil|girl|guy|chica|chico|senora|senor");

    private static readonly Phrases Calls = new(
        "for|para|called|named|whose name is|name is|the name is|her name is|his name is|their name is|llamado|llamada|que se llama|se llama|su nombre es|cuyo nombre es");

    private static readonly Phrases Names = new(
        "it's|it is|his name is|her name is|the name is|their name is|his first name is|her first name is|the first name is|his last name is|her last name is|the last name is|his surname is|her surname is|the surname is|"
        + "name is|surname is|last name is|su nombre es|su apellido es|sus apellidos son|el apellido es|los apellidos son|el nombre es|se llama|se apellida|es");

    private static readonly Phrases Positions = new(
        "it's a|it's an|it's|it is a|it is an|it is|she is a|she is an|she is|he is a|he is an|he is|she's a|she's an|she's|he's a|he's an|he's|they are a|they are|as a|as an|as|works as a|works as|"
        + "es un|es una|es|sera|como|trabaja de|trabaja como|de puesto|su puesto es|the position is|her position is|his position is|el puesto es");

    private static readonly Phrases Being = new("it's|it is|she is|he is|she's|he's|they are|they're|esta|es|the area is|el area es|trabaja|works");

    private static readonly Phrases Within = new("in the|in|at the|at|en el|en la|en");

    /// <param name="Start">Where the name begins; the end of the text when nobody is named.</param>
    /// <param name="IsWish">Registering was spoken of, not only a name given.</param>
    internal sealed record Lead(int Start, bool IsWish);

    /// <summary>"I want to register a new user called", "da de alta a"; null when the text does not begin so.</summary>
    internal static Lead? Of(string text)
    {
        var words = Word.Read(text);
        var manners = Manners.Skip(words, 0);
        var verb = Verbs.Once(words, manners);
        var nouns = verb == manners ? verb : AfterNouns(words, verb);
        var calls = nouns == verb && verb > manners ? nouns : Calls.Once(words, nouns);
        return verb == manners && calls == nouns ? null
            : calls < words.Count ? new(words[calls].Start, verb > manners)
            : manners > 0 || nouns > verb ? new(text.Length, verb > manners)
            : null;
    }

    /// <summary>The answer without what leads to it: "it's", "she is a", "her name is".</summary>
    internal static string Without(string text, Field field) => field switch
    {
        Field.FirstName or Field.LastName => Names.Without(text),
        Field.Position => Positions.Without(text),
        Field.Area or Field.Location => Within.Without(Being.Without(text)),
        _ => text.Trim(),
    };

    // "another new colleague" names nobody yet; an article alone may begin a name.
    private static int AfterNouns(List<Word> words, int at)
    {
        var found = Nouns.Skip(words, Articles.Once(words, at));
        return found > Articles.Once(words, at) ? found : at;
    }
}
