using System.Collections.Frozen;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Speech;

/// <summary>Words that hold sentences together. In small letters no name has them, and no position those that say who does what: what holds one was not understood, and is asked.</summary>
internal static class Fillers
{
    private static readonly FrozenSet<string> OfSentences = Words("""
        i'm i've i'd i'll like added calls everyone everybody you you're he he's he'll she she's she'll it it's we we're we've they they're they'll me him us them your his its our their this that these those
        is are was were be been being has have had does did will would can could should shall must gonna going
        please pls plz sorry thanks thank hi hello hey ok okay yes yeah oh oops wait who whose what when where why here there there's put just already
        joins joined joining replaces covers starts started starting begins called named left leaves moved needs wants hired below really
        yo tu usted ustedes ella ellos ellas nosotros me te se nos os les le lo mis tus sus nuestro nuestra
        soy somos es son era fue ser sera esta estan ha han he hemos hay va voy vamos tiene tenemos tengo quiero necesito
        que quien cual cuando donde porque gracias perdon perdona disculpa porfa xfa hola buenas oye favor vale espera bueno pues aqui ahi ya
        mira miren ojo
        llama llaman llamado llamada empieza empiezan comienza entra entrado viene sustituye reemplaza cubre refuerza
        """);

    private static readonly FrozenSet<string> OfNames = Words("""
        yesterday today tomorrow question problem doubt pregunta duda problema ayer hoy a an the and or but to for from with without in at on of as by not into about my her new up out so then also again because if
        un una unos unas y/o o pero en con sin por para sobre como mi su nuevo nueva ahora tambien luego otra otro cada desde hasta nada todo
        """);

    /// <summary>Whether a folded word only holds a sentence together.</summary>
    internal static bool Hold(string word) => OfSentences.Contains(word) || OfNames.Contains(word);

    /// <summary>Whether something in it shows that it is no name.</summary>
    internal static bool AreInName(string said) => Has(said, word => OfSentences.Contains(word) || OfNames.Contains(word));

    /// <summary>Whether something in it shows that it is a sentence and no position.</summary>
    internal static bool AreInPosition(string said) => said.Contains('?', StringComparison.Ordinal) || BeginASentence(said) || Has(said, OfSentences.Contains);

    /// <summary>Whether it begins like a sentence, with a capital or without.</summary>
    internal static bool BeginASentence(string said) => OfSentences.Contains(ChatStyle.Plain(PlainText.Fold(said.Split(' ')[0]).Trim(',', '.', '!', '?', '¿', '¡')));

    /// <summary>How many of the words come before the first that is no part of a name.</summary>
    internal static int NameLength(IReadOnlyList<string> words)
    {
        var length = 0;
        while (length < words.Count && !AreInName(words[length]))
        {
            length++;
        }

        return length;
    }

    // "An", "So" and "You" are names too, when they are written as names.
    private static bool Has(string said, Func<string, bool> isOne) => said.Split(' ').Any(word => word.Length > 0 && char.IsLower(word[0]) && isOne(ChatStyle.Plain(Folded(word))));

    // Most words are folded as they stand.
    private static string Folded(string word) => word.All(char.IsAsciiLetterLower) ? word : PlainText.Fold(word).Trim(',', '.', '!', '?', '¿', '¡');

    private static FrozenSet<string> Words(string text) => text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
}
