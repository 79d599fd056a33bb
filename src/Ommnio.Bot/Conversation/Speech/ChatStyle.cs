using System.Collections.Frozen;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Speech;

/// <summary>How people write in chats: short, without apostrophes, and with a word of talk before what they say.</summary>
internal static class ChatStyle
{
    private static readonly FrozenDictionary<string, string> Short =
        "hes he's|shes she's|theyre they're|hell he'll|shell she'll|theyll they'll|its it's|im i'm|ive i've|weve we've|u you|ur your|gonna going|q que|k que|d de|xa para|pa para|x por|tb tambien|tmb tambien|pfa porfa"
            .Split('|').Select(pair => pair.Split(' ')).ToFrozenDictionary(pair => pair[0], pair => pair[1]);

    // None of them says anything of a user.
    private static readonly Phrases Openers = new(
        "oh|ah|and|also|wait|hang on|hold on|one sec|sorry|apologies|oops|whoops|i meant|i mean|rather|better|i think|i guess|probably|actually|btw|by the way|no wait|no sorry|other way round|the other way round|other way around|the other way around|al reves|my bad|my mistake|i made a mistake|correction|scratch that|ok|okay|right|yeah|well|hmm|um|uh|er|ps|"
        + "y|e|perdon|perdona|perdone|disculpa|disculpe|lo siento|espera|espere|un momento|un segundo|ay|uy|bueno|pues|oye|oiga|mira|en realidad|mejor dicho|mejor|creo que|supongo que|me parece que|quise decir|queria decir|quiero decir|digo|por cierto|ademas|tambien|no espera|no perdon|no digo|me he equivocado|me equivoque|error mio|fallo mio|correccion|eh|pd");

    private static readonly FrozenSet<string> MayBeNames = ["oh", "ah", "and", "ok", "right", "well", "um", "er", "y", "e", "ay", "uy", "eh", "digo", "mira", "pd", "ps"];

    /// <summary>The word that was meant by a short one, folded.</summary>
    internal static string Plain(string folded) => Short.GetValueOrDefault(folded, folded);

    // "Wrong place, he's in Madrid", "el horario está mal, entra a las 10": that something is wrong, and then what is right.
    private static string WithoutBlame(string text)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        var blame = comma > 0 && comma < LongestBlame ? PlainText.Fold(text[..comma]) : "";
        return Blames.Any(words => blame == words || blame.StartsWith($"{words} ", StringComparison.Ordinal) || blame.EndsWith($" {words}", StringComparison.Ordinal)) && text[(comma + 1)..].Trim() is { Length: > 0 } right ? right : text;
    }

    private const int LongestBlame = 40;

    private static readonly string[] Blames = ["wrong", "is wrong", "was wrong", "are wrong", "were wrong", "not right", "me he equivocado de", "me equivoque de", "esta mal", "estan mal", "estaba mal", "no esta bien"];

    /// <summary>The message without the talk that it begins with; one that is nothing else stays.</summary>
    internal static string WithoutOpeners(string said)
    {
        var text = WithoutBlame(said);
        var words = Word.Read(text);
        var at = 0;
        while (at < words.Count && Openers.Once(words, at) is var next && next > at && next < words.Count && !(words[at].Key == "me" && !words[next - 1].Ends && words[next].Key is "de" or "en" or "con") && (next > at + 1 || !MayBeName(text, words, at)))
        {
            at = next;
        }

        return at == 0 || at >= words.Count ? text : text[words[at].Start..];
    }

    /// <summary>Whether the words are nothing but such talk.</summary>
    internal static bool IsOpener(string said) => Word.Read(said) is var words && Openers.Skip(words, 0) == words.Count;

    private static readonly string[] Corrections = ["sorry", "wait", "no wait", "no sorry", "oops", "whoops", "i meant", "i mean", "perdon", "perdona", "disculpa", "no perdon", "espera", "no espera", "mejor dicho", "quise decir", "queria decir", "quiero decir"];

    /// <summary>Whether the talk that the message begins with takes back what was said before.</summary>
    internal static bool TakesBack(string text) => PlainText.Fold(text).Replace(",", "", StringComparison.Ordinal) is var said && Corrections.Any(words => said.StartsWith($"{words} ", StringComparison.Ordinal));

    private static readonly Phrases Slips = new("actually|en realidad|hang on|no hang on|hold on|no hold on|scratch that|no scratch that|oops|uy|ay no|uy no|no sorry|sorry|no wait|wait|i mean|no i mean|i meant|no i meant|or rather|correction|digo|no digo|perdon|no perdon|quiero decir|queria decir|quise decir|mejor dicho|o mejor dicho|no espera|espera");

    // Without one of them, nothing has to be read word by word.
    private static readonly FrozenSet<string> SlipsBegin = ["actually", "en", "hang", "hold", "scratch", "oops", "uy", "ay", "no", "sorry", "wait", "i", "or", "correction", "digo", "perdon", "quiero", "queria", "quise", "mejor", "o", "espera"];

    /// <summary>The words after those that take back what was said before them, "digo, camarera"; empty when there are none, null where nothing is taken back.</summary>
    internal static string? AfterSlip(string said)
    {
        var space = said.IndexOf(' ', StringComparison.Ordinal);
        if (!SlipsBegin.Contains(PlainText.Fold(space < 0 ? said : said[..space]).TrimEnd(',')))
        {
            return null;
        }

        var words = Word.Read(said);
        var next = Slips.Skip(words, 0);
        return next == 0 ? null : next == words.Count ? "" : said[words[next].Start..];
    }

    /// <summary>"612 345 909, no hang on, 612 345 908": what was meant in the end.</summary>
    internal static string Settled(string value)
    {
        if (value.LastIndexOf(" no, ", StringComparison.OrdinalIgnoreCase) is > 0 and var at)
        {
            return value[(at + 5)..];
        }

        for (var comma = value.LastIndexOf(','); comma > 0; comma = value.LastIndexOf(',', comma - 1))
        {
            if (AfterSlip(value[(comma + 1)..].Trim()) is { Length: > 0 } meant)
            {
                return meant;
            }
        }

        return value;
    }

    private static readonly string[] Ends = [" please", " pls", " plz", " thanks", " thank you", " por favor", " porfa", " gracias"];

    /// <summary>The message without the thanks that it ends with; one that is nothing else stays.</summary>
    internal static string WithoutThanks(string text)
    {
        var said = text.TrimEnd('.', '!', ' ');
        return Ends.FirstOrDefault(end => said.Length > end.Length && said.EndsWith(end, StringComparison.OrdinalIgnoreCase)) is { } end ? said[..^end.Length].TrimEnd(',', ' ') : text;
    }

    // "Oh Sung" is a name: a comma, or small letters after it, say that it is none.
    private static bool MayBeName(string text, List<Word> words, int at) => MayBeNames.Contains(words[at].Key) && !words[at].Ends && char.IsUpper(text[words[at + 1].Start]);
}
