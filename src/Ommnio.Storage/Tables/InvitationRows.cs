using Azure;
using Azure.Data.Tables;
using Ommnio.Core.Inviting;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Operation = Ommnio.Core.Registering.Operation;

namespace Ommnio.Storage.Tables;

/// <summary>What a change does to invitations: their rows, and the outbox, which has one of each that has something to send or to tell.</summary>
/// <param name="Invitation">The one that was made or moved; null where none was.</param>
internal sealed record InvitationRows(Invitation? Invitation, IReadOnlyList<TableTransactionAction> Actions)
{
    private const string OutboxPrefix = "z:";

    /// <summary>All that came into another state or into being, for telemetry.</summary>
    internal (Invitation? Before, Invitation After)[] Moves { get; private init; } = [];

    /// <summary>Reads the user's newest invitation if the change means it. Null: the change is refused, now that it is known.</summary>
    /// <param name="outboxGone">There is no outbox row to remove, whatever there should be.</param>
    internal static async Task<InvitationRows?> OfAsync(TableClient directory, OrganisationId organisation, User before, ChangedUser change, bool outboxGone, CancellationToken cancellationToken)
    {
        List<TableTransactionAction> actions = [];
        List<(Invitation?, Invitation)> moves = [];
        var result = change.NewInvitation;
        if (change.MoveInvitation is { } move && before.Invitation is { } newest
            && await FindAsync(directory, organisation, before.Id, newest, cancellationToken) is { } stored)
        {
            if (move(stored.Value) is not { } after)
            {
                return null;
            }

            actions.AddRange(Move(organisation, stored, after, outboxGone));
            moves.Add((stored.Value, after));
            result ??= after;
        }

        if (change.NewInvitation is { } made)
        {
            actions.AddRange([StorageTables.Add(ChangeRows.Invitation(organisation, made)), StorageTables.Add(ChangeRows.Outbox(organisation, made))]);
            moves.Add((null, made));
        }

        // The same operation at the same instant has the same outbox row: its own row will tell that it is a repeat.
        return new(result, [.. actions.Where(action => actions.Count(other => other.Entity.RowKey == action.Entity.RowKey) == 1)]) { Moves = [.. moves] };
    }

    internal static IEnumerable<TableTransactionAction> Move(OrganisationId organisation, Stored<Invitation> before, Invitation after, bool outboxGone)
    {
        if (after != before.Value)
        {
            yield return new(TableTransactionActionType.UpdateReplace, ChangeRows.Invitation(organisation, after), new ETag(before.ETag));
        }

        var (was, will) = (OutboxOf(organisation, before.Value), OutboxOf(organisation, after));
        if (was?.RowKey == will?.RowKey)
        {
            yield break;
        }

        if (was is not null && !outboxGone)
        {
            yield return new(TableTransactionActionType.Delete, was, ETag.All);
        }

        if (will is not null)
        {
            yield return StorageTables.Add(will);
        }
    }

    /// <summary>Nothing left in the outbox to be removed must not hold anything back.</summary>
    internal static bool IsOutboxGone(TableTransactionFailedException conflict, IReadOnlyList<TableTransactionAction> actions) =>
        conflict.Status == 404 && conflict.FailedTransactionActionIndex is { } index
        && actions[index].ActionType == TableTransactionActionType.Delete && actions[index].Entity.RowKey.StartsWith(OutboxPrefix, StringComparison.Ordinal);

    internal static async Task<Stored<Invitation>?> FindAsync(TableClient directory, OrganisationId organisation, UserId user, InvitationId invitation, CancellationToken cancellationToken)
    {
        var found = await StorageTables.FindAsync(directory, Keys.Partition(organisation), Keys.Invitation(user, invitation), cancellationToken);
        return found is null ? null : new(ChangeRows.ReadInvitation(found.GetString("Doc")), found.ETag.ToString());
    }

    /// <summary>What an operation made of invitations, if it was carried out.</summary>
    internal static async Task<InvitationDone?> FindDoneAsync(TableClient directory, OrganisationId organisation, Operation operation, UserId user, CancellationToken cancellationToken)
    {
        var done = await StorageTables.FindAsync(directory, Keys.Partition(organisation), Keys.Operation(operation.Id), cancellationToken);
        var invitation = done?.GetString("Invitation") is { } json ? ChangeRows.ReadInvitation(json) : null;

        // Another request, or another user's: their invitation must not be given away.
        return done is null ? null : new(invitation?.User == user && done.GetString("Hash") == operation.RequestHash ? invitation : null);
    }

    private static TableEntity? OutboxOf(OrganisationId organisation, Invitation invitation) => invitation.IsToBeSent ? ChangeRows.Outbox(organisation, invitation) : null;
}
