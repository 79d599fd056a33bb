using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Ommnio.Core.Drafting;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tables;

internal sealed class DraftStore(StorageTables tables) : IDrafts
{
    // A column holds 32 K characters.
    private const int Chunk = 30_000;
    private const int Longest = 200_000;

    public async Task<StoredDraft> ReadAsync(OrganisationId organisation, UserId administrator, CancellationToken cancellationToken)
    {
        var found = await StorageTables.FindAsync(tables.Drafts, Keys.Partition(organisation), Row(administrator), cancellationToken);
        return found is null ? new(null, null) : new(Join(found), found.ETag.ToString());
    }

    public async Task<bool> WriteAsync(OrganisationId organisation, UserId administrator, string json, string? etag, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(json.Length, Longest);
        var write = Guid.NewGuid();
        var entity = new TableEntity(Keys.Partition(organisation), Row(administrator)) { ["Write"] = write };
        foreach (var (index, piece) in Pieces(json).Index())
        {
            entity[Column(index)] = piece;
        }

        TableGuard.Check(entity);
        try
        {
            await (etag is null
                ? tables.Drafts.AddEntityAsync(entity, cancellationToken)
                : tables.Drafts.UpdateEntityAsync(entity, new ETag(etag), TableUpdateMode.Replace, cancellationToken));
            return true;
        }
        catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412)
        {
            // Either another turn was faster, or this very write went through and only its answer was lost.
            var now = await StorageTables.FindAsync(tables.Drafts, entity.PartitionKey, entity.RowKey, cancellationToken);
            return now?.GetGuid("Write") == write;
        }
    }

    // Never between the two halves of a character: neither would survive alone.
    private static IEnumerable<string> Pieces(string json)
    {
        for (int start = 0, end; start < json.Length; start = end)
        {
            end = Math.Min(start + Chunk, json.Length);
            end -= char.IsHighSurrogate(json[end - 1]) && end < json.Length ? 1 : 0;
            yield return json[start..end];
        }
    }

    private static string Row(UserId administrator) => $"draft:{administrator}";

    private static string Column(int index) => string.Create(CultureInfo.InvariantCulture, $"Json{index}");

    private static string Join(TableEntity entity) => string.Concat(Enumerable.Range(0, (Longest / Chunk) + 1).Select(index => entity.GetString(Column(index))));
}
