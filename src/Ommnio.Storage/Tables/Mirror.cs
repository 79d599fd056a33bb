using Azure;
using Azure.Data.Tables;

namespace Ommnio.Storage.Tables;

/// <summary>What making one table's rows equal to another's came to.</summary>
/// <param name="Rows">How many there are at the source.</param>
/// <param name="Written">Rows that were missing or different.</param>
/// <param name="Removed">Rows that the source no longer has.</param>
public sealed record Mirrored(long Rows, long Written, long Removed)
{
    public bool WasEqual => Written + Removed == 0;
}

/// <summary>
/// Makes one partition of a table equal to that of another account, row by row in the order of keys: what is equal costs a read on
/// either side and nothing else, so that it is taken up again where it was cut short by doing it again. Bytes stay bytes: what is
/// encrypted opens with the same keys.
/// </summary>
internal sealed class Mirror(TableClient from, TableClient to, string partition)
{
    private readonly List<TableTransactionAction> batch = [];
    private int cost;
    private long written;
    private long removed;

    /// <param name="isDry">Only counts what would be done.</param>
    internal async Task<Mirrored> RunAsync(bool isDry, CancellationToken cancellationToken)
    {
        var rows = 0L;
        await using var there = RowsOf(to).GetAsyncEnumerator(cancellationToken);
        var isThere = await there.MoveNextAsync();
        await foreach (var row in RowsOf(from).WithCancellation(cancellationToken))
        {
            for (; isThere && string.CompareOrdinal(there.Current.RowKey, row.RowKey) < 0; isThere = await there.MoveNextAsync())
            {
                await RemoveAsync(there.Current, isDry, cancellationToken);
            }

            rows++;
            var isKnown = isThere && there.Current.RowKey == row.RowKey;
            await (isKnown && AreEqual(row, there.Current) ? Task.CompletedTask : PutAsync(row, isDry, cancellationToken));
            isThere = isKnown ? await there.MoveNextAsync() : isThere;
        }

        for (; isThere; isThere = await there.MoveNextAsync())
        {
            await RemoveAsync(there.Current, isDry, cancellationToken);
        }

        await FlushAsync(cancellationToken);
        return new(rows, written, removed);
    }

    /// <summary>All rows of the partition go, but one for the time being.</summary>
    internal static async Task EmptyAsync(TableClient table, string partition, string? but, CancellationToken cancellationToken)
    {
        var mirror = new Mirror(table, table, partition);
        await foreach (var row in mirror.RowsOf(table).WithCancellation(cancellationToken))
        {
            await (row.RowKey == but ? Task.CompletedTask : mirror.RemoveAsync(row, isDry: false, cancellationToken));
        }

        await mirror.FlushAsync(cancellationToken);
    }

    internal static bool AreEqual(TableEntity one, TableEntity other)
    {
        var (left, right) = (Own(one), Own(other));
        return left.Count == right.Count && left.All(property => right.TryGetValue(property.Key, out var value) && (property.Value is byte[] bytes ? value is byte[] others && bytes.AsSpan().SequenceEqual(others) : Equals(property.Value, value)));
    }

    /// <summary>The row without what an account adds to it.</summary>
    internal static TableEntity Copy(TableEntity row)
    {
        var copy = new TableEntity(row.PartitionKey, row.RowKey);
        foreach (var (name, value) in Own(row))
        {
            copy[name] = value;
        }

        return copy;
    }

    private static Dictionary<string, object> Own(TableEntity row) =>
        row.Where(property => property.Key is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag") && property.Value is not null).ToDictionary(property => property.Key, property => property.Value);

    private AsyncPageable<TableEntity> RowsOf(TableClient table) => table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"));

    private Task PutAsync(TableEntity row, bool isDry, CancellationToken cancellationToken)
    {
        written++;
        return isDry ? Task.CompletedTask : AddAsync(new(TableTransactionActionType.UpsertReplace, Copy(row)), TableGuard.Cost(row), cancellationToken);
    }

    private Task RemoveAsync(TableEntity row, bool isDry, CancellationToken cancellationToken)
    {
        removed++;
        return isDry ? Task.CompletedTask : AddAsync(new(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, row.RowKey), ETag.All), 2_000, cancellationToken);
    }

    private async Task AddAsync(TableTransactionAction action, int bytes, CancellationToken cancellationToken)
    {
        if (batch.Count == TableGuard.MostActions || cost + bytes > TableGuard.MostTransaction)
        {
            await FlushAsync(cancellationToken);
        }

        batch.Add(action);
        cost += bytes;
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (batch.Count > 0)
        {
            await StorageTables.SubmitAsync(to, batch, cancellationToken);
        }

        batch.Clear();
        cost = 0;
    }
}
