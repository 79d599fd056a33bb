using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Ommnio.Core.Drafting;
using Ommnio.Core.Governing;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tables;

/// <summary>Drafts lie encrypted: they hold personal data of people who are not users yet.</summary>
internal sealed class DraftStore(StorageTables tables, MasterKeys keys) : IDrafts
{
    private const string KeyColumn = "KeyId";

    // A column holds 64 KiB, a row 1 MiB.
    private const int Chunk = 60_000;
    private const int Longest = 200_000;
    private readonly PersonalData personal = new(keys);

    public async Task<StoredDraft> ReadAsync(OrganisationId organisation, UserId administrator, CancellationToken cancellationToken)
    {
        var found = await StorageTables.FindAsync(tables.Drafts, Keys.Partition(organisation), Row(administrator), cancellationToken);
        return Stored(organisation, administrator, found);
    }

    public async Task<DraftWrite> WriteAsync(OrganisationId organisation, UserId administrator, string json, string? etag, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(json.Length, Longest);
        var write = Guid.NewGuid();
        var entity = new TableEntity(Keys.Partition(organisation), Row(administrator)) { ["Write"] = write };
        var draft = personal.SealDraft(organisation, administrator, json);
        entity[KeyColumn] = draft.KeyId;
        foreach (var (index, piece) in draft.Bytes.Chunk(Chunk).Index())
        {
            entity[Column(index)] = piece;
        }

        TableGuard.Check(entity);
        try
        {
            var answer = await (etag is null
                ? tables.Drafts.AddEntityAsync(entity, cancellationToken)
                : tables.Drafts.UpdateEntityAsync(entity, new ETag(etag), TableUpdateMode.Replace, cancellationToken));
            return new(true, new(json, $"{answer.Headers.ETag}"));
        }
        catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412)
        {
            // Either another turn was faster, or this very write went through and only its answer was lost.
            var now = await StorageTables.FindAsync(tables.Drafts, entity.PartitionKey, entity.RowKey, cancellationToken);
            return new(now?.GetGuid("Write") == write, Stored(organisation, administrator, now));
        }
    }

    private StoredDraft Stored(OrganisationId organisation, UserId administrator, TableEntity? found) =>
        found is null ? new(null, null) : new(Open(organisation, administrator, found), found.ETag.ToString());

    // A draft lives for days only. One whose key was taken out of the configuration is given up: the next one must be possible.
    private string? Open(OrganisationId organisation, UserId administrator, TableEntity found)
    {
        try
        {
            return found.GetString(KeyColumn) is { } key ? personal.OpenDraft(organisation, administrator, new(key, Join(found))) : null;
        }
        catch (KeyNotFoundException)
        {
            return null;
        }
    }

    internal const string Prefix = "draft:";

    internal static string Row(UserId administrator) => $"{Prefix}{administrator}";

    private static string Column(int index) => string.Create(CultureInfo.InvariantCulture, $"Sealed{index}");

    private static byte[] Join(TableEntity entity) =>
        [.. Enumerable.Range(0, int.MaxValue).Select(index => entity.GetBinary(Column(index))).TakeWhile(piece => piece is not null).SelectMany(piece => piece!)];
}
