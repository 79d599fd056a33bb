namespace Ommnio.Bot.Conversation.Speech;

/// <summary>A DNI or NIE by its form: eight digits and a letter, or X, Y, Z, seven digits and a letter. What has it is never repeated.</summary>
internal static class SpanishIds
{
    internal static bool Is(string text) => Length(text, 0) == text.Length && text.Length > 0;

    /// <summary>The first that stands among other words.</summary>
    internal static string? Within(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if ((i == 0 || !char.IsLetterOrDigit(text[i - 1])) && Length(text, i) is > 0 and var length)
            {
                return text.Substring(i, length);
            }
        }

        return null;
    }

    private static int Length(string text, int start)
    {
        var i = start;
        var isForeign = i < text.Length && text[i] is 'X' or 'Y' or 'Z' or 'x' or 'y' or 'z';
        i += isForeign ? 1 : 0;
        var digits = i;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
        {
            i++;
        }

        if (i - digits != (isForeign ? 7 : 8))
        {
            return 0;
        }

        i += i < text.Length && text[i] == '-' ? 1 : 0;
        var ends = i < text.Length && char.IsAsciiLetter(text[i]) && (i + 1 == text.Length || !char.IsLetterOrDigit(text[i + 1]));
        return ends ? i + 1 - start : 0;
    }
}
