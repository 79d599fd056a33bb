using Azure.Data.Tables;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tables;

/// <summary>An invitation with all that it left: every token that was ever its, its place in the outbox, its row.</summary>
internal sealed class GoneInvitations(StorageTables tables, MasterKeys keys)
{
    /// <summary>Safe to repeat. Its own row last: as long as it stands, the rest can be found again.</summary>
    internal async Task RemoveAsync(OrganisationId organisation, Invitation invitation, CancellationToken cancellationToken)
    {
        for (var rotation = 1; keys.Has(invitation.KeyId) && rotation <= invitation.Rotation; rotation++)
        {
            var (partition, row) = LookupKeys.Token(InvitationToken.Of(invitation with { Rotation = rotation }, keys).Hash);
            await tables.Lookup.DeleteEntityAsync(partition, row, cancellationToken: cancellationToken);
        }

        foreach (var entity in (TableEntity[])[ChangeRows.Outbox(organisation, invitation), ChangeRows.Invitation(organisation, invitation)])
        {
            await tables.Directory.DeleteEntityAsync(entity.PartitionKey, entity.RowKey, cancellationToken: cancellationToken);
        }
    }
}
