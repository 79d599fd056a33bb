using System.Collections.Frozen;

namespace Ommnio.Bot.Conversation.Speech;

/// <summary>Phrases of a few words, found word by word: the longest that stands at a place.</summary>
internal sealed class Phrases
{
    private readonly FrozenSet<string> all;
    private readonly FrozenSet<string> first;
    private readonly int longest;

    /// <param name="phrases">Folded, with | between them.</param>
    internal Phrases(string phrases)
    {
        all = phrases.Split('|').ToFrozenSet();
        first = all.Select(phrase => phrase.Split(' ')[0]).ToFrozenSet();
        longest = all.Max(phrase => phrase.Count(letter => letter == ' ') + 1);
    }

    /// <summary>The index after the phrase that stands at <paramref name="at"/>; the same when there is none.</summary>
    internal int Once(List<Word> words, int at)
    {
        for (var length = at < words.Count && first.Contains(words[at].Key) ? Math.Min(longest, words.Count - at) : 0; length > 0; length--)
        {
            if (all.Contains(string.Join(' ', words.GetRange(at, length).Select(word => word.Key))))
            {
                return at + length;
            }
        }

        return at;
    }

    /// <summary>The index after as many phrases as stand there one after the other.</summary>
    internal int Skip(List<Word> words, int at)
    {
        for (var next = Once(words, at); next > at; next = Once(words, at))
        {
            at = next;
        }

        return at;
    }

    /// <summary>The text without the phrase that it begins with; a text that is nothing else stays.</summary>
    internal string Without(string text)
    {
        var words = Word.Read(text);
        return Once(words, 0) is > 0 and var next && next < words.Count ? text[words[next].Start..] : text;
    }
}
