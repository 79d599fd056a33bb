using System.Collections.Concurrent;
using Azure.Data.Tables;
using Ommnio.Core.Drafting;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Jobs;
using Ommnio.Core.Keeping;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tables;

namespace Ommnio.Storage.Tests.Faults.Families;

/// <summary>
/// What is past its time goes, in the middle of everything, and what is a day younger stays. The audit of all rows says whether anything
/// else went with it.
/// </summary>
internal sealed class Keeping(Crowd crowd, StorageTables tables, IUsers users, IDrafts drafts, IChats chats) : Family(crowd)
{
    private static readonly RetentionSettings Kept = RetentionSettings.Default;
    private readonly RegisterUser registerUser = crowd.Get<RegisterUser>();
    private readonly PurgeOld purgeOld = crowd.Get<PurgeOld>();
    private readonly List<(TableClient Table, string Row)> old = [];
    private readonly List<(TableClient Table, string Row)> young = [];
    private readonly ConcurrentBag<string> wrong = [];

    internal override IReadOnlyList<Doing> Doings => [new(1, (_, random) => Crowd.AnswerAsync(random, () => purgeOld.HandleAsync(Token))), new(1, RepeatAsync)];

    private OrganisationId Organisation => Crowd.Actor.Organisation;

    /// <summary>Drafts are as old as the storage's clock says: those that nobody has gone on with since then are called old.</summary>
    internal DateTimeOffset Quiet { get; private set; } = DateTimeOffset.MinValue;

    internal override async Task BeginAsync()
    {
        await InvitationsAsync();
        foreach (var (age, kept) in Around(Kept.History))
        {
            var line = ChangeRows.AccountAudit(Organisation, new(Some.OperationId(), Some.Now - age, null, WayIn.Api, "user.exported", []));
            var job = Job.EndMemberships(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), Crowd.Actor, Some.Now - age) with { State = JobState.Done, FinishedAt = Some.Now - age };
            await PutAsync(kept, line);
            await PutAsync(kept, JobRows.Of(Organisation, job));
        }

        var (silent, later) = (new UserId(Guid.CreateVersion7()), new UserId(Guid.CreateVersion7()));
        await drafts.WriteAsync(Organisation, silent, "{}", null, Token);
        await chats.RememberAsync(Organisation, silent, "chat", Token);
        old.Add((tables.Drafts, DraftStore.Row(silent)));
        young.AddRange([(tables.Drafts, ChatStore.Row(silent)), (tables.Drafts, DraftStore.Row(later))]);

        // The storage's clock goes by milliseconds, and several writes fit into one.
        for (var written = await drafts.WriteAsync(Organisation, later, "{}", null, Token); await WrittenAsync(later) <= (await WrittenAsync(silent)).AddMilliseconds(1);)
        {
            written = await drafts.WriteAsync(Organisation, later, "{}", written.Now.ETag, Token);
        }

        Quiet = await WrittenAsync(later);
    }

    private async Task<DateTimeOffset> WrittenAsync(UserId administrator) =>
        (await StorageTables.FindAsync(tables.Drafts, Organisation.Value, DraftStore.Row(administrator), Token))!.Timestamp!.Value;

    internal override Task EndAsync() => Crowd.UntilAnsweredAsync(() => purgeOld.HandleAsync(Token));

    internal override async Task LookAsync(Aftermath after)
    {
        foreach (var (table, row) in old.Concat(young))
        {
            var isThere = await StorageTables.FindAsync(table, Organisation.Value, row, Token) is not null;
            if (isThere == old.Contains((table, row)))
            {
                wrong.Add($"{row} is {(isThere ? "kept beyond its time" : "gone before its time")}");
            }
        }

        await foreach (var row in tables.Catalogue.QueryAsync<TableEntity>(row => row.PartitionKey == Organisation.Value, cancellationToken: Token))
        {
            Overdue([row]).ToList().ForEach(wrong.Add);
        }
    }

    internal override IEnumerable<string> Wrong(Aftermath after) => wrong.Concat(Overdue(after.Rows.Values));

    // Answers, and pairing codes.
    private IEnumerable<string> Overdue(IEnumerable<TableEntity> rows) => rows
        .Where(row => (row.RowKey.StartsWith("o:", StringComparison.Ordinal) || row.RowKey.StartsWith("q:", StringComparison.Ordinal)) && row.Timestamp < Crowd.OverBefore.AddSeconds(-1))
        .Select(row => $"{row.RowKey} is kept, and nobody asks for it any more");

    // Whoever is not done with a request gets its answer once more, though all that is old went in between.
    private async Task RepeatAsync(int number, Random random)
    {
        var request = new RegisterUserRequest(Crowd.Actor, new() { FirstName = "Ana", LastName = $"Kept {number}", Position = "Cashier", Area = "Sales" }, null, Named("kept", number));
        if (await Crowd.AnswerAsync(random, () => registerUser.HandleAsync(request, Token)) is RegisterUserOutcome.Registered first
            && await Crowd.AnswerAsync(random, () => purgeOld.HandleAsync(Token)) is not null
            && await Crowd.AnswerAsync(random, () => registerUser.HandleAsync(request, Token)) is { } again && (again as RegisterUserOutcome.Registered)?.User.Id != first.User.Id)
        {
            wrong.Add($"the answer to {first.User.Id} went while it was asked for");
        }
    }

    // Of somebody who is in: whatever else happens, they are not invited again. Their newest one stays with them.
    private async Task InvitationsAsync()
    {
        var newest = Some.Invitation(new(Guid.CreateVersion7()), Some.OperationId()) with { State = InvitationState.Revoked, EndedAt = Some.Now - (2 * Kept.Invitations) };
        var user = Some.User("Olga", "Kept") with { Id = newest.User, SignedUpAt = Some.Now, LastAccessAt = Some.Now, Invitation = newest.Id };
        await users.AddAsync(Organisation, Some.New(user), Token);
        await PutAsync(young, ChangeRows.Invitation(Organisation, newest));
        foreach (var (age, kept) in Around(Kept.Invitations))
        {
            await PutAsync(kept, ChangeRows.Invitation(Organisation, newest with { Id = new(Guid.CreateVersion7()), EndedAt = Some.Now - age }));
        }
    }

    private IEnumerable<(TimeSpan Age, List<(TableClient Table, string Row)> Kept)> Around(TimeSpan time) => [(time + TimeSpan.FromDays(1), old), (time - TimeSpan.FromDays(1), young)];

    private async Task PutAsync(List<(TableClient Table, string Row)> kept, TableEntity row)
    {
        await tables.Directory.AddEntityAsync(row, Token);
        kept.Add((tables.Directory, row.RowKey));
    }
}
