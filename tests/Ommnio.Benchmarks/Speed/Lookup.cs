using Azure.Data.Tables;
using Ommnio.Benchmarks.Stage;
using Ommnio.Core.Registering;
using Ommnio.Storage.Tables;

namespace Ommnio.Benchmarks.Speed;

/// <summary>A look-up by code, as payroll asks, against reading its row.</summary>
internal static class Lookup
{
    private const int Users = 1_000;

    internal static async Task<IReadOnlyList<Figure>> RunAsync(Product product, Effort effort, CancellationToken cancellationToken)
    {
        var company = await product.CompanyAsync(cancellationToken);
        await product.FillAsync(company, Users, key => key.StartsWith(Keys.Codes, StringComparison.Ordinal), cancellationToken);
        var (find, table) = (product.Get<FindUsers>(), product.Tables.Directory);
        var (ours, raw) = (0, 0);
        var rounds = await Turns.ByCallAsync(
            effort,
            async () => _ = await find.ByCodeAsync(company.Actor, new(People.Code(ours++ % Users)), cancellationToken) ?? throw new InvalidOperationException("A user is missing."),
            () => table.GetEntityAsync<TableEntity>(company.Id.Value, Keys.Code(new(People.Code(raw++ % Users))), cancellationToken: cancellationToken));
        return [Figure.Of("lookup", "one GetEntity of the same row", "ms", rounds, 1.15)];
    }
}
