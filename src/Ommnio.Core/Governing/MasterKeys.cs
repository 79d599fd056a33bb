using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Ommnio.Core.Governing;

/// <summary>
/// The organisation-wide secrets by id, the newest named by <paramref name="currentId"/>. Every use takes a key of its own from
/// them by HKDF, so no two uses share one. The hash index of IDs, phones and addresses must stay findable: it stays with
/// <paramref name="indexId"/> until a job has rewritten it.
/// </summary>
public sealed class MasterKeys(string currentId, string indexId, IReadOnlyDictionary<string, byte[]> keys)
{
    // The purposes are words of the code, so there are few.
    private readonly ConcurrentDictionary<(string KeyId, string Purpose), byte[]> derived = new();

    public string CurrentId => currentId;

    /// <summary>Whether what was made with a key can still be read.</summary>
    public bool Has(string keyId) => keys.ContainsKey(keyId);

    public byte[] IndexKey(string purpose) => Derive(indexId, purpose);

    /// <exception cref="KeyNotFoundException">The key was taken out of the configuration while something still needs it.</exception>
    public byte[] Derive(string keyId, string purpose) => derived.GetOrAdd((keyId, purpose), static (use, keys) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, keys[use.KeyId], 32, info: Encoding.ASCII.GetBytes(use.Purpose)), keys);
}
