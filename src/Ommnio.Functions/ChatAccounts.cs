using System.Security.Cryptography;
using System.Text;
using Ommnio.Core.Governing;
using Ommnio.Core.Users;
using Ommnio.Functions.SigningIn;

namespace Ommnio.Functions;

/// <summary>
/// Who a user is at the chat page. Always the same account, so that an earlier conversation is known to be theirs and accounts do
/// not pile up; and keyed, so that nobody who knows the user's id can say the account's.
/// </summary>
public sealed class ChatAccounts(IChannelIdentities identities, MasterKeys keys)
{
    private const string Channel = "directline";
    private readonly byte[] key = keys.IndexKey("chat-account");
    private readonly byte[] signedInKey = keys.IndexKey("signed-in-account");

    /// <summary>The account of who signed in on the page, whoever they are; a pairing code links it to an administrator, as any other.</summary>
    internal string Of(SignedIn who) => Account(signedInKey, $"{who.Issuer}\n{who.Subject}");

    /// <summary>The account, which is the user's from now on.</summary>
    internal async Task<string> OfAsync(OrganisationId organisation, UserId user, CancellationToken cancellationToken)
    {
        var account = Account(key, $"{organisation}\n{user}");
        if (await identities.FindAsync(Channel, account, cancellationToken) is null)
        {
            await identities.AddAsync(new(Channel, account, organisation, user), cancellationToken);
        }

        return account;
    }

    // A page can take for itself any account that does not begin with "dl_".
    private static string Account(byte[] key, string who) => $"dl_{Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(who)).AsSpan(0, 16))}";
}
