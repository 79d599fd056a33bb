using System.Security.Cryptography;
using System.Text;
using Ommnio.Core.Governing;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tables;

/// <summary>An encrypted value and the key that opens it.</summary>
internal sealed record Sealed(string KeyId, byte[] Bytes);

/// <summary>How personal data stays out of keys and unreadable at rest: keyed hashes to find by, AES-GCM to keep (D6).</summary>
internal sealed class PersonalData(MasterKeys keys)
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly byte[] indexKey = keys.IndexKey("personal-data-index");
    private readonly byte[] accountKey = keys.IndexKey("channel-account-index");

    /// <summary>Differs between organisations and kinds, so that equal values in two places cannot be matched.</summary>
    internal string Hash(OrganisationId organisation, string kind, string value) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(indexKey, Encoding.UTF8.GetBytes($"{organisation}\n{kind}\n{value}")));

    internal string HashAccount(string channel, string account) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(accountKey, Encoding.UTF8.GetBytes($"{channel}\n{account}")));

    internal Sealed Seal(OrganisationId organisation, UserId user, NationalId id)
    {
        var plain = Encoding.UTF8.GetBytes(id.Text);
        var bytes = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceSize));
        using var aes = new AesGcm(keys.Derive(keys.CurrentId, "national-id"), TagSize);
        aes.Encrypt(bytes.AsSpan(0, NonceSize), plain, bytes.AsSpan(NonceSize + TagSize), bytes.AsSpan(NonceSize, TagSize), Owner(organisation, user));
        return new(keys.CurrentId, bytes);
    }

    /// <summary>For the key rotation's rewriting and the integrations to come; no answer to anybody ever carries it.</summary>
    internal NationalId Open(OrganisationId organisation, UserId user, Sealed value)
    {
        var plain = new byte[value.Bytes.Length - NonceSize - TagSize];
        using var aes = new AesGcm(keys.Derive(value.KeyId, "national-id"), TagSize);
        var bytes = value.Bytes.AsSpan();
        aes.Decrypt(bytes[..NonceSize], bytes[(NonceSize + TagSize)..], bytes[NonceSize..(NonceSize + TagSize)], plain, Owner(organisation, user));
        return NationalId.Read(Encoding.UTF8.GetString(plain), "nationalId").Value!;
    }

    // Bound to its owner: a value copied to another row does not open.
    private static byte[] Owner(OrganisationId organisation, UserId user) => Encoding.UTF8.GetBytes($"{organisation}\n{user}");
}
