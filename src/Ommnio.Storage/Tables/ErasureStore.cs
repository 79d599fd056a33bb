using Azure;
using Azure.Data.Tables;
using Ommnio.Core.Governing;
using Ommnio.Core.Leaving;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tables;

internal sealed class ErasureStore(StorageTables tables, MasterKeys keys) : IErasures
{
    private const int MostTries = 5;
    private readonly UserRows rows = new(new PersonalData(keys));
    private readonly PhoneIndex phones = new(tables, keys);
    private readonly GoneInvitations invitations = new(tables, keys);
    private readonly AccountLinks links = new(tables);

    private TableClient Directory => tables.Directory;

    public async Task<Changing> EraseAsync(OrganisationId organisation, UserId user, Func<User, ErasedUser?> decide, CancellationToken cancellationToken)
    {
        HashSet<string> missing = [];
        for (var tries = 0; tries < MostTries; tries++)
        {
            Telemetry.Trying(tries);
            if (await StorageTables.FindAsync(Directory, Keys.Partition(organisation), Keys.User(user), cancellationToken) is not { } stored)
            {
                return new Changing.NotFound();
            }

            var before = UserMapping.Read(stored);
            if (decide(before) is not { } erased)
            {
                return new Changing.Refused();
            }

            if (await AdministratorRows.GuardAsync(Directory, organisation, before, after: null, cancellationToken) is not { } guard)
            {
                return new Changing.LastAccountAdministrator();
            }

            var actions = Plan(organisation, stored, before, erased, guard, missing);
            try
            {
                await StorageTables.SubmitAsync(Directory, actions, cancellationToken);
                await phones.ForgetAsync(organisation, before, cancellationToken);
                return new Changing.Changed(before);
            }
            catch (TableTransactionFailedException conflict) when (conflict.Status is 404 or 409 or 412)
            {
                var audit = ChangeRows.Audit(organisation, user, erased.Audit);
                if (await StorageTables.FindAsync(Directory, audit.PartitionKey, audit.RowKey, cancellationToken) is not null)
                {
                    return new Changing.Changed(before);
                }

                // A row that is missing already must not hold the deletion up.
                if (conflict.Status == 404 && conflict.FailedTransactionActionIndex is { } index)
                {
                    missing.Add(actions[index].Entity.RowKey);
                }
            }
        }

        return new Changing.Busy();
    }

    public async Task FinishAsync(OrganisationId organisation, UserId user, CancellationToken cancellationToken)
    {
        var partition = Keys.Partition(organisation);
        if (await StorageTables.FindAsync(Directory, partition, Keys.Erased(user), cancellationToken) is { } rest)
        {
            // Only what bears the user's id: a code or a phone may be somebody else's by now.
            var keys = KeysOf(organisation, UserMapping.Read(rest), null).Where(key => key.Contains(user.ToString(), StringComparison.Ordinal));
            await Task.WhenAll(keys.Select(key => Directory.DeleteEntityAsync(partition, key, cancellationToken: cancellationToken)));
        }

        // A delivery that is under way may still move one of them, a few times.
        for (var tries = 0; !await RemoveInvitationsAsync(organisation, user, cancellationToken); tries++)
        {
            if (tries == MostTries)
            {
                throw new InvalidOperationException("Others move this user's invitations again and again.");
            }
        }

        await foreach (var row in RangeAsync(organisation, Keys.HistoryOf(user), cancellationToken))
        {
            await ForgetAnswerAsync(organisation, ChangeRows.ReadAudit(row).Operation, cancellationToken);
        }

        await links.RemoveAsync(organisation, user, cancellationToken);
        await tables.Drafts.DeleteEntityAsync(partition, DraftStore.Row(user), cancellationToken: cancellationToken);
        await tables.Drafts.DeleteEntityAsync(partition, ChatStore.Row(user), cancellationToken: cancellationToken);
        await Directory.DeleteEntityAsync(partition, Keys.Erased(user), cancellationToken: cancellationToken);
    }

    /// <summary>All rows of a user but the last few of one who has more than a transaction holds: those are named by the row that is left for <see cref="FinishAsync"/>.</summary>
    private List<TableTransactionAction> Plan(OrganisationId organisation, TableEntity stored, User before, ErasedUser erased, TableTransactionAction[] guard, HashSet<string> missing)
    {
        List<TableTransactionAction> actions =
        [
            new(TableTransactionActionType.Delete, new TableEntity(stored.PartitionKey, stored.RowKey), stored.ETag),
            StorageTables.Add(ChangeRows.Audit(organisation, before.Id, erased.Audit)),
            StorageTables.Add(ChangeRows.AccountAudit(organisation, erased.Audit)),
            .. erased.Jobs.SelectMany(job => JobRows.New(organisation, job)).Select(StorageTables.Add),
            .. guard,
        ];
        var keys = KeysOf(organisation, before, UserRows.IdOf(stored)).Where(key => key != stored.RowKey && !missing.Contains(key)).ToList();
        var isTooMany = actions.Count + keys.Count > TableGuard.MostActions;
        if (isTooMany)
        {
            actions.Add(StorageTables.Add(new(stored.PartitionKey, Keys.Erased(before.Id)) { ["Doc"] = UserMapping.Write(before) }));
        }

        return [.. actions, .. keys.Take(TableGuard.MostActions - actions.Count).Select(key => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(stored.PartitionKey, key), ETag.All))];
    }

    // What finds the user first, lists last.
    private IEnumerable<string> KeysOf(OrganisationId organisation, User user, StoredId? id) =>
        rows.Of(organisation, user, id).Keys.Concat(PictureRows.KeysOf(user)).OrderBy(key => key.StartsWith(Keys.AllPostings, StringComparison.Ordinal));

    /// <summary>Whether nothing is left of them.</summary>
    private async Task<bool> RemoveInvitationsAsync(OrganisationId organisation, UserId user, CancellationToken cancellationToken)
    {
        var isAll = true;
        await foreach (var row in RangeAsync(organisation, Keys.InvitationsOf(user), cancellationToken))
        {
            isAll &= await invitations.RemoveAsync(organisation, row, cancellationToken);
        }

        return isAll;
    }

    private AsyncPageable<TableEntity> RangeAsync(OrganisationId organisation, (string From, string Below) range, CancellationToken cancellationToken) =>
        Directory.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(organisation)} and RowKey ge {range.From} and RowKey lt {range.Below}"), cancellationToken: cancellationToken);

    /// <summary>The answer that is kept for a repeat holds the user whole. Its name stays taken, so that a late repeat does not register them again.</summary>
    private async Task ForgetAnswerAsync(OrganisationId organisation, OperationId operation, CancellationToken cancellationToken)
    {
        if (await StorageTables.FindAsync(Directory, Keys.Partition(organisation), Keys.Operation(operation), cancellationToken) is { } answer && (answer.ContainsKey("User") || answer.ContainsKey("Invitation")))
        {
            await Directory.UpsertEntityAsync(new TableEntity(answer.PartitionKey, answer.RowKey) { ["Hash"] = answer.GetString("Hash") }, TableUpdateMode.Replace, cancellationToken);
        }
    }
}
