using Azure;
using Azure.Data.Tables;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tables;

/// <summary>An invitation with all that it left: every token that was ever its, its place in the outbox, its row.</summary>
internal sealed class GoneInvitations(StorageTables tables, MasterKeys keys)
{
    /// <summary>
    /// Safe to repeat. Its own row last, and only together with the place in the outbox that it tells: as long as it stands, the rest
    /// can be found again.
    /// </summary>
    /// <returns>False when somebody moved it or removed it meanwhile: then its place in the outbox may be another one.</returns>
    internal async Task<bool> RemoveAsync(OrganisationId organisation, TableEntity stored, CancellationToken cancellationToken)
    {
        var invitation = ChangeRows.ReadInvitation(stored.GetString("Doc"));
        for (var rotation = 1; keys.Has(invitation.KeyId) && rotation <= invitation.Rotation; rotation++)
        {
            var (partition, row) = LookupKeys.Token(InvitationToken.Of(invitation with { Rotation = rotation }, keys).Hash);
            await tables.Lookup.DeleteEntityAsync(partition, row, cancellationToken: cancellationToken);
        }

        var own = new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(stored.PartitionKey, stored.RowKey), stored.ETag);
        TableTransactionAction[] outbox = invitation.IsToBeSent ? [new(TableTransactionActionType.Delete, ChangeRows.Outbox(organisation, invitation), ETag.All)] : [];
        return await TryRemoveAsync([own, .. outbox], cancellationToken);
    }

    private async Task<bool> TryRemoveAsync(TableTransactionAction[] actions, CancellationToken cancellationToken)
    {
        try
        {
            await StorageTables.SubmitAsync(tables.Directory, actions, cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException gone) when (InvitationRows.IsOutboxGone(gone, actions))
        {
            return await TryRemoveAsync(actions[..1], cancellationToken);
        }
        catch (TableTransactionFailedException moved) when (moved.Status is 404 or 412)
        {
            return false;
        }
    }
}
