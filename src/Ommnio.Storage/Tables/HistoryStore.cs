using Azure.Data.Tables;
using Ommnio.Core.Auditing;
using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tables;

internal sealed class HistoryStore(StorageTables tables, MasterKeys keys) : IHistories
{
    private const int MostOnAPage = 1_000;
    private readonly Cursors cursors = new(keys);

    public async Task<Core.Registering.Page<AuditEntry>?> ListAsync(OrganisationId organisation, UserId? user, int limit, string? after, CancellationToken cancellationToken)
    {
        var query = $"{organisation}\nhistory\n{user}";
        var last = after is null ? null : cursors.Read(after, query);
        if (after is not null && last is null)
        {
            return null;
        }

        var (from, below) = user is { } one ? Keys.HistoryOf(one) : Keys.HistoryOfAccount;
        var filter = last is null
            ? TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(organisation)} and RowKey ge {from} and RowKey lt {below}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(organisation)} and RowKey gt {last} and RowKey lt {below}");
        await foreach (var page in tables.Directory.QueryAsync<TableEntity>(filter, Math.Clamp(limit, 1, MostOnAPage), cancellationToken: cancellationToken).AsPages())
        {
            // A page may be empty and still go on.
            if (page.Values.Count > 0 || page.ContinuationToken is null)
            {
                return new([.. page.Values.Select(ChangeRows.ReadAudit)], page.ContinuationToken is null ? null : cursors.Write(page.Values[^1].RowKey, query));
            }
        }

        return new([], null);
    }

    public async Task AddAsync(OrganisationId organisation, AuditEntry line, CancellationToken cancellationToken)
    {
        var row = ChangeRows.AccountAudit(organisation, line);
        TableGuard.Check(row);
        await tables.Directory.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }
}
