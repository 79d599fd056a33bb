using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ommnio.Storage.Tables;

/// <summary>
/// Arbitrary text as part of a key, and back. What cannot stand in a key becomes <c>~XXXX</c>; everything else, accents and
/// spaces included, stands as it is, so the order of plain text is kept.
/// </summary>
internal static class KeyText
{
    private const int Longest = 400;
    private const int Ending = 40;

    // Unlike anything that Escape writes, so no short text meets a long one's key.
    private const string Shortened = "~~";

    internal static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var unit in text)
        {
            if (IsPlain(unit))
            {
                escaped.Append(unit);
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"~{(int)unit:X4}");
            }
        }

        return escaped.ToString();
    }

    internal static string Unescape(string escaped)
    {
        var text = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] == '~')
            {
                text.Append((char)int.Parse(escaped.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                text.Append(escaped[i]);
            }
        }

        return text.ToString();
    }

    /// <summary>Escaped and never longer than a key can bear: a longer one keeps its beginning and ends in a hash, so it still sorts and is still unique.</summary>
    internal static string Bounded(string text, int longest = Longest)
    {
        var escaped = Escape(text);
        return escaped.Length <= longest ? escaped
            : $"{escaped[..(longest - Ending)]}{Shortened}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(escaped)))[..32]}";
    }

    /// <summary>The escaped beginning for a prefix search: cut where a longer key would be cut, so that it finds bounded keys too.</summary>
    internal static string Prefix(string text, int longest = Longest)
    {
        var escaped = Escape(text);
        return escaped.Length > longest - Ending ? escaped[..(longest - Ending)] : escaped;
    }

    // Azure forbids / \ # ? and control characters. ':' and '~' are ours, '%' and the apostrophe are often mistreated on the way.
    // Surrogates: half of one does not survive UTF-8, and where pairs sort is nowhere promised. The last ones before the
    // surrogates and before the end of the plane go too, so that a plain character always has a valid successor (Keys.Range).
    private static bool IsPlain(char unit) =>
        unit is not ('/' or '\\' or '#' or '?' or '%' or ':' or '~' or '\'' or (>= '\uD7FC' and <= '\uDFFF') or >= '\uFFF0') && !char.IsControl(unit);
}
