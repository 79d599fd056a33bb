using Azure;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Ommnio.Core.Users;
using Ommnio.Storage.Queues;
using Ommnio.Storage.Tables;

namespace Ommnio.Storage;

/// <summary>What waits longer than it should: two figures that alerts go by.</summary>
public sealed class Backlog(StorageTables tables, QueueServiceClient queues)
{
    public static IReadOnlyList<string> PoisonQueues { get; } = [InvitationMessages.PoisonQueueName, JobMessages.PoisonQueueName];

    /// <summary>By how much the oldest row of any outbox is past its time; zero: none is. One query for each organisation.</summary>
    public async Task<TimeSpan> OldestAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var oldest = now;
        await foreach (var organisation in tables.OrganisationsAsync(cancellationToken))
        {
            var due = await FirstDueAsync(organisation, now, cancellationToken);
            oldest = due < oldest ? due.Value : oldest;
        }

        Telemetry.Waits(now - oldest);
        return now - oldest;
    }

    /// <summary>About how many messages lie there; null: there is no such queue.</summary>
    public async Task<int?> MessagesInAsync(string queue, CancellationToken cancellationToken)
    {
        try
        {
            var count = (await queues.GetQueueClient(queue).GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount;
            Telemetry.Poisoned(queue, count);
            return count;
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    // The keys are in the order of time, so the first row is the oldest.
    private async Task<DateTimeOffset?> FirstDueAsync(OrganisationId organisation, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (from, below) = Keys.OutboxBefore(now);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(organisation)} and RowKey ge {from} and RowKey lt {below}");
        await foreach (var row in tables.Directory.QueryAsync<TableEntity>(filter, maxPerPage: 1, select: ["RowKey"], cancellationToken: cancellationToken))
        {
            return Keys.DueOf(row.RowKey);
        }

        return null;
    }
}
