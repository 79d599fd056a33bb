using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ommnio.Core.Governing;
using Ommnio.Core.Users;

namespace Ommnio.Core.Inviting;

/// <summary>The 160 bits that an invitee shows, as 32 letters and digits.</summary>
public sealed record InvitationToken
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int Length = 32;

    private InvitationToken(string text) => Text = text;

    public string Text { get; }

    /// <summary>What is stored: enough to recognise the token, not enough to make it.</summary>
    public byte[] Hash => SHA256.HashData(Encoding.ASCII.GetBytes(Text));

    /// <summary>The token of an invitation as it stands: showing or printing it again gives the same one (D48).</summary>
    public static InvitationToken Of(Invitation invitation, MasterKeys keys) =>
        Derive(keys.Derive(invitation.KeyId, "invitation-token"), invitation.Id, invitation.Rotation);

    public static InvitationToken Derive(ReadOnlySpan<byte> key, InvitationId id, int rotation)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{id}:{rotation}");
        return new(Base32(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(name)).AsSpan(0, 20)));
    }

    /// <summary>What a token that somebody shows would be stored as; null when it cannot be one of ours.</summary>
    public static byte[]? HashOf(string? shown) =>
        shown is { Length: Length } && shown.All(Alphabet.Contains) ? SHA256.HashData(Encoding.ASCII.GetBytes(shown)) : null;

    public override string ToString() => "(token)";

    private static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(Length);
        var (buffer, bits) = (0, 0);
        foreach (var value in bytes)
        {
            (buffer, bits) = ((buffer << 8) | value, bits + 8);
            for (; bits >= 5; bits -= 5)
            {
                text.Append(Alphabet[(buffer >> (bits - 5)) & 31]);
            }

            buffer &= (1 << bits) - 1;
        }

        return text.ToString();
    }
}
