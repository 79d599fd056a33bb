using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ommnio.Core.Governing;
using Ommnio.Core.Users;

namespace Ommnio.Core.Inviting;

/// <summary>
/// Lets the administrator who asked for it in the chat print one invitation from a browser that has no API key: for a quarter of an
/// hour, and with the rights that they have then. It travels behind the # of an address and in a body, so that no log has it.
/// </summary>
public sealed record PrintTicket(OrganisationId Organisation, UserId Administrator, UserId User, InvitationId Invitation, DateTimeOffset Until)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    private const string Purpose = "print-ticket";
    private const int Longest = 400;

    /// <summary>What it says, with a signature.</summary>
    public string Write(MasterKeys keys)
    {
        var said = string.Create(CultureInfo.InvariantCulture, $"{keys.CurrentId}~{Organisation}~{Administrator}~{User}~{Invitation}~{Until.ToUnixTimeSeconds()}");
        return $"{said}~{Signature(said, keys.CurrentId, keys)}";
    }

    /// <summary>Null for one that is not ours, or is over.</summary>
    public static PrintTicket? Read(string? text, MasterKeys keys, DateTimeOffset now)
    {
        if (text is not { Length: <= Longest } || text.Split('~') is not [var key, var organisation, var administrator, var user, var invitation, var until, var signature] || !keys.Has(key))
        {
            return null;
        }

        var expected = Signature(text[..text.LastIndexOf('~')], key, keys);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(expected))
            && UserId.TryParse(administrator) is { } asked && UserId.TryParse(user) is { } whose && InvitationId.TryParse(invitation) is { } which
            && long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && DateTimeOffset.FromUnixTimeSeconds(seconds) is var end && now < end
            ? new(new(organisation), asked, whose, which, end)
            : null;
    }

    public override string ToString() => "(ticket)";

    private static string Signature(string said, string keyId, MasterKeys keys) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(keys.Derive(keyId, Purpose), Encoding.UTF8.GetBytes(said)));
}
