namespace Ommnio.Bot.Conversation.Speech;

/// <summary>"Eva Gil replaces Ana García": Eva is registered, and Ana stays as she is.</summary>
internal static class Replacing
{
    private static readonly Phrases Verbs = new(
        "replaces|is replacing|will replace|will be replacing|takes over from|is taking over from|will take over from|takes the place of|fills in for|is filling in for|covers for|is covering for"
        + "|sustituye a|sustituira a|va a sustituir a|reemplaza a|reemplazara a|va a reemplazar a|cubre a|cubrira a|va a cubrir a|releva a|relevara a");

    // Names are before it, so that nothing after these words is looked at.
    private const int MostBefore = 9;

    /// <summary>The message about who comes, and who is replaced; null where nobody is.</summary>
    internal static (string Text, string Whom)? Of(string text)
    {
        var words = Word.Read(text);
        for (var at = 1; at < Math.Min(words.Count - 1, MostBefore); at++)
        {
            if (Verbs.Once(words, at) is var next && next > at && next < words.Count)
            {
                return text[..words[at - 1].End] is var who && NameWithin.IsWritten(who) && (who.Contains(' ', StringComparison.Ordinal) || GivenNames.Starts(who)) && Named(text, words, next) is > 0 and var end ? ($"{who}{Rest(text[end..])}", text[words[next].Start..end]) : null;
            }
        }

        return null;
    }

    // Where the name ends that begins there; 0 where none does.
    private static int Named(string text, List<Word> words, int start)
    {
        var end = start;
        while (end < words.Count && (end == start || !words[end - 1].Ends))
        {
            end++;
        }

        var length = NameWithin.Length([.. words[start..end].Select(word => text[word.Start..word.End])]);
        return char.IsUpper(text[words[start].Start]) ? words[start + length - 1].End : 0;
    }

    private static string Rest(string rest) => rest.TrimStart() is [':' or '.' or ';', .. var more] ? $",{more}" : rest;
}
