using Azure;
using Azure.Data.Tables;
using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Operation = Ommnio.Core.Registering.Operation;

namespace Ommnio.Storage.Tables;

internal sealed class UserStore(StorageTables tables, MasterKeys keys) : IUsers
{
    // One slot of the hundred stays free for what a later change may need beside the rows planned here.
    private const int MostRows = TableGuard.MostActions - 1;
    private const int MostTries = 5;
    private readonly PhoneIndex phones = new(tables, keys);
    private readonly UserRows rows = new(new PersonalData(keys));

    private TableClient Directory => tables.Directory;

    public async Task<Adding> AddAsync(OrganisationId organisation, NewUser user, CancellationToken cancellationToken)
    {
        var plan = rows.New(organisation, user);
        if (plan.Count > MostRows || !UserMapping.Fits(user.User))
        {
            return new Adding.TooLarge();
        }

        await phones.BeforeAsync(organisation, before: null, user.User, cancellationToken);
        for (var tries = 0; tries < MostTries; tries++)
        {
            Telemetry.Trying(tries);
            try
            {
                await StorageTables.SubmitAsync(Directory, [.. plan.Select(StorageTables.Add)], cancellationToken);
                Telemetry.Registered(user);
                return new Adding.Added();
            }
            catch (TableTransactionFailedException conflict) when (conflict.Status == 409)
            {
                if (await ExplainAsync(organisation, user.Operation, plan, conflict, cancellationToken) is { } explained)
                {
                    Telemetry.Duplicate((explained as Adding.Taken)?.Field);
                    return explained;
                }

                // Who held the value has let go of it meanwhile: once more.
            }
        }

        throw new InvalidOperationException("An id that should be new is taken.");
    }

    public async Task<Adding?> RepeatedAsync(OrganisationId organisation, Operation operation, CancellationToken cancellationToken) =>
        await StorageTables.FindAsync(Directory, Keys.Partition(organisation), Keys.Operation(operation.Id), cancellationToken) is not { } done ? null
        : done.GetString("Hash") != operation.RequestHash || done.GetString("User") is not { } user ? new Adding.Mismatch()
        : new Adding.Repeated(UserMapping.Read(user), done.GetString("Invitation") is { } invitation ? ChangeRows.ReadInvitation(invitation) : null);

    public async Task<Changing> ChangeAsync(OrganisationId organisation, UserId user, Func<User, ChangedUser?> decide, CancellationToken cancellationToken)
    {
        var outboxGone = false;
        for (var tries = 0; tries < MostTries; tries++)
        {
            Telemetry.Trying(tries);
            if (await StorageTables.FindAsync(Directory, Keys.Partition(organisation), Keys.User(user), cancellationToken) is not { } stored)
            {
                return new Changing.NotFound();
            }

            var before = UserMapping.Read(stored);
            if (decide(before) is not { } change
                || await InvitationRows.OfAsync(Directory, organisation, before, change, outboxGone, cancellationToken) is not { } invitations)
            {
                return new Changing.Refused();
            }

            if (await AdministratorRows.GuardAsync(Directory, organisation, before, change.User, cancellationToken) is not { } guard)
            {
                return new Changing.LastAccountAdministrator();
            }

            List<TableTransactionAction> actions =
            [
                // First, so that a repeat is told apart from everything else.
                .. change.Operation is { } named ? [StorageTables.Add(ChangeRows.Operation(organisation, named, null, invitations.Invitation))] : (ReadOnlySpan<TableTransactionAction>)[],
                .. Plan(organisation, stored, before, change),
                .. invitations.Actions,
                .. guard,
            ];
            if (actions.Count > MostRows || !UserMapping.Fits(change.User))
            {
                return new Changing.TooLarge();
            }

            var former = await phones.BeforeAsync(organisation, before, change.User, cancellationToken);
            try
            {
                await StorageTables.SubmitAsync(Directory, actions, cancellationToken);
                Telemetry.Moved(invitations.Moves);
                await phones.AfterAsync(former, cancellationToken);
                return new Changing.Changed(change.User) { Invitation = invitations.Invitation };
            }
            catch (TableTransactionFailedException conflict) when (conflict.Status is 404 or 409 or 412)
            {
                outboxGone |= InvitationRows.IsOutboxGone(conflict, actions);
                if (change.Operation is { } operation && await InvitationRows.FindDoneAsync(Directory, organisation, operation, user, cancellationToken) is { } done)
                {
                    return done.Invitation is { } made ? new Changing.Changed(change.User) { Invitation = made } : new Changing.Mismatch();
                }

                var audit = ChangeRows.Audit(organisation, user, change.Audit);
                if (change.Operation is null && await StorageTables.FindAsync(Directory, audit.PartitionKey, audit.RowKey, cancellationToken) is not null)
                {
                    return new Changing.Changed(change.User) { Invitation = invitations.Invitation };
                }

                if (await HolderAsync(actions, conflict, cancellationToken) is { } taken)
                {
                    Telemetry.Duplicate(taken.Field);
                    return new Changing.Taken(taken.Field, taken.Holder);
                }
            }
        }

        return new Changing.Busy();
    }

    public async Task<User?> FindAsync(OrganisationId organisation, UserId user, CancellationToken cancellationToken) =>
        await StorageTables.FindAsync(Directory, Keys.Partition(organisation), Keys.User(user), cancellationToken) is { } found ? UserMapping.Read(found) : null;

    public async Task<User?> FindByCodeAsync(OrganisationId organisation, EmployeeCode code, CancellationToken cancellationToken) =>
        await StorageTables.FindAsync(Directory, Keys.Partition(organisation), Keys.Code(code), cancellationToken) is { } found ? UserMapping.Read(found) : null;

    public Task<User?> FindByNationalIdAsync(OrganisationId organisation, NationalId id, CancellationToken cancellationToken) =>
        FindHolderAsync(organisation, rows.IdKey(organisation, id), cancellationToken);

    public Task<User?> FindByPhoneAsync(OrganisationId organisation, PhoneNumber phone, CancellationToken cancellationToken) =>
        FindHolderAsync(organisation, rows.PhoneKey(organisation, phone), cancellationToken);

    public Task<User?> FindByEmailAsync(OrganisationId organisation, EmailAddress email, CancellationToken cancellationToken) =>
        FindHolderAsync(organisation, rows.EmailKey(organisation, email), cancellationToken);

    private async Task<User?> FindHolderAsync(OrganisationId organisation, string key, CancellationToken cancellationToken)
    {
        var pointer = await StorageTables.FindAsync(Directory, Keys.Partition(organisation), key, cancellationToken);
        return pointer is null ? null : await FindAsync(organisation, Holder(pointer), cancellationToken);
    }

    private List<TableTransactionAction> Plan(OrganisationId organisation, TableEntity stored, User before, ChangedUser change)
    {
        var wasId = UserRows.IdOf(stored);
        var id = change.NationalId is { } given ? rows.Store(organisation, before.Id, given) : change.RemoveNationalId ? null : wasId;
        var was = rows.Of(organisation, before, wasId);
        var will = rows.Of(organisation, change.User, id);
        var userKey = Keys.User(before.Id);
        return
        [
            // Whoever holds the user's ETag holds all of its rows.
            new(TableTransactionActionType.UpdateReplace, will[userKey], stored.ETag),
            .. will.Where(row => row.Key != userKey && !was.ContainsKey(row.Key)).Select(row => StorageTables.Add(row.Value)),
            .. will.Where(row => row.Key != userKey && was.TryGetValue(row.Key, out var old) && !UserRows.IsSame(row.Value, old)).Select(row => new TableTransactionAction(TableTransactionActionType.UpdateReplace, row.Value, ETag.All)),
            .. was.Where(row => !will.ContainsKey(row.Key)).Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row.Value, ETag.All)),
            .. PictureRows.Between(organisation, before, change),
            .. change.IsUnaudited ? (ReadOnlySpan<TableTransactionAction>)[] : [StorageTables.Add(ChangeRows.Audit(organisation, before.Id, change.Audit))],
        ];
    }

    private async Task<Adding?> ExplainAsync(OrganisationId organisation, Operation operation, List<TableEntity> plan, TableTransactionFailedException conflict, CancellationToken cancellationToken)
    {
        if (await RepeatedAsync(organisation, operation, cancellationToken) is { } before)
        {
            return before;
        }

        var taken = await HolderAsync([.. plan.Select(StorageTables.Add)], conflict, cancellationToken);
        return taken is { } found ? new Adding.Taken(found.Field, found.Holder) : null;
    }

    private async Task<(string Field, UserId Holder)?> HolderAsync(List<TableTransactionAction> actions, TableTransactionFailedException conflict, CancellationToken cancellationToken)
    {
        if (conflict.Status != 409 || conflict.FailedTransactionActionIndex is not { } index || UserRows.UniqueField(actions[index].Entity.RowKey) is not { } field)
        {
            return null;
        }

        var row = actions[index].Entity;
        var holder = await StorageTables.FindAsync(Directory, row.PartitionKey, row.RowKey, cancellationToken);
        return holder is null ? null : (field, Holder(holder));
    }

    private static UserId Holder(TableEntity pointer) => UserId.TryParse(pointer.GetString("User"))!.Value;
}
