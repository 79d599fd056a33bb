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
    private const string NationalIdUse = "national-id";
    private const string DraftUse = "draft";
    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly byte[] indexKey = keys.IndexKey("personal-data-index");
    private readonly byte[] phoneKey = keys.IndexKey("phone-index");
    private readonly byte[] accountKey = keys.IndexKey("channel-account-index");
    private readonly byte[] pairingKey = keys.IndexKey("pairing-code-index");

    /// <summary>Differs between organisations and kinds, so that equal values in two places cannot be matched.</summary>
    internal string Hash(OrganisationId organisation, string kind, string value) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(indexKey, Encoding.UTF8.GetBytes($"{organisation}\n{kind}\n{value}")));

    internal string HashAccount(string channel, string account) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(accountKey, Encoding.UTF8.GetBytes($"{channel}\n{account}")));

    internal string HashPairing(PairingCode code) => Convert.ToHexStringLower(HMACSHA256.HashData(pairingKey, Encoding.ASCII.GetBytes(code.Text)));

    /// <summary>The same in every organisation, since a proved number is looked for in all of them (D52).</summary>
    internal string HashPhone(PhoneNumber phone) => Convert.ToHexStringLower(HMACSHA256.HashData(phoneKey, Encoding.ASCII.GetBytes(phone.E164)));

    internal Sealed Seal(OrganisationId organisation, UserId user, NationalId id) => Seal(NationalIdUse, Encoding.UTF8.GetBytes(id.Text), Owner(organisation, user));

    /// <summary>For the key rotation's rewriting and the integrations to come; no answer to anybody ever carries it.</summary>
    internal NationalId Open(OrganisationId organisation, UserId user, Sealed value) =>
        NationalId.Read(Encoding.UTF8.GetString(Open(NationalIdUse, value, Owner(organisation, user))), "nationalId").Value!;

    /// <summary>A conversation's draft holds all that was said of somebody, the ID too.</summary>
    internal Sealed SealDraft(OrganisationId organisation, UserId administrator, string draft) => Seal(DraftUse, Encoding.UTF8.GetBytes(draft), Owner(organisation, administrator));

    internal string OpenDraft(OrganisationId organisation, UserId administrator, Sealed value) => Encoding.UTF8.GetString(Open(DraftUse, value, Owner(organisation, administrator)));

    private Sealed Seal(string use, byte[] plain, byte[] owner)
    {
        var bytes = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceSize));
        using var aes = new AesGcm(keys.Derive(keys.CurrentId, use), TagSize);
        aes.Encrypt(bytes.AsSpan(0, NonceSize), plain, bytes.AsSpan(NonceSize + TagSize), bytes.AsSpan(NonceSize, TagSize), owner);
        return new(keys.CurrentId, bytes);
    }

    private byte[] Open(string use, Sealed value, byte[] owner)
    {
        var plain = new byte[value.Bytes.Length - NonceSize - TagSize];
        using var aes = new AesGcm(keys.Derive(value.KeyId, use), TagSize);
        var bytes = value.Bytes.AsSpan();
        aes.Decrypt(bytes[..NonceSize], bytes[(NonceSize + TagSize)..], bytes[NonceSize..(NonceSize + TagSize)], plain, owner);
        return plain;
    }

    // Bound to its owner: a value copied to another row does not open.
    private static byte[] Owner(OrganisationId organisation, UserId user) => Encoding.UTF8.GetBytes($"{organisation}\n{user}");
}
