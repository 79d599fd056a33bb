using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Ommnio.Core.Auditing;
using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Storage.Tables;

/// <summary>The list of an organisation's keys is in its catalogue, without hashes; what opens is in <c>lookup</c>, found by the key's id alone.</summary>
internal sealed class KeyRing(StorageTables tables, IApiKeys keys, IHistories histories) : IKeyRing
{
    public async Task<bool> AddAsync(ApiKey key, KeyEntry entry, AuditEntry audit, CancellationToken cancellationToken)
    {
        var write = Guid.NewGuid();
        var row = new TableEntity(Keys.Partition(key.Organisation), Keys.ApiKey(key.Id)) { ["Doc"] = Write(entry), ["Write"] = write };
        TableGuard.Check(row);
        try
        {
            await tables.Catalogue.AddEntityAsync(row, cancellationToken);
        }
        catch (RequestFailedException conflict) when (conflict.Status == 409)
        {
            // This very insert may have gone through, and only its answer was lost.
            if ((await FindAsync(key.Organisation, key.Id, cancellationToken))?.GetGuid("Write") != write)
            {
                return false;
            }
        }

        await histories.AddAsync(key.Organisation, audit, cancellationToken);
        await keys.AddAsync(key, cancellationToken);
        return true;
    }

    public async Task<IReadOnlyList<KeyEntry>> ListAsync(OrganisationId organisation, CancellationToken cancellationToken)
    {
        var (from, below) = Keys.ApiKeys;
        List<KeyEntry> found = [];
        await foreach (var row in tables.Catalogue.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(organisation)} and RowKey ge {from} and RowKey lt {below}"), cancellationToken: cancellationToken))
        {
            found.Add(Read(row));
        }

        return [.. found.OrderBy(entry => entry.CreatedAt)];
    }

    public async Task<bool> EndAsync(OrganisationId organisation, string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        while (await FindAsync(organisation, id, cancellationToken) is { } row)
        {
            var entry = Read(row);
            if (entry.ExpiresAt <= at)
            {
                return true;
            }

            try
            {
                // What opens first: a list that says too much is mended by a repeat.
                await keys.EndAsync(id, at, cancellationToken);
                row["Doc"] = Write(entry with { ExpiresAt = at });
                await tables.Catalogue.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken);
                return true;
            }
            catch (RequestFailedException changed) when (changed.Status is 404 or 412)
            {
                // Somebody else ends or revokes it at the same time. A row is only ever ended sooner, so this comes to an end.
            }
        }

        return false;
    }

    public async Task<bool> RevokeAsync(OrganisationId organisation, string id, AuditEntry audit, CancellationToken cancellationToken)
    {
        if (await FindAsync(organisation, id, cancellationToken) is not { } row)
        {
            return false;
        }

        await histories.AddAsync(organisation, audit, cancellationToken);
        await keys.RevokeAsync(id, cancellationToken);
        await tables.Catalogue.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
        return true;
    }

    private async Task<TableEntity?> FindAsync(OrganisationId organisation, string id, CancellationToken cancellationToken) =>
        id.Length > 0 && id.Length < 100 && id.All(char.IsAsciiLetterOrDigit) ? await StorageTables.FindAsync(tables.Catalogue, Keys.Partition(organisation), Keys.ApiKey(id), cancellationToken) : null;

    private static string Write(KeyEntry entry) => JsonSerializer.Serialize(
        new(entry.Id, entry.Name, [.. entry.Scopes.Select(Naming.CamelCase)], entry.CreatedAt, entry.CreatedBy?.ToString(), entry.ExpiresAt, entry.Replaces), Json.Plain.KeyEntryDocument);

    private static KeyEntry Read(TableEntity row)
    {
        var document = JsonSerializer.Deserialize(row.GetString("Doc"), Json.Plain.KeyEntryDocument)!;
        return new(document.Id, document.Name, [.. document.Scopes.Select(scope => Naming.Parse<Scope>(scope)!.Value)], document.CreatedAt, UserId.TryParse(document.CreatedBy), document.ExpiresAt, document.Replaces);
    }
}
