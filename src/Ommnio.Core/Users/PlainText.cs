using System.Globalization;
using System.Text;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Users;

/// <summary>The hygiene of every text that people send (D3): trimmed, counted as a reader counts, free of characters that deceive.</summary>
public static class PlainText
{
    /// <summary>Trimmed text of 1 to <paramref name="most"/> text elements, or a problem for <paramref name="field"/>; blank is <c>text.missing</c>.</summary>
    public static Parsed<string> Read(string? raw, string field, int most, bool lines = false, bool trim = true)
    {
        var text = raw ?? "";
        if (string.IsNullOrWhiteSpace(text))
        {
            return new Problem("text.missing", field);
        }

        text = trim ? text.Trim() : text;
        if (Forbidden(text, lines) is { } found)
        {
            return new Problem("text.forbidden_character", field, found);
        }

        return text.Length > MostUnits(most) || new StringInfo(text).LengthInTextElements > most
            ? new Problem("text.too_long", field, most.ToString(CultureInfo.InvariantCulture))
            : text;
    }

    /// <summary>For comparison only: without accents, case and extra spaces. "Logística " and "LOGISTICA" fold to the same (R28).</summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
        {
            return FoldAscii(text);
        }

        var folded = new StringBuilder(text.Length);
        var space = false;
        foreach (var rune in Normalizable(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                space = folded.Length > 0;
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format))
            {
                folded.Append(space ? " " : "").Append(Rune.ToLowerInvariant(rune));
                space = false;
            }
        }

        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>Whether somebody typed a name to confirm what cannot be undone: case and repeated spaces do not count, accents do (D21).</summary>
    public static bool IsTyped(string? typed, string name) =>
        !string.IsNullOrWhiteSpace(typed) && string.Equals(Spaced(typed), Spaced(name), StringComparison.OrdinalIgnoreCase);

    // Half a character makes Normalize throw; it is nobody's name.
    private static string Spaced(string text) =>
        Forbidden(text) is null ? string.Join(' ', text.Normalize(NormalizationForm.FormC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : "";

    // Most texts; the same result, and many times faster.
    private static string FoldAscii(string text)
    {
        var folded = new StringBuilder(text.Length);
        var space = false;
        foreach (var letter in text)
        {
            if (char.IsWhiteSpace(letter))
            {
                space = folded.Length > 0;
            }
            else
            {
                folded.Append(space ? " " : "").Append(char.ToLowerInvariant(letter));
                space = false;
            }
        }

        return folded.ToString();
    }

    /// <summary>The first character that a field may not hold, as <c>U+202E</c>; null when there is none.</summary>
    public static string? Forbidden(string text, bool lines = false)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune))
            {
                return Name(text[i]);
            }

            var newline = lines && rune.Value is '\n' or '\r' or '\t';
            if (!newline && (Rune.IsControl(rune) || IsDeceptive(rune.Value)))
            {
                return Name(rune.Value);
            }

            i += rune.Utf16SequenceLength - 1;
        }

        return null;
    }

    // One text element can be of any length. Short texts go into keys: two folded names and their separators stay under the
    // 512 characters of one (D3). Long ones go into a column.
    private static int MostUnits(int most) => most <= 200 ? 200 : most * 4;

    // Half a character and U+FFFE make Normalize throw; a search may come with either.
    private static string Normalizable(string text) =>
        text.Any(unit => unit == '\uFFFE' || char.IsSurrogate(unit)) ? string.Concat(text.Replace('\uFFFE', '\uFFFD').EnumerateRunes()) : text;

    // Bidirectional overrides and isolates, zero-width and soft signs, letters without a shape, BOM, line separators, what is no
    // character, private use. ZWJ and ZWNJ stay: emoji and Persian need them.
    private static bool IsDeceptive(int value) => value is
        (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200B or 0x200E or 0x200F or 0x2028 or 0x2029 or 0x061C or 0xFEFF
        or 0xFFFE or 0xFFFF or 0x00AD or 0x034F or 0x180E or (>= 0x2060 and <= 0x2065) or (>= 0x206A and <= 0x206F) or (>= 0xFFF9 and <= 0xFFFB)
        or 0x115F or 0x1160 or 0x3164 or 0xFFA0 or (>= 0xE000 and <= 0xF8FF) or (>= 0xF0000 and <= 0x10FFFF);

    private static string Name(int value) => $"U+{value.ToString("X4", CultureInfo.InvariantCulture)}";
}
