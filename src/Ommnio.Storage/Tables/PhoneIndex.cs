using Azure;
using Azure.Data.Tables;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tables;

/// <summary>
/// From a phone's keyed hash to its users, over all organisations. It lies in another table than the users, so it is written before
/// the user's transaction and cleared after it: a crash in between leaves a row too many, which whoever reads finds out, and never
/// one too few.
/// </summary>
internal sealed class PhoneIndex(StorageTables tables, MasterKeys keys) : IPhones
{
    private readonly PersonalData personal = new(keys);

    public async Task<IReadOnlyList<LinkedUser>> FindAsync(PhoneNumber phone, CancellationToken cancellationToken)
    {
        var partition = personal.HashPhone(phone);
        var (from, below) = Keys.Range(LookupKeys.Phones);
        List<LinkedUser> found = [];
        await foreach (var row in tables.Lookup.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {below}"), cancellationToken: cancellationToken))
        {
            found.Add(new(new(row.GetString("Organisation")), UserId.TryParse(row.GetString("User"))!.Value));
        }

        return found;
    }

    /// <summary>Before the user has it. What is to be cleared once they have the old one no more.</summary>
    internal async Task<ITableEntity?> BeforeAsync(OrganisationId organisation, User? before, User after, CancellationToken cancellationToken)
    {
        if (before?.Phone == after.Phone)
        {
            return null;
        }

        if (after.Phone is { } phone)
        {
            var (partition, row) = Key(organisation, after.Id, phone);
            var entity = new TableEntity(partition, row) { ["Organisation"] = organisation.Value, ["User"] = after.Id.ToString() };
            TableGuard.Check(entity);
            await tables.Lookup.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken);
        }

        if (before?.Phone is not { } old)
        {
            return null;
        }

        var (oldPartition, oldRow) = Key(organisation, after.Id, old);
        return await StorageTables.FindAsync(tables.Lookup, oldPartition, oldRow, cancellationToken);
    }

    /// <summary>After the user is gone for good, best effort: their id never comes back, so nothing can have been written anew.</summary>
    internal Task ForgetAsync(OrganisationId organisation, User erased, CancellationToken cancellationToken) =>
        AfterAsync(erased.Phone is { } phone && Key(organisation, erased.Id, phone) is var (partition, row) ? new TableEntity(partition, row) { ETag = ETag.All } : null, cancellationToken);

    /// <summary>Best effort. One that was written again since is somebody's who gave the number back: it stays.</summary>
    internal async Task AfterAsync(ITableEntity? old, CancellationToken cancellationToken)
    {
        try
        {
            await (old is null ? Task.CompletedTask : tables.Lookup.DeleteEntityAsync(old.PartitionKey, old.RowKey, old.ETag, cancellationToken));
        }
        catch (Exception stays) when (stays is RequestFailedException or AggregateException or IOException)
        {
            // A row too many is found out by whoever reads it.
        }
    }

    private (string Partition, string Row) Key(OrganisationId organisation, UserId user, PhoneNumber phone) => LookupKeys.Phone(personal.HashPhone(phone), organisation, user);
}
