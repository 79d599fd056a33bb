using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Ommnio.Core.Governing;

/// <summary>
/// What an administrator types once in a chat, to be known there from then on. Ten characters are 49 bits: short enough to type, and
/// too many to guess in the half hour that it lives.
/// </summary>
public sealed partial record PairingCode
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    // Nothing that is taken for something else (0 and O, 1, I and L), and no U, so that few words of ours are codes.
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 10;

    private PairingCode(string text) => Text = text;

    public string Text { get; }

    /// <summary>In two halves, as it is shown.</summary>
    public string Reveal() => $"{Text[..(Length / 2)]}-{Text[(Length / 2)..]}";

    public static PairingCode Derive(ReadOnlySpan<byte> key, Guid id)
    {
        var bytes = HMACSHA256.HashData(key, id.ToByteArray());
        return new(string.Concat(Enumerable.Range(0, Length).Select(i => Alphabet[BitConverter.ToUInt16(bytes, 2 * i) % Alphabet.Length])));
    }

    /// <summary>The code that stands in what somebody typed, alone or among words; null when none does.</summary>
    public static PairingCode? Find(string said) =>
        Written.Match(said.ToUpper(CultureInfo.InvariantCulture)) is { Success: true } found ? new(found.Groups["one"].Value + found.Groups["two"].Value) : null;

    public override string ToString() => "(pairing code)";

    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?<one>[2-9A-HJKMNP-TV-Z]{5})[-‐–— ]?(?<two>[2-9A-HJKMNP-TV-Z]{5})(?![\p{L}\p{N}])", RegexOptions.CultureInvariant)]
    private static partial Regex Written { get; }
}
