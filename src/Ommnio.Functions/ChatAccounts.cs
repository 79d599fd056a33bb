using System.Security.Cryptography;
using System.Text;
using Ommnio.Core.Governing;
using Ommnio.Core.Users;

namespace Ommnio.Functions;

/// <summary>
/// Who a user is at the chat page. Always the same account, so that an earlier conversation is known to be theirs and accounts do
/// not pile up; and keyed, so that nobody who knows the user's id can say the account's.
/// </summary>
public sealed class ChatAccounts(IChannelIdentities identities, MasterKeys keys)
{
    private const string Channel = "directline";
    private readonly byte[] key = keys.IndexKey("chat-account");

    /// <summary>The account, which is the user's from now on.</summary>
    internal async Task<string> OfAsync(OrganisationId organisation, UserId user, CancellationToken cancellationToken)
    {
        // A page can take for itself any account that does not begin with "dl_".
        var account = $"dl_{Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes($"{organisation}\n{user}")).AsSpan(0, 16))}";
        if (await identities.FindAsync(Channel, account, cancellationToken) is null)
        {
            await identities.AddAsync(new(Channel, account, organisation, user), cancellationToken);
        }

        return account;
    }
}
