using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Ommnio.Core.Inviting;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Operation = Ommnio.Core.Registering.Operation;

namespace Ommnio.Storage.Tables;

internal sealed class InvitationStore(StorageTables tables) : IInvitations
{
    public async Task<Stored<Invitation>?> FindAsync(OrganisationId organisation, UserId user, InvitationId invitation, CancellationToken cancellationToken)
    {
        var found = await StorageTables.FindAsync(tables.Directory, Keys.Partition(organisation), Keys.Invitation(user, invitation), cancellationToken);
        return found is null ? null : new(ChangeRows.ReadInvitation(found.GetString("Doc")), found.ETag.ToString());
    }

    public async Task<Invitation> AddAsync(OrganisationId organisation, Invitation invitation, Operation operation, AuditEntry audit, CancellationToken cancellationToken)
    {
        TableEntity[] rows =
        [
            ChangeRows.Operation(organisation, operation, null, invitation),
            ChangeRows.Invitation(organisation, invitation),
            ChangeRows.Outbox(organisation, invitation),
            ChangeRows.Audit(organisation, invitation.User, audit),
        ];
        try
        {
            await StorageTables.SubmitAsync(tables.Directory, [.. rows.Select(StorageTables.Add)], cancellationToken);
            return invitation;
        }
        catch (TableTransactionFailedException conflict) when (conflict.Status == 409)
        {
            var done = await StorageTables.FindAsync(tables.Directory, Keys.Partition(organisation), Keys.Operation(operation.Id), cancellationToken);
            var before = done?.GetString("Invitation") is { } json ? ChangeRows.ReadInvitation(json) : null;

            // Another request, or another user's: their invitation must not be given away.
            return before?.User == invitation.User && done?.GetString("Hash") == operation.RequestHash
                ? before
                : throw new InvalidOperationException("The operation's name stands for something else.", conflict);
        }
    }

    public async Task<Stored<Invitation>?> MoveAsync(OrganisationId organisation, Stored<Invitation> before, Invitation after, AuditEntry? audit, CancellationToken cancellationToken)
    {
        List<TableTransactionAction> actions = [new(TableTransactionActionType.UpdateReplace, ChangeRows.Invitation(organisation, after), new ETag(before.ETag))];
        if (audit is not null)
        {
            actions.Add(StorageTables.Add(ChangeRows.Audit(organisation, after.User, audit)));
        }

        if (IsToBeSent(before.Value) && !IsToBeSent(after))
        {
            actions.Add(new(TableTransactionActionType.Delete, ChangeRows.Outbox(organisation, before.Value), ETag.All));
        }

        return await MoveAsync(organisation, after, actions, cancellationToken);
    }

    public async Task PublishTokenAsync(OrganisationId organisation, Invitation invitation, InvitationToken token, CancellationToken cancellationToken)
    {
        var (partition, row) = LookupKeys.Token(token.Hash);
        var message = new InvitationMessageDocument(1, organisation.Value, invitation.User.ToString(), invitation.Id.ToString());
        var entity = new TableEntity(partition, row) { ["Doc"] = JsonSerializer.Serialize(message, Json.Plain.InvitationMessageDocument) };
        TableGuard.Check(entity);
        await tables.Lookup.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken);
    }

    public async IAsyncEnumerable<InvitationMessage> OverdueAsync(DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var organisations = TableClient.CreateQueryFilter($"PartitionKey eq {LookupKeys.Organisations}");
        var (from, below) = Keys.OutboxBefore(before);
        await foreach (var entry in tables.Lookup.QueryAsync<TableEntity>(organisations, cancellationToken: cancellationToken))
        {
            var organisation = new OrganisationId(entry.RowKey);
            var due = TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(organisation)} and RowKey ge {from} and RowKey lt {below}");
            await foreach (var row in tables.Directory.QueryAsync<TableEntity>(due, cancellationToken: cancellationToken))
            {
                yield return new(organisation, UserId.TryParse(row.GetString("User"))!.Value, InvitationId.TryParse(row.GetString("Invitation"))!.Value);
            }
        }
    }

    private async Task<Stored<Invitation>?> MoveAsync(OrganisationId organisation, Invitation after, List<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        try
        {
            var responses = await StorageTables.SubmitAsync(tables.Directory, actions, cancellationToken);
            return new(after, responses[0].Headers.ETag.ToString()!);
        }
        catch (TableTransactionFailedException gone) when (gone.Status == 404 && gone.FailedTransactionActionIndex is { } index && actions[index].ActionType == TableTransactionActionType.Delete)
        {
            // Nothing left in the outbox to be removed must not hold the invitation back.
            return await MoveAsync(organisation, after, actions[..index], cancellationToken);
        }
        catch (TableTransactionFailedException conflict) when (conflict.Status is 404 or 409 or 412)
        {
            // The first try may have been carried out and only its answer lost.
            var now = await FindAsync(organisation, after.User, after.Id, cancellationToken);
            return now?.Value == after ? now : null;
        }
    }

    private static bool IsToBeSent(Invitation invitation) => invitation.State is InvitationState.Queued or InvitationState.Sending;
}
