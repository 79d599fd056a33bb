using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Operation = Ommnio.Core.Registering.Operation;

namespace Ommnio.Storage.Tables;

internal sealed partial class InvitationStore(StorageTables tables, MasterKeys keys, ILogger<InvitationStore> logger) : IInvitations
{
    private const int MostFailed = 200;
    private readonly Cursors cursors = new(keys);

    public Task<Stored<Invitation>?> FindAsync(OrganisationId organisation, UserId user, InvitationId invitation, CancellationToken cancellationToken) =>
        InvitationRows.FindAsync(tables.Directory, organisation, user, invitation, cancellationToken);

    public async Task<IReadOnlyList<Invitation>> ListAsync(OrganisationId organisation, UserId user, CancellationToken cancellationToken)
    {
        var (from, below) = Keys.InvitationsOf(user);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(organisation)} and RowKey ge {from} and RowKey lt {below}");
        List<Invitation> found = [];
        await foreach (var row in tables.Directory.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            found.Add(ChangeRows.ReadInvitation(row.GetString("Doc")));
        }

        // Their ids are in the order of time.
        found.Reverse();
        return found;
    }

    public async Task<Core.Registering.Page<Invitation>?> FailedAsync(OrganisationId organisation, IReadOnlyList<string> failures, string? after, CancellationToken cancellationToken)
    {
        var query = $"{organisation}\nfailed invitations\n{string.Join(',', failures)}";
        var last = after is null ? null : cursors.Read(after, query);
        if (after is not null && last is null)
        {
            return null;
        }

        var (from, below) = Keys.Invitations();
        var why = string.Join(" or ", failures.Select(failure => TableClient.CreateQueryFilter($"Failure eq {failure}")));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(organisation)} and RowKey gt {last ?? from} and RowKey lt {below}") + $" and ({why})";
        await foreach (var page in tables.Directory.QueryAsync<TableEntity>(filter, MostFailed, cancellationToken: cancellationToken).AsPages())
        {
            // A page may be empty and still go on.
            if (page.Values.Count > 0 || page.ContinuationToken is null)
            {
                return new([.. page.Values.Select(row => ChangeRows.ReadInvitation(row.GetString("Doc")))], page.ContinuationToken is null ? null : cursors.Write(page.Values[^1].RowKey, query));
            }
        }

        return new([], null);
    }

    public async Task<int> CountSentAsync(OrganisationId organisation, UserId user, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var (from, below) = Keys.HistorySince(user, since);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(organisation)} and RowKey ge {from} and RowKey lt {below} and Action eq {DeliverInvitation.SentToContact}");
        return await tables.Directory.QueryAsync<TableEntity>(filter, select: ["RowKey"], cancellationToken: cancellationToken).CountAsync(cancellationToken);
    }

    public Task<InvitationDone?> FindDoneAsync(OrganisationId organisation, Operation operation, UserId user, CancellationToken cancellationToken) =>
        InvitationRows.FindDoneAsync(tables.Directory, organisation, operation, user, cancellationToken);

    public async Task<Stored<Invitation>?> MoveAsync(OrganisationId organisation, Stored<Invitation> before, Invitation after, AuditEntry? audit, CancellationToken cancellationToken) =>
        await MoveAsync(organisation, before, after, audit, outboxGone: false, cancellationToken);

    public async Task PublishTokenAsync(OrganisationId organisation, Invitation invitation, InvitationToken token, CancellationToken cancellationToken)
    {
        var (partition, row) = LookupKeys.Token(token.Hash);
        var message = new InvitationMessageDocument(1, organisation.Value, invitation.User.ToString(), invitation.Id.ToString());
        var entity = new TableEntity(partition, row) { ["Doc"] = JsonSerializer.Serialize(message, Json.Plain.InvitationMessageDocument) };
        TableGuard.Check(entity);
        await tables.Lookup.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken);
    }

    public async Task<bool> TryPublishTokenAsync(OrganisationId organisation, Invitation invitation, InvitationToken token, CancellationToken cancellationToken)
    {
        try
        {
            await PublishTokenAsync(organisation, invitation, token, cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Log.NotPublished(logger, invitation.Id.ToString(), failure);
            return false;
        }
    }

    public async Task<InvitationMessage?> FindByTokenAsync(ReadOnlyMemory<byte> tokenHash, CancellationToken cancellationToken)
    {
        var (partition, row) = LookupKeys.Token(tokenHash.ToArray());
        var found = await StorageTables.FindAsync(tables.Lookup, partition, row, cancellationToken);
        return found is null ? null : Queues.InvitationMessages.Read(found.GetString("Doc"));
    }

    public async IAsyncEnumerable<InvitationMessage> OverdueAsync(DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (from, below) = Keys.OutboxBefore(before);
        await foreach (var organisation in tables.OrganisationsAsync(cancellationToken))
        {
            var due = TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(organisation)} and RowKey ge {from} and RowKey lt {below}");
            await foreach (var row in tables.Directory.QueryAsync<TableEntity>(due, cancellationToken: cancellationToken))
            {
                yield return new(organisation, UserId.TryParse(row.GetString("User"))!.Value, InvitationId.TryParse(row.GetString("Invitation"))!.Value);
            }
        }
    }

    private async Task<Stored<Invitation>?> MoveAsync(OrganisationId organisation, Stored<Invitation> before, Invitation after, AuditEntry? audit, bool outboxGone, CancellationToken cancellationToken)
    {
        List<TableTransactionAction> actions = [.. InvitationRows.Move(organisation, before, after, outboxGone)];
        if (audit is not null)
        {
            actions.Add(StorageTables.Add(ChangeRows.Audit(organisation, after.User, audit)));
        }

        try
        {
            var responses = await StorageTables.SubmitAsync(tables.Directory, actions, cancellationToken);
            Telemetry.Moved((before.Value, after));
            return new(after, responses[0].Headers.ETag.ToString()!);
        }
        catch (TableTransactionFailedException gone) when (!outboxGone && InvitationRows.IsOutboxGone(gone, actions))
        {
            Telemetry.Trying(1);
            return await MoveAsync(organisation, before, after, audit, outboxGone: true, cancellationToken);
        }
        catch (TableTransactionFailedException conflict) when (conflict.Status is 404 or 409 or 412)
        {
            // The first try may have been carried out and only its answer lost.
            var now = await FindAsync(organisation, after.User, after.Id, cancellationToken);
            return now?.Value == after ? now : null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The token of invitation {Invitation} could not be published; the queue's function will do it.")]
        internal static partial void NotPublished(ILogger logger, string invitation, Exception failure);
    }
}
