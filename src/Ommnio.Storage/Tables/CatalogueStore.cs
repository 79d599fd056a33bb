using Azure;
using Azure.Data.Tables;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Operation = Ommnio.Core.Registering.Operation;

namespace Ommnio.Storage.Tables;

internal sealed class CatalogueStore(StorageTables tables, TimeProvider time) : ICatalogues, IOrganisations
{
    private const string VersionRow = "version";
    // Each time somebody else is through, so many at once are many rounds for the last of them.
    private const int MostTries = 20;
    private readonly TimedCache<OrganisationId, Catalogue?> cache = new(TimeSpan.FromSeconds(10), time);

    public ValueTask<Catalogue?> FindAsync(OrganisationId organisation, CancellationToken cancellationToken) => cache.GetAsync(organisation, LoadAsync, cancellationToken);

    public ValueTask<Catalogue?> FindNowAsync(OrganisationId organisation, CancellationToken cancellationToken)
    {
        cache.Forget(organisation);
        return FindAsync(organisation, cancellationToken);
    }

    public async Task RememberAsync(OrganisationId organisation, IReadOnlyList<KnownLabel> labels, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(labels.Select(label => InsertAsync(tables.Catalogue, CatalogueRows.Row(organisation, label), cancellationToken)));
        }
        finally
        {
            cache.Forget(organisation);
        }
    }

    public async Task<CatalogueChanging> ChangeAsync(OrganisationId organisation, Operation? operation, Func<Catalogue, CatalogueEdit?> decide, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            Telemetry.Trying(tries);
            if (await RepeatedAsync(organisation, operation, cancellationToken) is { } before)
            {
                return before;
            }

            // First: whatever changes after it was read makes the transaction below fail.
            var version = await VersionAsync(organisation, cancellationToken);
            var catalogue = await LoadAsync(organisation) ?? throw new InvalidOperationException("The organisation has no catalogue.");
            if (decide(catalogue) is not { } edit)
            {
                // A repeat of this very operation may have been through since it was looked for: then that is what is in the way.
                return await RepeatedAsync(organisation, operation, cancellationToken) ?? new CatalogueChanging.Unchanged();
            }

            var change = ActionOf(organisation, edit);
            if (((TableEntity)change.Entity).GetString("Doc")?.Length > UserMapping.LongestDocument)
            {
                return new CatalogueChanging.TooLarge();
            }

            if (await TryStoreAsync(organisation, change, version, operation, cancellationToken))
            {
                cache.Forget(organisation);
                return new CatalogueChanging.Changed();
            }
        }

        return new CatalogueChanging.Busy();
    }

    public async Task CreateAsync(Catalogue catalogue, CancellationToken cancellationToken)
    {
        var organisation = catalogue.Organisation.Id;
        IEnumerable<TableEntity> rows =
        [
            .. catalogue.ChatGroups.Select(group => CatalogueRows.Row(organisation, group)),
            .. catalogue.Teams.Select(team => CatalogueRows.Row(organisation, team)),
            .. catalogue.Labels.Select(label => CatalogueRows.Row(organisation, label)),
            // Last: an organisation that can be found is whole.
            CatalogueRows.Row(catalogue.Organisation),
        ];
        foreach (var row in rows)
        {
            await InsertAsync(tables.Catalogue, row, cancellationToken);
        }

        await InsertAsync(tables.Lookup, new(LookupKeys.Organisations, organisation.Value), cancellationToken);
        cache.Forget(organisation);
    }

    private async Task<Catalogue?> LoadAsync(OrganisationId id)
    {
        var (operations, beyond) = Keys.Range("o:");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(id)} and (RowKey lt {operations} or RowKey ge {beyond})");
        return CatalogueRows.Read(id, await tables.Catalogue.QueryAsync<TableEntity>(filter, cancellationToken: CancellationToken.None).ToListAsync());
    }

    private Task<TableEntity?> VersionAsync(OrganisationId organisation, CancellationToken cancellationToken) =>
        StorageTables.FindAsync(tables.Catalogue, Keys.Partition(organisation), VersionRow, cancellationToken);

    private static TableTransactionAction ActionOf(OrganisationId organisation, CatalogueEdit edit) => edit switch
    {
        CatalogueEdit.PutTeam(var team) => new(TableTransactionActionType.UpsertReplace, CatalogueRows.Row(organisation, team)),
        CatalogueEdit.PutGroup(var group) => new(TableTransactionActionType.UpsertReplace, CatalogueRows.Row(organisation, group)),
        CatalogueEdit.RemoveTeam(var team) => Removal(organisation, CatalogueRows.KeyOf(team)),
        CatalogueEdit.RemoveGroup(var group) => Removal(organisation, CatalogueRows.KeyOf(group)),
        _ => throw new InvalidOperationException("An edit that nobody stores."),
    };

    private static TableTransactionAction Removal(OrganisationId organisation, string key) =>
        new(TableTransactionActionType.Delete, new TableEntity(Keys.Partition(organisation), key), ETag.All);

    private static List<TableTransactionAction> Plan(TableTransactionAction change, TableEntity? version, string id, Operation? operation)
    {
        var row = (TableEntity)change.Entity;
        var next = new TableEntity(row.PartitionKey, VersionRow) { ["Change"] = id };
        List<TableTransactionAction> actions =
        [
            version is null ? StorageTables.Add(next) : new(TableTransactionActionType.UpdateReplace, next, version.ETag),
            change,
        ];
        if (operation is not null)
        {
            actions.Add(StorageTables.Add(new(row.PartitionKey, Keys.Operation(operation.Id)) { ["Hash"] = operation.RequestHash, ["Row"] = row.RowKey, ["Made"] = row.GetString("Doc") }));
        }

        return actions;
    }

    private async Task<CatalogueChanging?> RepeatedAsync(OrganisationId organisation, Operation? operation, CancellationToken cancellationToken) =>
        operation is null || await StorageTables.FindAsync(tables.Catalogue, Keys.Partition(organisation), Keys.Operation(operation.Id), cancellationToken) is not { } done ? null
        : done.GetString("Hash") != operation.RequestHash ? new CatalogueChanging.Mismatch()
        : new CatalogueChanging.Repeated(CatalogueRows.Read(done.GetString("Row"), done.GetString("Made")));

    private async Task<bool> TryStoreAsync(OrganisationId organisation, TableTransactionAction change, TableEntity? version, Operation? operation, CancellationToken cancellationToken)
    {
        var id = $"{Guid.NewGuid():N}";
        try
        {
            await StorageTables.SubmitAsync(tables.Catalogue, Plan(change, version, id, operation), cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException conflict) when (conflict.Status is 404 or 409 or 412)
        {
            // The conflict may be with itself: an answer that was lost on the way makes the client send the same again.
            return (await VersionAsync(organisation, cancellationToken))?.GetString("Change") == id;
        }
    }

    private static async Task InsertAsync(TableClient table, TableEntity row, CancellationToken cancellationToken)
    {
        TableGuard.Check(row);
        try
        {
            await table.AddEntityAsync(row, cancellationToken);
        }
        catch (RequestFailedException known) when (known.Status == 409)
        {
            // It is there already, and stays as it is: that is what was asked for.
        }
    }
}
