using System.Globalization;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using Ommnio.Bot.Activities;

namespace Ommnio.Functions.Security;

/// <summary>
/// An API key as its holder sees it: <c>reg_live_{id}_{secret}_{checksum}</c>. The prefix lets people and scanners recognise
/// one, the checksum tells a mistyped key before any storage is asked.
/// </summary>
internal sealed record ApiKeyText
{
    private const string Prefix = "reg_live_";
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int IdLength = 12;
    private const int SecretLength = 43;
    private readonly string secret;

    private ApiKeyText(string id, string secret) => (Id, this.secret) = (id, secret);

    public string Id { get; }

    /// <summary>256 bits need no slow hash.</summary>
    public byte[] SecretHash => SHA256.HashData(Encoding.ASCII.GetBytes(secret));

    public static ApiKeyText New() => new(RandomNumberGenerator.GetString(Alphabet, IdLength), RandomNumberGenerator.GetString(Alphabet, SecretLength));

    /// <summary>The id follows from the name of the request that makes the key, so that a repeat meets it; the secret does not.</summary>
    public static ApiKeyText NewFor(string operation) =>
        new(string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(operation)).Take(IdLength).Select(value => Alphabet[value % Alphabet.Length])), RandomNumberGenerator.GetString(Alphabet, SecretLength));

    /// <summary>As <see cref="NewFor"/>: what is stored of it, and the whole key.</summary>
    public static MintedKey Minted(string operation) => NewFor(operation) is var key ? new(new(key.Id, [.. key.SecretHash]), key.Reveal()) : null!;

    /// <summary>Null when it cannot be one of ours.</summary>
    public static ApiKeyText? TryParse(string text)
    {
        var parts = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..].Split('_') : [];
        return parts.Length == 3 && parts[0].Length == IdLength && parts[1].Length == SecretLength
            && parts.Take(2).All(part => part.All(char.IsAsciiLetterOrDigit)) && parts[2] == Checksum(parts[0], parts[1])
            ? new(parts[0], parts[1])
            : null;
    }

    /// <summary>The whole key, to be shown once.</summary>
    public string Reveal() => $"{Prefix}{Id}_{secret}_{Checksum(Id, secret)}";

    public override string ToString() => $"{Prefix}{Id}_…";

    private static string Checksum(string id, string secret) =>
        Crc32.HashToUInt32(Encoding.ASCII.GetBytes($"{id}_{secret}")).ToString("x8", CultureInfo.InvariantCulture);
}
