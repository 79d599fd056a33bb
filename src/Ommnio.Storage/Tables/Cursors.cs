using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Ommnio.Core.Governing;

namespace Ommnio.Storage.Tables;

/// <summary>
/// Where a list goes on: the last row key, encrypted, because it travels in a URL and holds a name, and bound to organisation
/// and query, so that it is useless for another.
/// </summary>
internal sealed class Cursors(MasterKeys keys)
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private readonly byte[] key = keys.IndexKey("cursor");

    internal string Write(string rowKey, string query)
    {
        var plain = Encoding.UTF8.GetBytes(rowKey);
        var bytes = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceSize));
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(bytes.AsSpan(0, NonceSize), plain, bytes.AsSpan(NonceSize + TagSize), bytes.AsSpan(NonceSize, TagSize), Encoding.UTF8.GetBytes(query));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null when it is not one of ours for this query.</summary>
    internal string? Read(string cursor, string query)
    {
        if (cursor.Length is 0 or > 4_096 || !Base64Url.IsValid(cursor))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(cursor).AsSpan();
        if (bytes.Length <= NonceSize + TagSize)
        {
            return null;
        }

        var plain = new byte[bytes.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        try
        {
            aes.Decrypt(bytes[..NonceSize], bytes[(NonceSize + TagSize)..], bytes[NonceSize..(NonceSize + TagSize)], plain, Encoding.UTF8.GetBytes(query));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
