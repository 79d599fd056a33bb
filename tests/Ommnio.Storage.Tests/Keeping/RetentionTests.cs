using Azure.Data.Tables;
using Ommnio.Core.Drafting;
using Ommnio.Core.Grouping;
using Ommnio.Core.Inviting;
using Ommnio.Core.Jobs;
using Ommnio.Core.Keeping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tables;
using Ommnio.Storage.Tests.Organisations;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Keeping;

public sealed class RetentionTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private static readonly DateTimeOffset Never = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Cutoffs Nothing = new(Never, Never, Never, Never);

    private IRetention Retention => Get<IRetention>();

    [Fact]
    public async Task Answers_for_repeats_go_when_their_time_is_over_and_with_them_what_was_registered()
    {
        var marked = Some.User("Zzmarkerna", "Zzmarkersen") with { Notes = "zzmarkernote", Email = EmailAddress.FromStored("zzmarker@example.com") };
        var added = Some.New(marked, operation: new(Some.OperationId(), "hash"));
        await Get<IUsers>().AddAsync(Organisation, added, Token);
        await Get<IUsers>().ChangeAsync(Organisation, marked.Id, Some.Change(user => user with { Name = new("Ana", "García"), Notes = null, Email = null }), Token);
        (await MarkedAsync()).ShouldBe([Keys.Operation(added.Operation.Id)], "only the kept answer tells what was");
        var at = (await StorageTables.FindAsync(Tables.Directory, Organisation.Value, Keys.Operation(added.Operation.Id), Token))!.Timestamp!.Value;

        (await Retention.PurgeAsync(Organisation, Nothing with { Answers = at }, Token)).Answers.ShouldBe(0);
        (await Retention.PurgeAsync(Organisation, Nothing with { Answers = at.AddMinutes(1) }, Token)).Answers.ShouldBeGreaterThan(0);

        (await MarkedAsync()).ShouldBeEmpty();
        (await Get<IUsers>().FindAsync(Organisation, marked.Id, Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Answers_of_teams_and_chat_groups_go_too_and_the_teams_stay()
    {
        await Get<IOrganisations>().CreateAsync(CatalogueTests.Demo(Organisation), Token);
        var night = new Team(new(Guid.CreateVersion7()), "Night", null, TeamRole.Member, []);
        await Get<ICatalogues>().ChangeAsync(Organisation, new(new("night"), "hash"), _ => new CatalogueEdit.PutTeam(night), Token);
        var at = (await StorageTables.FindAsync(Tables.Catalogue, Organisation.Value, Keys.Operation(new("night")), Token))!.Timestamp!.Value;

        (await Retention.PurgeAsync(Organisation, Nothing with { Answers = at }, Token)).Answers.ShouldBe(0);
        (await Retention.PurgeAsync(Organisation, Nothing with { Answers = at.AddMinutes(1) }, Token)).Answers.ShouldBe(1);

        (await StorageTables.FindAsync(Tables.Catalogue, Organisation.Value, Keys.Operation(new("night")), Token)).ShouldBeNull();
        (await Get<ICatalogues>().FindNowAsync(Organisation, Token))!.Teams.Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_draft_that_nobody_goes_on_with_goes_and_the_chat_to_answer_in_stays()
    {
        var administrator = new UserId(Guid.CreateVersion7());
        await Get<IDrafts>().WriteAsync(Organisation, administrator, "{}", null, Token);
        await Get<IChats>().RememberAsync(Organisation, administrator, "chat", Token);
        var at = (await StorageTables.FindAsync(Tables.Drafts, Organisation.Value, DraftStore.Row(administrator), Token))!.Timestamp!.Value;

        (await Retention.PurgeAsync(Organisation, Nothing with { Drafts = at }, Token)).Drafts.ShouldBe(0);
        (await Retention.PurgeAsync(Organisation, Nothing with { Drafts = at.AddMinutes(1) }, Token)).Drafts.ShouldBe(1);

        (await Get<IDrafts>().ReadAsync(Organisation, administrator, Token)).Json.ShouldBeNull();
        (await Get<IChats>().FindAsync(Organisation, administrator, Token)).ShouldBe("chat");
    }

    [Fact]
    public async Task Ended_invitations_go_with_their_tokens_and_the_newest_one_and_what_is_to_be_sent_stay()
    {
        var added = Some.New(Some.User(), invited: true);
        var ended = added.Invitation! with { Id = new(Guid.CreateVersion7()), State = InvitationState.Revoked, EndedAt = Some.Now };
        var newest = ended with { Id = added.Invitation.Id };
        await Get<IUsers>().AddAsync(Organisation, added with { Invitation = newest }, Token);
        // Nobody took it back: its term was over.
        var over = ended with { Id = new(Guid.CreateVersion7()), State = InvitationState.Sent, EndedAt = null, ExpiresAt = Some.Now };
        var waiting = ended with { Id = new(Guid.CreateVersion7()), State = InvitationState.Queued, EndedAt = null, ExpiresAt = Some.Now };
        waiting.IsToBeSent.ShouldBeTrue();
        foreach (var invitation in (Invitation[])[ended, over, waiting])
        {
            await Tables.Directory.AddEntityAsync(ChangeRows.Invitation(Organisation, invitation), Token);
            await Get<IInvitations>().PublishTokenAsync(Organisation, invitation, InvitationToken.Of(invitation, Secrets), Token);
        }

        (await Retention.PurgeAsync(Organisation, Nothing with { Invitations = Some.Now }, Token)).Invitations.ShouldBe(0);
        (await Retention.PurgeAsync(Organisation, Nothing with { Invitations = Some.Now.AddSeconds(1) }, Token)).Invitations.ShouldBe(2);

        (await Get<IInvitations>().ListAsync(Organisation, added.User.Id, Token)).Select(invitation => invitation.Id).ShouldBe([newest.Id, waiting.Id], ignoreOrder: true);
        (await Get<IInvitations>().FindByTokenAsync(InvitationToken.Of(ended, Secrets).Hash, Token)).ShouldBeNull();
        (await Get<IInvitations>().FindByTokenAsync(InvitationToken.Of(over, Secrets).Hash, Token)).ShouldBeNull();
        (await Get<IInvitations>().FindByTokenAsync(InvitationToken.Of(waiting, Secrets).Hash, Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task D57_Lines_of_the_history_go_when_they_are_old_and_younger_ones_stay()
    {
        var user = Some.User();
        await Get<IUsers>().AddAsync(Organisation, Some.New(user), Token);
        await Tables.Directory.AddEntityAsync(ChangeRows.Audit(Organisation, user.Id, Some.Audit(Some.OperationId(), "user.changed") with { At = Some.Now.AddYears(-3) }), Token);

        (await Retention.PurgeAsync(Organisation, Nothing with { History = Some.Now.AddYears(-2) }, Token)).ShouldBe(new Purged(0, 0, 0, 1, 0));

        (await RowKeysAsync()).Count(key => key.StartsWith("a:", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Jobs_that_have_ended_go_with_the_history_and_open_ones_stay()
    {
        var actor = new Core.Governing.Actor(Organisation, null, Core.Governing.WayIn.Api, null);
        var open = Job.EndMemberships(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), actor, Some.Now);
        var done = open with { Id = new(Guid.CreateVersion7()), State = JobState.Done, FinishedAt = Some.Now };
        foreach (var job in (Job[])[open, done])
        {
            await Tables.Directory.AddEntityAsync(JobRows.Of(Organisation, job), Token);
        }

        (await Retention.PurgeAsync(Organisation, Nothing with { History = Some.Now }, Token)).Jobs.ShouldBe(0);
        (await Retention.PurgeAsync(Organisation, Nothing with { History = Some.Now.AddSeconds(1) }, Token)).Jobs.ShouldBe(1);

        (await RowKeysAsync()).ShouldBe([Keys.Job(open.Id)]);
    }

    [Fact]
    public async Task A_row_that_somebody_changes_meanwhile_stays()
    {
        var added = Some.New(Some.User());
        await Get<IUsers>().AddAsync(Organisation, added, Token);
        var changed = new TableEntity(Organisation.Value, Keys.Operation(added.Operation.Id)) { ["Hash"] = "changed" };
        Faults.Before(Ommnio.Storage.Tests.Faults.RequestKind.Write, () => Tables.Directory.UpsertEntityAsync(changed, cancellationToken: Token));

        (await Retention.PurgeAsync(Organisation, Nothing with { Answers = DateTimeOffset.MaxValue.AddDays(-1) }, Token)).Answers.ShouldBe(0);

        (await RowKeysAsync()).Count(key => key.StartsWith("o:", StringComparison.Ordinal)).ShouldBe(1);
    }

    private async Task<IReadOnlyList<string>> MarkedAsync()
    {
        List<string> found = [];
        foreach (var table in (TableClient[])[Tables.Directory, Tables.Catalogue, Tables.Lookup, Tables.Drafts])
        {
            await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: Token))
            {
                if (row.Any(column => $"{column.Value}".Contains("zzmarker", StringComparison.OrdinalIgnoreCase)))
                {
                    found.Add(row.RowKey);
                }
            }
        }

        return found;
    }
}
