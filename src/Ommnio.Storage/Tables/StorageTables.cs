using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tables;

/// <summary>The four tables. In Azure they come from Bicep; on a laptop and in tests <see cref="EnsureAsync"/> makes them.</summary>
public sealed class StorageTables(TableServiceClient service)
{
    /// <summary>Everything about one organisation's users.</summary>
    internal TableClient Directory { get; } = service.GetTableClient("directory");

    /// <summary>Settings, teams, chat groups and labels.</summary>
    internal TableClient Catalogue { get; } = service.GetTableClient("catalogue");

    /// <summary>From API keys, tokens and channel accounts to their organisation.</summary>
    internal TableClient Lookup { get; } = service.GetTableClient("lookup");

    /// <summary>One conversation draft per administrator.</summary>
    internal TableClient Drafts { get; } = service.GetTableClient("drafts");

    public IReadOnlyList<string> Names => [.. All.Select(table => table.Name)];

    private TableClient[] All => [Directory, Catalogue, Lookup, Drafts];

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        foreach (var table in All)
        {
            await table.CreateIfNotExistsAsync(cancellationToken);
        }
    }

    /// <summary>Every organisation that there is: what a timer goes through.</summary>
    internal async IAsyncEnumerable<OrganisationId> OrganisationsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var all = TableClient.CreateQueryFilter($"PartitionKey eq {LookupKeys.Organisations}");
        await foreach (var entry in Lookup.QueryAsync<TableEntity>(all, cancellationToken: cancellationToken))
        {
            yield return new(entry.RowKey);
        }
    }

    /// <summary>One transaction in one partition, checked against Azure's limits first. Conflicts come back as <see cref="TableTransactionFailedException"/> to the store that can tell what they mean.</summary>
    internal static Task<IReadOnlyList<Response>> SubmitAsync(TableClient table, IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        TableGuard.Check(actions);
        return Telemetry.SubmitAsync(table, actions, cancellationToken);
    }

    /// <summary>One point read; null when there is no such row.</summary>
    internal static async Task<TableEntity?> FindAsync(TableClient table, string partition, string row, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellationToken);
        if (found.HasValue)
        {
            return found.Value;
        }

        // The SDK answers the same for a missing table; that would make "no such user" of a wrong configuration.
        var answer = found.GetRawResponse();
        return answer.Content.ToString().Contains("TableNotFound", StringComparison.Ordinal) ? throw new RequestFailedException(answer) : null;
    }

    internal static TableTransactionAction Add(TableEntity entity) => new(TableTransactionActionType.Add, entity);
}
