using Azure;
using Azure.Data.Tables;
using Ommnio.Core.Users;
using Ommnio.Storage.Tables;

namespace Ommnio.Storage;

/// <summary>
/// One organisation from this account to another. Each step is safe to repeat and to begin again after a crash. Its data go row by
/// row; what lets somebody in (<c>lookup</c>: keys, tokens, channel accounts, phones) goes when it is handed over, and the entry that
/// timers go by comes last: so after a crash at worst no deployment works for it. Nobody may work on either account while it is handed over.
/// </summary>
public sealed class OrganisationMove(TableServiceClient from, TableServiceClient to)
{
    private const int MostRounds = 3;
    private const int AtOnce = 16;

    // Stands while the last of it goes from here.
    private const string Leaving = "leaving";
    private readonly StorageTables source = new(from);
    private readonly StorageTables target = new(to);

    /// <summary>
    /// The data are at the target as they are here now; who works here goes on working. Null: there is no such organisation here, or
    /// it is open at the target already, where nothing is overwritten.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, Mirrored>?> CopyAsync(OrganisationId organisation, CancellationToken cancellationToken)
    {
        await target.EnsureAsync(cancellationToken);
        return await MayGoAsync(organisation, cancellationToken) ? await MirrorAsync(organisation, isDry: false, cancellationToken) : null;
    }

    /// <summary>
    /// Nobody is let in here any more, what was written meanwhile follows, and when both are equal the organisation is gone here and
    /// open there, which a repeat finds done. False: somebody still writes here, or there is nothing to hand over; nothing is lost, and
    /// it can be repeated.
    /// </summary>
    /// <param name="patience">Waits for as long as a process that was forgotten would need to show itself by a write.</param>
    public async Task<bool> HandOverAsync(OrganisationId organisation, Func<CancellationToken, Task> patience, CancellationToken cancellationToken)
    {
        await target.EnsureAsync(cancellationToken);
        if (!await HasAsync(source, organisation, Leaving, cancellationToken))
        {
            if (!await MayGoAsync(organisation, cancellationToken))
            {
                return await IsOverAsync(organisation, cancellationToken);
            }

            await HandOverKeysAsync(organisation, cancellationToken);
            await patience(cancellationToken);
            if (!await SettleAsync(organisation, cancellationToken))
            {
                return false;
            }

            // From here on the target is the truth: whoever goes on after a crash compares no more.
            await source.Catalogue.UpsertEntityAsync(new TableEntity(organisation.Value, Leaving), TableUpdateMode.Replace, cancellationToken);
        }

        await Mirror.EmptyAsync(source.Directory, organisation.Value, null, cancellationToken);
        await Mirror.EmptyAsync(source.Drafts, organisation.Value, null, cancellationToken);
        await Mirror.EmptyAsync(source.Catalogue, organisation.Value, Leaving, cancellationToken);
        await target.Lookup.UpsertEntityAsync(new TableEntity(LookupKeys.Organisations, organisation.Value), TableUpdateMode.Replace, cancellationToken);
        await source.Catalogue.DeleteEntityAsync(organisation.Value, Leaving, cancellationToken: cancellationToken);
        return true;
    }

    // What is open at the target is newer than anything here.
    private async Task<bool> MayGoAsync(OrganisationId organisation, CancellationToken cancellationToken) =>
        await HasAsync(source, organisation, CatalogueRows.TheOrganisation, cancellationToken)
        && !await HasAsync(source, organisation, Leaving, cancellationToken)
        && !await IsOpenThereAsync(organisation, cancellationToken);

    // Whoever did not hear that it was done asks again.
    private async Task<bool> IsOverAsync(OrganisationId organisation, CancellationToken cancellationToken) =>
        await IsOpenThereAsync(organisation, cancellationToken) && !await HasAsync(source, organisation, CatalogueRows.TheOrganisation, cancellationToken);

    private async Task<bool> IsOpenThereAsync(OrganisationId organisation, CancellationToken cancellationToken) =>
        await StorageTables.FindAsync(target.Lookup, LookupKeys.Organisations, organisation.Value, cancellationToken) is not null;

    private async Task<bool> SettleAsync(OrganisationId organisation, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            await MirrorAsync(organisation, isDry: false, cancellationToken);
            if ((await MirrorAsync(organisation, isDry: true, cancellationToken)).Values.All(table => table.WasEqual))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<IReadOnlyDictionary<string, Mirrored>> MirrorAsync(OrganisationId organisation, bool isDry, CancellationToken cancellationToken)
    {
        Dictionary<string, Mirrored> tables = [];
        foreach (var (here, there) in ((TableClient, TableClient)[])[(source.Catalogue, target.Catalogue), (source.Directory, target.Directory), (source.Drafts, target.Drafts)])
        {
            tables[here.Name] = await new Mirror(here, there, organisation.Value).RunAsync(isDry, cancellationToken);
        }

        return tables;
    }

    // All of the table is read: what finds an organisation cannot be found by it.
    private async Task HandOverKeysAsync(OrganisationId organisation, CancellationToken cancellationToken)
    {
        List<TableEntity> rows = [];
        await foreach (var row in source.Lookup.QueryAsync<TableEntity>(cancellationToken: cancellationToken))
        {
            if (LookupKeys.OwnerOf(row) == organisation.Value)
            {
                rows.Add(row);
            }
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(rows.Where(row => row.PartitionKey != LookupKeys.Organisations), options, async (row, token) =>
            await target.Lookup.UpsertEntityAsync(Mirror.Copy(row), TableUpdateMode.Replace, token));

        // Not one goes before all of them have come.
        await Parallel.ForEachAsync(rows, options, async (row, token) =>
            await source.Lookup.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, token));
    }

    private static async Task<bool> HasAsync(StorageTables tables, OrganisationId organisation, string row, CancellationToken cancellationToken) =>
        await StorageTables.FindAsync(tables.Catalogue, organisation.Value, row, cancellationToken) is not null;
}
