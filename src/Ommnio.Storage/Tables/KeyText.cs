using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ommnio.Storage.Tables;

/// <summary>
/// Arbitrary text as part of a key, and back. What Azure forbids in keys, our separator and the escape sign itself become
/// <c>~XXXX</c>; everything else, accents and spaces included, stands as it is, so the order of plain text is kept.
/// </summary>
internal static class KeyText
{
    private const int Longest = 400;

    internal static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var unit in text)
        {
            if (unit is '/' or '\\' or '#' or '?' or '%' or ':' or '~' or '\'' || char.IsControl(unit))
            {
                escaped.Append(CultureInfo.InvariantCulture, $"~{(int)unit:X4}");
            }
            else
            {
                escaped.Append(unit);
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
    internal static string Bounded(string text)
    {
        var escaped = Escape(text);
        return escaped.Length <= Longest ? escaped
            : $"{Whole(escaped, Longest - 40)}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32]}";
    }

    /// <summary>The escaped beginning for a prefix search: cut where a longer key would be cut, so that it finds bounded keys too.</summary>
    internal static string Prefix(string text) => Whole(Escape(text), Longest - 40);

    private static string Whole(string text, int most) =>
        text.Length <= most ? text : char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)] : text[..most];
}
