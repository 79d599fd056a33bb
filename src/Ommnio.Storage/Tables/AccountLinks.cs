using Azure;
using Azure.Data.Tables;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tables;

/// <summary>A user's chat accounts: what finds an account is in <c>lookup</c>, and beside the user stands which ones are theirs.</summary>
internal sealed class AccountLinks(StorageTables tables)
{
    internal Task NoteAsync(OrganisationId organisation, UserId user, string account, CancellationToken cancellationToken)
    {
        var entity = new TableEntity(Keys.Partition(organisation), Keys.Account(user, account));
        TableGuard.Check(entity);
        return tables.Directory.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken);
    }

    internal async Task<bool> IsNotedAsync(OrganisationId organisation, UserId user, string account, CancellationToken cancellationToken) =>
        await StorageTables.FindAsync(tables.Directory, Keys.Partition(organisation), Keys.Account(user, account), cancellationToken) is not null;

    /// <summary>Nothing finds the user by any account any more, nor by a pairing code. Safe to repeat.</summary>
    internal async Task RemoveAsync(OrganisationId organisation, UserId user, CancellationToken cancellationToken)
    {
        var partition = Keys.Partition(organisation);
        // First what could still make a link.
        if (await StorageTables.FindAsync(tables.Directory, partition, Keys.Pairing(user), cancellationToken) is { } code)
        {
            await PairingStore.ForgetAsync(tables, code, cancellationToken);
            await tables.Directory.DeleteEntityAsync(partition, code.RowKey, ETag.All, cancellationToken);
        }

        var (from, below) = Keys.AccountsOf(user);
        await foreach (var row in tables.Directory.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {below}"), cancellationToken: cancellationToken))
        {
            await RemoveLinkAsync(LookupKeys.Channel(row.RowKey[from.Length..]), organisation, user, cancellationToken);
            await tables.Directory.DeleteEntityAsync(partition, row.RowKey, cancellationToken: cancellationToken);
        }
    }

    /// <summary>The account finds this user no more. Safe to repeat; a link that is another's, by now too, stays.</summary>
    internal async Task RemoveLinkAsync((string Partition, string Row) key, OrganisationId organisation, UserId user, CancellationToken cancellationToken)
    {
        if (await StorageTables.FindAsync(tables.Lookup, key.Partition, key.Row, cancellationToken) is not { } link || ChannelIdentityStore.OwnerOf(link) != (organisation, user))
        {
            return;
        }

        try
        {
            await tables.Lookup.DeleteEntityAsync(key.Partition, key.Row, link.ETag, cancellationToken);
        }
        catch (RequestFailedException taken) when (taken.Status == 412)
        {
            // Somebody else removed it meanwhile, and the account was linked anew.
        }
    }
}
