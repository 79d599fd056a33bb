using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Ommnio.Core.Governing;
using Ommnio.Core.Wording;

namespace Ommnio.Storage.Tables;

internal sealed class ApiKeyStore(StorageTables tables, TimeProvider time) : IApiKeys
{
    // Ours have 12 characters; what a stranger sends need not reach the storage.
    private const int LongestId = 100;
    private readonly TimedCache<string, ApiKey?> cache = new(TimeSpan.FromSeconds(60), time);

    public ValueTask<ApiKey?> FindAsync(string id, CancellationToken cancellationToken) => id.Length > LongestId ? default : cache.GetAsync(id, LoadAsync, cancellationToken);

    public async Task AddAsync(ApiKey key, CancellationToken cancellationToken)
    {
        var entity = RowOf(key);
        try
        {
            await tables.Lookup.AddEntityAsync(entity, cancellationToken);
        }
        catch (RequestFailedException conflict) when (conflict.Status == 409)
        {
            // A lost answer of our own insert shows the same secret.
            if (await LoadAsync(key.Id) is not { } stored || !stored.SecretHash.SequenceEqual(key.SecretHash))
            {
                throw new InvalidOperationException("This API key's id is taken.", conflict);
            }
        }

        cache.Forget(key.Id);
    }

    public async Task EndAsync(string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await LoadAsync(id) is { } key)
        {
            // Never an upsert: a key that is revoked meanwhile must not come back.
            await tables.Lookup.UpdateEntityAsync(RowOf(key with { ExpiresAt = at }), ETag.All, TableUpdateMode.Replace, cancellationToken);
        }

        cache.Forget(id);
    }

    public async Task RevokeAsync(string id, CancellationToken cancellationToken)
    {
        var (partition, row) = LookupKeys.ApiKey(id);
        await tables.Lookup.DeleteEntityAsync(partition, row, cancellationToken: cancellationToken);
        cache.Forget(id);
    }

    private static TableEntity RowOf(ApiKey key)
    {
        var (partition, row) = LookupKeys.ApiKey(key.Id);
        var document = new ApiKeyDocument(key.Organisation.Value, [.. key.Scopes.Select(Naming.CamelCase)], [.. key.SecretHash], key.ExpiresAt);
        var entity = new TableEntity(partition, row) { ["Doc"] = JsonSerializer.Serialize(document, Json.Plain.ApiKeyDocument) };
        TableGuard.Check(entity);
        return entity;
    }

    // One load serves all who wait for it, so it does not end with the first one's patience.
    private async Task<ApiKey?> LoadAsync(string id)
    {
        var (partition, row) = LookupKeys.ApiKey(id);
        if (await StorageTables.FindAsync(tables.Lookup, partition, row, CancellationToken.None) is not { } found)
        {
            return null;
        }

        var document = JsonSerializer.Deserialize(found.GetString("Doc"), Json.Plain.ApiKeyDocument)!;
        return new(id, new(document.Organisation), [.. document.Scopes.Select(scope => Naming.Parse<Scope>(scope)!.Value)], [.. document.SecretHash], document.ExpiresAt);
    }
}
