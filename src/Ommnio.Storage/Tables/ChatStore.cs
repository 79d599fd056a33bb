using Azure.Data.Tables;
using Ommnio.Core.Drafting;
using Ommnio.Core.Governing;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tables;

internal sealed class ChatStore(StorageTables tables, MasterKeys keys) : IChats
{
    private readonly PersonalData personal = new(keys);

    public async Task RememberAsync(OrganisationId organisation, UserId administrator, string chat, CancellationToken cancellationToken)
    {
        var value = personal.SealDraft(organisation, administrator, chat);
        var entity = new TableEntity(Keys.Partition(organisation), Row(administrator)) { ["KeyId"] = value.KeyId, ["Sealed"] = value.Bytes };
        TableGuard.Check(entity);
        await tables.Drafts.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken);
    }

    public async Task<string?> FindAsync(OrganisationId organisation, UserId administrator, CancellationToken cancellationToken)
    {
        var found = await StorageTables.FindAsync(tables.Drafts, Keys.Partition(organisation), Row(administrator), cancellationToken);
        return found?.GetString("KeyId") is { } key && keys.Has(key) ? personal.OpenDraft(organisation, administrator, new(key, found.GetBinary("Sealed"))) : null;
    }

    internal static string Row(UserId administrator) => $"chat:{administrator}";
}
