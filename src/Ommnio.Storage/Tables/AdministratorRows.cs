using Azure.Data.Tables;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tables;

/// <summary>One row for each user who administers the account, so that an organisation never loses the last of them (R24).</summary>
internal static class AdministratorRows
{
    internal static IAsyncEnumerable<TableEntity> AllAsync(TableClient directory, OrganisationId organisation)
    {
        var (from, below) = Keys.AccountAdministrators();
        return directory.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(organisation)} and RowKey ge {from} and RowKey lt {below}"));
    }

    /// <summary>
    /// What a change needs besides, so that somebody is left: nothing, unless it ends the rights of an Account Administrator. Then
    /// another one, who must still be one when the transaction happens: of two who end each other's rights at once, each rewrites
    /// the row that the other removes, so only one of them gets through. Null: there is no other.
    /// </summary>
    /// <param name="after">Null where the user goes.</param>
    internal static async Task<TableTransactionAction[]?> GuardAsync(TableClient directory, OrganisationId organisation, User before, User? after, CancellationToken cancellationToken)
    {
        if (!before.AdministersAccount || after is { AdministersAccount: true })
        {
            return [];
        }

        var (from, below) = Keys.AccountAdministrators();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(organisation)} and RowKey ge {from} and RowKey lt {below} and RowKey ne {Keys.AccountAdministrator(before.Id)}");
        var other = await directory.QueryAsync<TableEntity>(filter, maxPerPage: 1, cancellationToken: cancellationToken).FirstOrDefaultAsync(cancellationToken);
        return other is null ? null : [new(TableTransactionActionType.UpdateReplace, other, other.ETag)];
    }
}
