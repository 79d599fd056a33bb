using System.Text.Json;
using Azure.Data.Tables;
using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tables;

/// <summary>The truth is the user's row: one code, of which a keyed hash is kept, and who has it. In <c>lookup</c> stands whose row a code leads to.</summary>
internal sealed class PairingStore(StorageTables tables, MasterKeys keys) : IPairings
{
    private const int MostTries = 5;
    private readonly PersonalData personal = new(keys);

    public async Task AddAsync(PairingCode code, Pairing pairing, AuditEntry audit, CancellationToken cancellationToken)
    {
        var hash = personal.HashPairing(code);
        var (partition, row) = LookupKeys.Pairing(hash);
        var owner = new ChannelIdentityDocument(pairing.Organisation.Value, pairing.User.ToString());
        var pointer = new TableEntity(partition, row) { ["Doc"] = JsonSerializer.Serialize(owner, Json.Plain.ChannelIdentityDocument) };
        TableGuard.Check(pointer);
        var before = await FindAsync(pairing.Organisation, pairing.User, cancellationToken);
        // What leads there first, and the truth after it: a crash in between leaves a code that nobody was shown.
        await tables.Lookup.UpsertEntityAsync(pointer, TableUpdateMode.Replace, cancellationToken);
        await StorageTables.SubmitAsync(tables.Directory, [Put(RowOf(pairing, new(hash, pairing.ExpiresAt, null))), Put(ChangeRows.Audit(pairing.Organisation, pairing.User, audit))], cancellationToken);
        if (before is not null)
        {
            await ForgetAsync(tables, before, cancellationToken);
        }
    }

    /// <summary>The code of the row leads nowhere any more. Safe to repeat.</summary>
    internal static async Task ForgetAsync(StorageTables tables, TableEntity row, CancellationToken cancellationToken)
    {
        var (partition, key) = LookupKeys.Pairing(Read(row).Hash);
        await tables.Lookup.DeleteEntityAsync(partition, key, cancellationToken: cancellationToken);
    }

    public async Task<Pairing?> TakeAsync(PairingCode code, string channel, string account, DateTimeOffset now, Func<UserId, AuditEntry> audit, CancellationToken cancellationToken)
    {
        var (hash, taker) = (personal.HashPairing(code), personal.HashAccount(channel, account));
        var (partition, row) = LookupKeys.Pairing(hash);
        if (await StorageTables.FindAsync(tables.Lookup, partition, row, cancellationToken) is not { } pointer)
        {
            return null;
        }

        var (organisation, user) = ChannelIdentityStore.OwnerOf(pointer);
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await FindAsync(organisation, user, cancellationToken) is not { } stored || Read(stored) is not { } kept || kept.Hash != hash || kept.ExpiresAt <= now || (kept.TakenBy ?? taker) != taker)
            {
                return null;
            }

            var pairing = new Pairing(organisation, user, kept.ExpiresAt);
            if (kept.TakenBy == taker || await TakeAsync(pairing, stored, kept with { TakenBy = taker }, audit(user), cancellationToken))
            {
                return pairing;
            }
        }

        return null;
    }

    /// <summary>False: somebody was faster, or our own answer was lost; reading again tells.</summary>
    private async Task<bool> TakeAsync(Pairing pairing, TableEntity stored, PairingDocument taken, AuditEntry audit, CancellationToken cancellationToken)
    {
        try
        {
            var update = new TableTransactionAction(TableTransactionActionType.UpdateReplace, RowOf(pairing, taken), stored.ETag);
            await StorageTables.SubmitAsync(tables.Directory, [update, Put(ChangeRows.Audit(pairing.Organisation, pairing.User, audit))], cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException conflict) when (conflict.Status is 404 or 412)
        {
            return false;
        }
    }

    private Task<TableEntity?> FindAsync(OrganisationId organisation, UserId user, CancellationToken cancellationToken) =>
        StorageTables.FindAsync(tables.Directory, Keys.Partition(organisation), Keys.Pairing(user), cancellationToken);

    // Safe to send again when the answer was lost.
    private static TableTransactionAction Put(TableEntity entity) => new(TableTransactionActionType.UpsertReplace, entity);

    private static PairingDocument Read(TableEntity row) => JsonSerializer.Deserialize(row.GetString("Doc"), Json.Plain.PairingDocument)!;

    private static TableEntity RowOf(Pairing pairing, PairingDocument document) =>
        new(Keys.Partition(pairing.Organisation), Keys.Pairing(pairing.User)) { ["Doc"] = JsonSerializer.Serialize(document, Json.Plain.PairingDocument) };
}
