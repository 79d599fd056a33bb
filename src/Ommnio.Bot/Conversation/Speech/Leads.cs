using System.Collections.Frozen;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Speech;

/// <summary>What leads to what is meant: to the name in a sentence that registers, to the value in an answer.</summary>
internal static class Leads
{
    private static readonly Phrases Manners = new(
        "please|pls|plz|urgent|urgente|asap|mornin|hi team|hi all|hi everyone|hi guys|hello all|hello team|hey team|hey all|hola equipo|hola a todos|hola a todas|compis|companeros|companeras|desde el lunes|desde el martes|desde el miercoles|desde el jueves|desde el viernes|desde el sabado|desde el domingo|por favor|porfa|hi|hello|hey|hola|buenas|buenos dias|buenas tardes|good morning|good afternoon|good evening|morning|afternoon|evening|buenas noches|can you|could you|would you|will you|can you please|could you please|i want to|i need to|i would like to|i'd like to|id like to|"
        + "we want to|we need to|we would like to|we'd like to|i'd like you to|i would like you to|i want you to|i need you to|there's|there is|me|nos|i have to|we have to|i need|we need|let's|lets|so|queria|querria|queriamos|hace falta|haria falta|te pido|os pido|les pido|pueden|podrian|podriais|podeis|haz el favor de|me haces el favor de|quiero|queremos|necesito|necesitamos|quisiera|quisieramos|me gustaria|nos gustaria|tengo que|tenemos que|hay que|"
        + "need|need to|needs|could someone|can someone|could somebody|can somebody|can anyone|help me with|can you help me with|could you help me with|help with|me ayudas con|puedes ayudarme con|ayudame con|puede alguien|podria alguien|alguien puede|want|want to|wanna|would like to|looking to|trying to|just|can we|could we|may i|can i|help me|can you help me|could you help me|me ayudas a|puedes ayudarme a|ayudame a|"
        + "puedes|podrias|podemos|podriamos|me puedes|me podrias|vamos a|voy a|ok|now|ahora|then|also|tambien|today|tomorrow|hoy|manana|que|"
        + "on monday|on tuesday|on wednesday|on thursday|on friday|on saturday|on sunday|this week|next week|from monday|from tomorrow|next month|"
        + "el lunes|el martes|el miercoles|el jueves|el viernes|el sabado|el domingo|este lunes|esta semana|la semana que viene|la proxima semana|desde manana|desde hoy|el mes que viene");

    private static readonly Phrases Verb = new(
        "do one for|give|register|add|create|onboard|enrol|enroll|sign up|sign on|sign|set up|set|get|include|admit|new|we have a|we have|i have a|i have|i've got a|we've got a|i've got|we've got|got a|got an|got|we took on|took on|we've taken on|we have taken on|we hired|we just hired|we've just hired|i just hired|just hired|acabamos de contratar a|acabo de contratar a|hay un|hay una|hay|we have hired|we've hired|an account for|a new account for|a user for|a login for|login for|log-in for|access for|acceso para|un acceso para|"
        + "haces uno para|haces una para|hazme uno para|hazme una para|haz uno para|haz una para|hemos cogido a|cogemos a|hemos fichado a|les paso a|les paso|se nos incorpora|alta|alta de|alta a|alta para|un alta de|un alta para|viene|llega|nos llega|nos viene|el alta de|da de alta a|da de alta|dar de alta a|dar de alta|dame de alta a|dame de alta|das de alta a|das de alta|dais de alta a|darme de alta a|damos de alta a|demos de alta a|una cuenta para|un usuario para|"
        + "anade a|anade|anadir a|anadir|agrega a|agrega|agregar a|agregar|registra a|registra|registrar a|registrar|crea|crear|apunta a|incorpora a|incorporar a|mete a|mete|se incorpora|tenemos un|tenemos una|tenemos|tengo un|tengo una|tengo a|tengo|os paso a|os paso|paso|hemos contratado a|contratamos a|incorporamos a|fichamos a|registrame a|apuntame a|anademe a|registras a|anades a|apuntas a|creas|te paso a|te paso|registres a|des de alta a|anadas a|apuntes a|metas a|"
        + "meter a|meteme a|ponme a|pon a|poner a|incluye a|incluir a|incluyeme a|suma a|sumame a|ficha a|inscribe a|inscribir a|empieza|comienza|entra|nuevo|nueva");

    private static readonly string Days = string.Join('|', Each("on|from|this|next|starting", "monday|tuesday|wednesday|thursday|friday|saturday|sunday").Concat(Each("el|desde el|este|a partir del", "lunes|martes|miercoles|jueves|viernes|sabado|domingo")));

    private static readonly Phrases Times = new(Days + "|today|tonight|tomorrow|esta noche|hoy|manana|next week|this week|esta semana|la semana que viene");

    private static readonly Phrases Pleases = new("please|pls|plz|por favor|porfa|porfavor");

    private static readonly Phrases Articles = new("a|an|the|another|one more|un|una|el|la|al|otro|otra|our|my|nuestro|nuestra|mi|este|esta|this|the following|el siguiente|la siguiente|two|three|some|several|dos|tres|varios|varias|unos|unas");

    private static readonly Phrases Nouns = new(
        "new|nuevo|nueva|user|employee|colleague|person|worker|member|starter|joiner|hire|someone|somebody|one|account|usuario|usuaria|persona|empleado|empleada|trabajador|trabajadora|companero|companera|alguien|cuenta|alta|mas|more|profile|perfil|team member|staff member|member of staff|addition|recruit|incorporacion|contratacion|fichaje|registration|registrations|sign-up|signup|access|login|log-in|acceso|registro|ingreso|people|persons|users|employees|colleagues|personas|usuarios|empleados|companeros|girl|guy|chap|lad|bloke|fella|lady|uno|una|chica|chico|senora|senor");

    private static readonly Phrases Calls = new(
        "for|para|first one is|the first one is|the first is|first is|la primera es|el primero es|called|named|whose name is|name is|the name is|her name is|his name is|their name is|name's|his name's|her name's|the name's|llamado|llamada|que se llama|se llama|su nombre es|cuyo nombre es");

    // What leads to a name wherever it stands.
    private static readonly Phrases Naming = new(
        "called|named|she's called|he's called|they're called|is called|whose name is|name is|the name is|her name is|his name is|their name is|name's|his name's|her name's|first one is|replacement is|goes by|llamado|llamada|de nombre|que se llama|se llama|que se llaman|su nombre es|el nombre es|cuyo nombre es|sustituto es|sustituta es|reemplazo es");

    // One of them is in each of those: without, nothing has to be read word by word.
    private static readonly string[] NamingParts = ["name", "called", "first one is", "replacement is", "goes by", "llama", "nombre", "sustitut", "reemplazo es"];

    private static readonly Phrases Names = new(
        "it's|it is|his name's|her name's|their name's|the name's|name's|first name|name|nombre|his name is|her name is|the name is|their name is|his first name is|her first name is|the first name is|his last name is|her last name is|the last name is|his surname is|her surname is|the surname is|"
        + "name is|surname is|last name is|su nombre es|su apellido es|sus apellidos son|el apellido es|los apellidos son|el nombre es|se llama|se apellida|es");

    private static readonly Phrases Positions = new(
        "put her down as|put him down as|put them down as|put|let's say|pon|ponle|ponla como|ponlo como|ponle de|ponla de|ponlo de|digamos|he's going to be a|he's going to be an|he's going to be|she's going to be a|she's going to be an|she's going to be|he'll be a|he'll be an|he'll be|she'll be a|she'll be an|she'll be|he will be a|he will be|she will be a|she will be|they will be a|they'll be a|it's a|it's an|it's|it is a|it is an|it is|she is a|she is an|she is|he is a|he is an|he is|she's a|she's an|she's|he's a|he's an|he's|they are a|they are|as a|as an|as|works as a|works as|"
        + "who is a|who is an|who is|who will be a|who will be an|who will be|will be a|will be an|will be|"
        + "ella es una|ella es|ella sera|el es un|el es|el sera|es un|es una|es|sera|que es|que sera|va a ser|que va a ser|va de|entra de|entra como|viene de|viene como|como|de|trabaja de|trabaja como|de puesto|su puesto es|the position is|her position is|his position is|el puesto es");

    private static readonly Phrases One = new("another|an additional|one more|otro|otra|a|an|un|una|our|our new|a new|the new|my|my new|un nuevo|una nueva|nuestro|nuestra|nuestro nuevo|nuestra nueva|el nuevo|la nueva");

    // "A cargo de caja" is a position.
    private static readonly Phrases Charge = new("a cargo");

    private static readonly Phrases Standing = new("it's|it is|she is|he is|she's|he's|they are|they're|she'll be|he'll be|they'll be|esta|es|va|pues|the area is|el area es|trabaja|works");

    private static readonly Phrases Within = new("in the|in|at the|at|from the|from|en el|en la|en|del|de la|de");

    /// <param name="Start">Where the name begins; the end of the text when nobody is named.</param>
    /// <param name="IsWish">Registering was spoken of, not only a name given.</param>
    /// <param name="IsOfSomebody">Somebody was spoken of ("the new guy"), so that what follows need not be a name.</param>
    internal sealed record Lead(int Start, bool IsWish, bool IsOfSomebody)
    {
        /// <summary>"Alta para" leads to whom it is for, or to where.</summary>
        internal bool IsFor { get; init; }
    }

    /// <summary>"I want to register a new user called", "da de alta a"; null when the text does not begin so.</summary>
    internal static Lead? Of(string text)
    {
        var words = Word.Read(text);
        var manners = Manners.Skip(words, 0);
        var verb = Math.Max(Verb.Once(words, manners), Verbs.Once(words, manners));
        var pleased = verb > manners ? Pleases.Skip(words, verb) : verb;
        verb = pleased > verb && pleased < words.Count && words[pleased].Key is "a" or "al" ? pleased + 1 : pleased;
        var nouns = Times.Skip(words, AfterNouns(words, verb));
        nouns = verb == manners && (manners == 0 || nouns < words.Count) ? verb : nouns;
        var calls = nouns == verb && verb > manners ? nouns : nouns < words.Count - 1 && words[nouns].Key == "de" ? nouns + 1 : Calls.Once(words, nouns);
        return verb == manners && calls == nouns && (manners == 0 || nouns == verb) ? null
            : calls < words.Count ? new(words[calls].Start, verb > manners, nouns > verb && calls == nouns) { IsFor = calls > 0 && words[calls - 1].Key is "for" or "para" }
            : manners > 0 || nouns > verb ? new(text.Length, verb > manners || (manners > 0 && nouns > verb), nouns > verb)
            : null;
    }

    private static readonly HashSet<string> OfLists = ["list", "lista", "ones", "nuevos", "nuevas", "following", "siguiente", "siguientes", "below", "attached", "rows", "filas", "names", "nombres", "starters", "joiners", "hires", "altas", "incorporaciones", "all", "everyone", "todos", "todas", "both", "ambos", "ambas", "these", "those", "estos", "estas", "esos", "to", "the", "of", "for", "de", "del", "para", "los", "las", "system", "sistema", "and", "y"];

    /// <summary>Whether the words only lead to a list, "here are the new starters", "i need to add 3 people".</summary>
    internal static bool SayNothing(string text)
    {
        var words = Word.Read(text);
        if (words.Exists(word => Weekdays.IsDay(word.Key)))
        {
            return false;
        }

        for (var at = 0; at < words.Count;)
        {
            var next = new[] { Manners.Once(words, at), Verb.Once(words, at), Verbs.Once(words, at), Articles.Once(words, at), Nouns.Once(words, at), Calls.Once(words, at) }.Max();
            if (next == at && !OfLists.Contains(words[at].Key) && !Fillers.Hold(words[at].Key) && !words[at].Key.All(char.IsAsciiDigit))
            {
                return false;
            }

            at = Math.Max(next, at + 1);
        }

        return true;
    }

    /// <summary>"Kitchen hire", "laundry starter": that somebody is new is no work.</summary>
    internal static bool EndsWithArrival(string text) => Arrivals.Contains(PlainText.Fold(text[(text.LastIndexOf(' ') + 1)..]));

    private static readonly FrozenSet<string> Arrivals = ((string[])["hire", "hires", "starter", "starters", "joiner", "joiners", "recruit", "addition", "registration", "signup", "sign-up", "alta", "incorporacion", "contratacion", "fichaje", "ingreso"]).ToFrozenSet();

    private static readonly Phrases Introductions = new("soy|somos|i'm|i am|me llamo|my name is|mi nombre es|aqui|te habla|le habla|os habla|les habla");

    /// <summary>Whether whoever writes says their own name.</summary>
    internal static bool Introduces(string text) => Introductions.Once(Word.Read(text), 0) > 0;

    /// <summary>Where the words begin after "from Monday", "please" and the like.</summary>
    internal static int AfterManners(string text)
    {
        var words = Word.Read(text);
        var next = Manners.Skip(words, 0);
        return next < words.Count ? words[next].Start : 0;
    }

    /// <summary>Where, in words that are not only a name, the words begin and end that lead to one, "a cleaner called": null when there are none.</summary>
    internal static (int Start, int End)? NamingIn(string text)
    {
        if (!NamingParts.Any(part => text.Contains(part, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        var words = Word.Read(text);
        for (var at = 0; at < words.Count - 1; at++)
        {
            if (Naming.Once(words, at) is var next && next > at && next < words.Count && !words[next - 1].Ends)
            {
                return (words[at].Start, words[next].Start);
            }
        }

        return null;
    }

    /// <summary>"A driver", of whom no name is said: the driver; null when the words are anything else.</summary>
    internal static string? OnlyWork(string text) =>
        Word.Read(text) is [{ Key: "a" or "an" or "un" or "una" }, _, ..] && One.Without(text) is var work && WithoutTimes(work) is var plain && !plain.Any(char.IsUpper) && plain.Split(' ').Length <= 3 ? plain : null;

    /// <summary>"Porter tonight", "celador para esta noche": the work alone.</summary>
    internal static string WithoutTimes(string work)
    {
        var words = Word.Read(work);
        for (var at = 1; at < words.Count; at++)
        {
            if (Times.Once(words, at) == words.Count)
            {
                return work[..words[at - 1].End];
            }
        }

        return work;
    }

    /// <summary>What is said of somebody before their name, "a new cook called": the cook; empty when it is nothing.</summary>
    internal static string BeforeName(string text)
    {
        var words = Word.Read(text);
        var from = Nouns.Skip(words, Articles.Skip(words, 0));
        for (var to = from; to < words.Count; to++)
        {
            if (Calls.Once(words, to) == words.Count)
            {
                while (to - 1 > from && words[to - 1].Key is "new" or "nuevo" or "nueva" or "he" or "she" or "he's" or "she's" or "is" or "que" or "who" or "who's")
                {
                    to--;
                }

                return to > from ? text[words[from].Start..words[to - 1].End] : "";
            }
        }

        return "";
    }

    /// <summary>The answer without what leads to it: "it's", "she is a", "her name is".</summary>
    internal static string Without(string text, Field field) => field switch
    {
        Field.FirstName or Field.LastName => Titles.Without(Names.Without(text)),
        Field.Position => WithoutArticle(Positions.Without(text)),
        Field.Area or Field.Location => Within.Without(Standing.Without(text)),
        _ => text.Trim(),
    };

    /// <summary>"He's a head waiter", "trabaja de camarera": what somebody is; null when the words do not say so.</summary>
    internal static string? Being(string text) => Saying.Without(text) is var work && work != text ? WithoutArticle(work) : null;

    private static readonly Phrases Saying = new("she is a|she is an|he is a|he is an|she's a|she's an|he's a|he's an|they're a|they're an|she'll be a|she'll be an|he'll be a|he'll be an|she works as a|he works as a|es un|es una|sera un|sera una|va de|trabaja de|trabaja como|va a ser");

    private static IEnumerable<string> Each(string before, string days) => from word in before.Split('|') from day in days.Split('|') select $"{word} {day}";

    private static string WithoutArticle(string text) => Charge.Without(text) == text ? One.Without(text) : text;

    // "another new colleague" names nobody yet; an article alone may begin a name.
    private static int AfterNouns(List<Word> words, int at)
    {
        var found = Nouns.Skip(words, Articles.Once(words, at));
        return found > Articles.Once(words, at) ? found : at;
    }
}
