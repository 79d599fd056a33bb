using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tables;

internal sealed class ChannelIdentityStore(StorageTables tables, MasterKeys keys, TimeProvider time) : IChannelIdentities
{
    private readonly PersonalData personal = new(keys);
    private readonly AccountLinks links = new(tables);
    private readonly TimedCache<(string Channel, string Account), ChannelIdentity?> cache = new(TimeSpan.FromSeconds(60), time);

    public async ValueTask<ChannelIdentity?> FindAsync(string channel, string account, CancellationToken cancellationToken)
    {
        var found = await cache.GetAsync((channel, account), LoadAsync, cancellationToken);
        if (found is null)
        {
            // Whoever has just been linked, perhaps by another process, is no stranger for a minute more.
            cache.Forget((channel, account));
        }

        return found;
    }

    public async Task<bool> AddAsync(ChannelIdentity identity, CancellationToken cancellationToken)
    {
        var account = personal.HashAccount(identity.Channel, identity.Account);
        var (partition, row) = LookupKeys.Channel(account);
        var document = new ChannelIdentityDocument(identity.Organisation.Value, identity.User.ToString());
        var entity = new TableEntity(partition, row) { ["Doc"] = JsonSerializer.Serialize(document, Json.Plain.ChannelIdentityDocument) };
        TableGuard.Check(entity);
        // The note first: a link that nobody could find again would outlive its user.
        await links.NoteAsync(identity.Organisation, identity.User, account, cancellationToken);
        while (!await TryInsertAsync(entity, cancellationToken) && await LinkedAsync((partition, row), cancellationToken) is var linked && linked != (identity.Organisation, identity.User))
        {
            if (linked is var (organisation, user))
            {
                await LetGoAsync((partition, row), organisation, user, account, cancellationToken);
            }
        }

        // Whoever lets the accounts go takes the notes away: one that went before its link was there leaves a link that nobody could find.
        var isNoted = await links.IsNotedAsync(identity.Organisation, identity.User, account, cancellationToken);
        if (!isNoted)
        {
            await links.RemoveLinkAsync((partition, row), identity.Organisation, identity.User, cancellationToken);
        }

        cache.Forget((identity.Channel, identity.Account));
        return isNoted;
    }

    public async Task UnlinkAsync(OrganisationId organisation, UserId user, AuditEntry audit, CancellationToken cancellationToken)
    {
        await links.RemoveAsync(organisation, user, cancellationToken);
        cache.Clear();
        await tables.Directory.UpsertEntityAsync(ChangeRows.Audit(organisation, user, audit), TableUpdateMode.Replace, cancellationToken);
    }

    internal static (OrganisationId Organisation, UserId User) OwnerOf(TableEntity row)
    {
        var document = JsonSerializer.Deserialize(row.GetString("Doc"), Json.Plain.ChannelIdentityDocument)!;
        return (new(document.Organisation), UserId.TryParse(document.User)!.Value);
    }

    /// <summary>False: the account has a link. It may be our own, of an insert whose answer was lost.</summary>
    private async Task<bool> TryInsertAsync(TableEntity link, CancellationToken cancellationToken)
    {
        try
        {
            await tables.Lookup.AddEntityAsync(link, cancellationToken);
            return true;
        }
        catch (RequestFailedException conflict) when (conflict.Status == 409)
        {
            return false;
        }
    }

    private async Task<(OrganisationId Organisation, UserId User)?> LinkedAsync((string Partition, string Row) key, CancellationToken cancellationToken) =>
        await StorageTables.FindAsync(tables.Lookup, key.Partition, key.Row, cancellationToken) is { } found ? OwnerOf(found) : null;

    // A link without its note was let go, and is in nobody's way.
    private async Task LetGoAsync((string Partition, string Row) key, OrganisationId organisation, UserId user, string account, CancellationToken cancellationToken)
    {
        if (await links.IsNotedAsync(organisation, user, account, cancellationToken))
        {
            throw new InvalidOperationException("This channel account is linked already.");
        }

        await links.RemoveLinkAsync(key, organisation, user, cancellationToken);
    }

    // The note decides: who died between a link and a look at its note may have left one that was let go meanwhile.
    private async Task<ChannelIdentity?> LoadAsync((string Channel, string Account) key)
    {
        var account = personal.HashAccount(key.Channel, key.Account);
        var (partition, row) = LookupKeys.Channel(account);
        if (await StorageTables.FindAsync(tables.Lookup, partition, row, CancellationToken.None) is not { } found)
        {
            return null;
        }

        var (organisation, user) = OwnerOf(found);
        return await links.IsNotedAsync(organisation, user, account, CancellationToken.None) ? new(key.Channel, key.Account, organisation, user) : null;
    }
}
