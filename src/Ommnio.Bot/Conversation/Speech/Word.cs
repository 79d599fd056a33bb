using System.Collections.Frozen;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Speech;

/// <summary>A word where it stands, folded, and what separates it from the next.</summary>
internal readonly record struct Word(int Start, int End, string Key, char Break)
{
    private static readonly char[] Around = ['.', '!', '?', ',', '¿', '¡', '"', '“', '”', '«', '»', '(', ')'];

    /// <summary>The part of the sentence ends with it.</summary>
    internal bool Ends => Break != ' ';

    /// <summary>Where anything separates more strongly than a comma, commas belong to what is said.</summary>
    internal static List<Word> Read(string text)
    {
        var separators = text.Contains('\t', StringComparison.Ordinal) ? "\t\n"
            : text.Contains('\n', StringComparison.Ordinal) ? "\n"
            : text.Count(letter => letter == ';') > 1 && text.AsSpan(0, text.IndexOf(';', StringComparison.Ordinal)).Count(',') < 2 ? ";"
            : ",;";
        List<Word> words = [];
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]) || separators.Contains(text[i], StringComparison.Ordinal) || IsColon(text, i))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && !char.IsWhiteSpace(text[i]) && !separators.Contains(text[i], StringComparison.Ordinal) && !IsColon(text, i))
            {
                i++;
            }

            Add(words, text, start, i, separators);
        }

        return words;
    }

    private static void Add(List<Word> words, string text, int start, int end, string separators)
    {
        var word = text[start..end];
        var separator = Separator(text, end, separators);

        // A dash or a slash between words is a pause; between numbers and days it says from when to when.
        if (word is "-" or "–" or "—" or "/" or "|" or "·" && words.Count > 0 && !char.IsAsciiDigit(text[words[^1].Start]) && !Weekdays.IsDay(words[^1].Key))
        {
            words[^1] = words[^1] with { Break = ',' };
            return;
        }

        var isEnd = separator == ' ' && (word[^1] is '!' or '?' || (word[^1] == '.' && (end - start > 4 || IsShortEnd(text, word, end))));
        words.Add(new(start, end, Meant(word), isEnd ? '.' : separator));
    }

    // "Eze. Porter", and not "Dra. Ruiz", "J. Smith" or "Fco. Javier".
    private static bool IsShortEnd(string text, string word, int end) =>
        word.Length > 2 && !word[..^1].Contains('.', StringComparison.Ordinal) && end + 1 < text.Length && char.IsUpper(text[end + 1]) && PlainText.Fold(word[..^1]) is var key && !Abbreviations.Contains(key) && !Titles.Is(key);

    private static readonly FrozenSet<string> Abbreviations = ((string[])["sta", "sto", "st", "fco", "ma", "mª", "jr", "no", "num", "nro", "nº", "tel", "tlf", "cod", "dep", "dpt", "dept", "dpto", "av", "avda", "exp", "ref", "id", "apt", "ext", "int", "min", "max", "hrs", "vs", "etc", "ind", "adm", "aux", "enc", "ing", "lic", "arq", "abg", "don"]).ToFrozenSet();

    // What is short in small letters is chat for something longer.
    private static string Meant(string word)
    {
        var folded = PlainText.Fold(word.Trim(Around)).Replace('’', '\'');
        return folded.Length < 8 && char.IsLower(word[0]) ? ChatStyle.Plain(folded) : folded;
    }

    private static char Separator(string text, int end, string separators)
    {
        var i = end;
        while (i < text.Length && text[i] == ' ')
        {
            i++;
        }

        return i < text.Length && (separators.Contains(text[i], StringComparison.Ordinal) || IsColon(text, i)) ? text[i] : ' ';
    }

    private static bool FollowsField(string text, int end)
    {
        while (end > 0 && text[end - 1] == ' ')
        {
            end--;
        }

        var start = end;
        while (start > 0 && char.IsLetter(text[start - 1]))
        {
            start--;
        }

        return FieldTable.LastWords.Contains(PlainText.Fold(text[start..end]));
    }

    // Not the colon of "9:00", nor the one of an address.
    private static bool IsColon(string text, int i) =>
        (text[i] == '=' && FollowsField(text, i)) || (text[i] == ':' && (i + 1 == text.Length || !char.IsAsciiDigit(text[i + 1])) && (i + 1 == text.Length || text[i + 1] != '/'));
}
