using System.Text;

namespace Ommnio.Bot.Conversation.Sheets;

/// <summary>The text of a file that does not say how it was written: by its mark, as UTF-8 where it is such, else as Windows writes it in the West.</summary>
internal static class TextOf
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Null for what is no text.</summary>
    internal static string? Bytes(byte[] content)
    {
        var text = content switch
        {
            [0xEF, 0xBB, 0xBF, .. var rest] => Encoding.UTF8.GetString(rest),
            [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
            [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
            _ => Unmarked(content),
        };
        return IsText(text) ? text : null;
    }

    private static string Unmarked(byte[] content)
    {
        try
        {
            return Strict.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return Western.GetString(content);
        }
    }

    // Pictures and programs are full of control characters; a list has none.
    private static bool IsText(string text) => !text.Any(letter => char.IsControl(letter) && letter is not ('\r' or '\n' or '\t'));
}
