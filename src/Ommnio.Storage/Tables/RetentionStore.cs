using Azure;
using Azure.Data.Tables;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Keeping;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tables;

/// <summary>Each kind is a range of its organisation's partition; the storage sifts it by time and sends what is old.</summary>
internal sealed class RetentionStore(StorageTables tables, MasterKeys keys) : IRetention
{
    private readonly GoneInvitations invitations = new(tables, keys);

    public IAsyncEnumerable<OrganisationId> OrganisationsAsync(CancellationToken cancellationToken) => tables.OrganisationsAsync(cancellationToken);

    public async Task<Purged> PurgeAsync(OrganisationId organisation, Cutoffs before, CancellationToken cancellationToken) => new(
        await AnswersAsync(tables.Directory, organisation, before.Answers, cancellationToken)
            // Those of teams and chat groups lie beside these.
            + await AnswersAsync(tables.Catalogue, organisation, before.Answers, cancellationToken)
            + await CodesAsync(organisation, before.Answers, cancellationToken),
        await SweepAsync(tables.Drafts, organisation, DraftStore.Prefix, TableClient.CreateQueryFilter($" and Timestamp lt {before.Drafts}"), cancellationToken),
        await InvitationsAsync(organisation, before.Invitations, cancellationToken),
        await SweepAsync(tables.Directory, organisation, "a:", TableClient.CreateQueryFilter($" and At lt {before.History}"), cancellationToken),
        await JobsAsync(organisation, before.History, cancellationToken));

    private static Task<int> AnswersAsync(TableClient table, OrganisationId organisation, DateTimeOffset before, CancellationToken cancellationToken) =>
        SweepAsync(table, organisation, "o:", TableClient.CreateQueryFilter($" and Timestamp lt {before}"), cancellationToken);

    private static async Task<int> SweepAsync(TableClient table, OrganisationId organisation, string prefix, string old, CancellationToken cancellationToken)
    {
        var gone = 0;
        await foreach (var row in table.QueryAsync<TableEntity>(Filter(organisation, prefix) + old, cancellationToken: cancellationToken))
        {
            gone += await RemoveAsync(table, row, cancellationToken) ? 1 : 0;
        }

        return gone;
    }

    // Two days are far beyond a pairing code's half hour, used or not.
    private async Task<int> CodesAsync(OrganisationId organisation, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var gone = 0;
        await foreach (var row in tables.Directory.QueryAsync<TableEntity>(Filter(organisation, "q:") + TableClient.CreateQueryFilter($" and Timestamp lt {before}"), cancellationToken: cancellationToken))
        {
            await PairingStore.ForgetAsync(tables, row, cancellationToken);
            gone += await RemoveAsync(tables.Directory, row, cancellationToken) ? 1 : 0;
        }

        return gone;
    }

    private async Task<int> InvitationsAsync(OrganisationId organisation, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var gone = 0;
        await foreach (var row in tables.Directory.QueryAsync<TableEntity>(Filter(organisation, "i:"), cancellationToken: cancellationToken))
        {
            var invitation = ChangeRows.ReadInvitation(row.GetString("Doc"));
            var isOver = EndOf(invitation) < before && !invitation.IsToBeSent && !await IsNewestAsync(organisation, invitation, cancellationToken);
            gone += isOver && await invitations.RemoveAsync(organisation, row, cancellationToken) ? 1 : 0;
        }

        return gone;
    }

    private async Task<int> JobsAsync(OrganisationId organisation, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var gone = 0;
        await foreach (var row in tables.Directory.QueryAsync<TableEntity>(Filter(organisation, "j:"), cancellationToken: cancellationToken))
        {
            gone += JobRows.Read(row) is { IsOpen: false, FinishedAt: { } end } && end < before && await RemoveAsync(tables.Directory, row, cancellationToken) ? 1 : 0;
        }

        return gone;
    }

    // What a user's row points at is there.
    private async Task<bool> IsNewestAsync(OrganisationId organisation, Invitation invitation, CancellationToken cancellationToken) =>
        await StorageTables.FindAsync(tables.Directory, Keys.Partition(organisation), Keys.User(invitation.User), cancellationToken) is { } user
        && UserMapping.Read(user).Invitation == invitation.Id;

    private static DateTimeOffset EndOf(Invitation invitation) => invitation.EndedAt ?? invitation.ExpiresAt;

    private static string Filter(OrganisationId organisation, string prefix)
    {
        var (from, below) = Keys.Range(prefix);
        return TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(organisation)} and RowKey ge {from} and RowKey lt {below}");
    }

    private static async Task<bool> RemoveAsync(TableClient table, TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken);
            return true;
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            return false;
        }
    }
}
