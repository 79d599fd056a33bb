using Azure.Data.Tables;
using Ommnio.Benchmarks.Stage;
using Ommnio.Core.Listing;
using Ommnio.Storage.Tables;

namespace Ommnio.Benchmarks.Speed;

/// <summary>A page of a hundred, against the range query that it needs. Azurite looks through its whole table for either; on Azure both read the range alone.</summary>
internal static class ListPage
{
    private const int Page = 100;

    internal static async Task<IReadOnlyList<Figure>> RunAsync(Product product, Effort effort, CancellationToken cancellationToken) =>
    [
        await OfAsync("list", product, effort, 1_000, cancellationToken),
        await OfAsync("list-10k", product, effort with { Calls = effort.Calls / 4 }, 10_000, cancellationToken),
    ];

    private static async Task<Figure> OfAsync(string name, Product product, Effort effort, int users, CancellationToken cancellationToken)
    {
        var company = await product.CompanyAsync(cancellationToken);
        await product.FillAsync(company, users, key => key.StartsWith(Keys.Names, StringComparison.Ordinal), cancellationToken);
        var (list, table) = (product.Get<ListUsers>(), product.Tables.Directory);
        var (from, below) = Keys.Range(Keys.Names);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {company.Id.Value} and RowKey ge {from} and RowKey lt {below}");
        var rounds = await Turns.ByCallAsync(
            effort,
            async () =>
            {
                if (await list.HandleAsync(new(company.Actor, new(), Page, null), cancellationToken) is not ListUsersOutcome.Listed { Page.Items.Count: Page })
                {
                    throw new InvalidOperationException("The page is not full.");
                }
            },
            // One more than the page, as it takes to know whether there is another.
            async () => _ = await table.QueryAsync<TableEntity>(filter, Page + 1, cancellationToken: cancellationToken).AsPages().FirstAsync(cancellationToken));
        return Figure.Of(name, $"the same range query, {users:N0} users", "ms", rounds, 1.2);
    }
}
