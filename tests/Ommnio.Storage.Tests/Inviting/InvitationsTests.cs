using Azure.Data.Tables;
using Ommnio.Core.Inviting;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tables;
using Ommnio.Storage.Tests.Faults;
using Ommnio.Storage.Tests.Organisations;
using Shouldly;
using Xunit;
using Operation = Ommnio.Core.Registering.Operation;

namespace Ommnio.Storage.Tests.Inviting;

public sealed class InvitationsTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private IInvitations Invitations => Get<IInvitations>();

    [Fact]
    public async Task An_invitation_is_added_with_its_outbox_row_in_one_transaction_and_read_back_as_it_was()
    {
        var invitation = await AddedAsync();
        Requests.Kinds.ShouldBe([RequestKind.Transaction]);

        (await FindAsync(invitation)).Value.ShouldBe(invitation);
        (await RowKeysAsync()).Select(key => key[..2]).ShouldBe(["a:", "i:", "o:", "z:"]);
    }

    [Fact]
    public async Task A_repeat_answers_the_invitation_that_the_first_one_made()
    {
        var first = await AddedAsync();
        var again = Some.Invitation(first.User, first.Operation);

        (await Invitations.AddAsync(Organisation, again, new(first.Operation, "hash"), Some.Audit(first.Operation, "invitation.queued"), Token)).ShouldBe(first);
    }

    [Fact]
    public async Task The_name_of_an_operation_never_gives_away_another_users_invitation()
    {
        var first = await AddedAsync();
        var foreign = Some.Invitation(new(Guid.CreateVersion7()), first.Operation);

        await Should.ThrowAsync<InvalidOperationException>(() => Invitations.AddAsync(Organisation, foreign, new(first.Operation, "hash"), Some.Audit(first.Operation, "other"), Token));
        await Should.ThrowAsync<InvalidOperationException>(() => Invitations.AddAsync(Organisation, first with { Id = foreign.Id }, new(first.Operation, "another hash"), Some.Audit(first.Operation, "other"), Token));
    }

    [Fact]
    public async Task An_addition_whose_answer_was_lost_recognises_itself()
    {
        Faults.LoseAnswerOf(RequestKind.Transaction);

        var invitation = await AddedAsync();

        (await FindAsync(invitation)).Value.ShouldBe(invitation);
    }

    [Fact]
    public async Task Its_state_moves_from_queued_to_accepted_and_the_outbox_row_goes_when_it_is_sent()
    {
        var queued = await FindAsync(await AddedAsync());

        var sending = await MoveAsync(queued, queued.Value with { State = InvitationState.Sending, LeaseUntil = Some.Now, ClaimedBy = Guid.NewGuid(), Attempts = 1 });
        (await OutboxAsync()).Count.ShouldBe(1);
        var sent = await MoveAsync(sending, sending!.Value with { State = InvitationState.Sent, SentAt = Some.Now, LeaseUntil = null, ClaimedBy = null }, Some.Audit(queued.Value.Operation, "invitation.sent"));
        (await OutboxAsync()).ShouldBeEmpty();
        Requests.Clear();
        var accepted = await MoveAsync(sent, sent!.Value with { State = InvitationState.Accepted }, Some.Audit(queued.Value.Operation, "invitation.accepted"));

        Requests.Kinds.ShouldBe([RequestKind.Transaction]);
        (await FindAsync(queued.Value)).ShouldBe(accepted);
        (await RowKeysAsync()).Count(key => key.StartsWith("a:", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public async Task A_move_is_one_transaction()
    {
        var queued = await FindAsync(await AddedAsync());
        Requests.Clear();

        (await MoveAsync(queued, queued.Value with { State = InvitationState.Revoked })).ShouldNotBeNull();

        Requests.Kinds.ShouldBe([RequestKind.Transaction]);
    }

    [Fact]
    public async Task Of_many_who_claim_an_invitation_at_once_one_gets_it()
    {
        var queued = await FindAsync(await AddedAsync());

        var claims = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => MoveAsync(queued, Claim(queued.Value))));

        claims.OfType<Stored<Invitation>>().ShouldHaveSingleItem().ShouldBe(await FindAsync(queued.Value));
    }

    [Fact]
    public async Task A_move_whose_answer_was_lost_recognises_itself()
    {
        var queued = await FindAsync(await AddedAsync());
        Faults.LoseAnswerOf(RequestKind.Transaction);

        var claimed = await MoveAsync(queued, Claim(queued.Value));

        claimed.ShouldBe(await FindAsync(queued.Value));
    }

    [Fact]
    public async Task A_move_that_ends_the_invitation_recognises_itself_though_its_outbox_row_is_gone()
    {
        var queued = await FindAsync(await AddedAsync());
        Faults.LoseAnswerOf(RequestKind.Transaction);

        (await MoveAsync(queued, queued.Value with { State = InvitationState.Failed }, Some.Audit(queued.Value.Operation, "invitation.failed"))).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_outbox_row_that_somebody_cleared_does_not_hold_the_invitation_back()
    {
        var queued = await FindAsync(await AddedAsync());
        var outbox = (await RowsAsync()).Single(row => row.RowKey.StartsWith("z:", StringComparison.Ordinal));
        await Tables.Directory.DeleteEntityAsync(outbox.PartitionKey, outbox.RowKey, cancellationToken: Token);

        (await MoveAsync(queued, queued.Value with { State = InvitationState.Sent })).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_sweep_finds_what_is_overdue_in_every_organisation_and_nothing_else()
    {
        var second = new OrganisationId($"{Organisation}b");
        await Get<IOrganisations>().CreateAsync(CatalogueTests.Demo(Organisation), Token);
        await Get<IOrganisations>().CreateAsync(CatalogueTests.Demo(second), Token);
        var mine = await AddedAsync();
        var theirs = await AddedAsync(second);
        await AddedAsync(due: Some.Now.AddMinutes(10));
        var sent = await FindAsync(await AddedAsync());
        await MoveAsync(sent, sent.Value with { State = InvitationState.Sent });

        var overdue = (await OverdueAsync(Some.Now.AddMinutes(1))).Where(message => message.Organisation == Organisation || message.Organisation == second);

        overdue.ShouldBe([new(Organisation, mine.User, mine.Id), new(second, theirs.User, theirs.Id)], ignoreOrder: true);
        (await OverdueAsync(Some.Now)).Where(message => message.Organisation == Organisation).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_outbox_is_swept_in_the_order_in_which_it_fell_due_and_page_after_page()
    {
        await Get<IOrganisations>().CreateAsync(CatalogueTests.Demo(Organisation), Token);
        var rows = Enumerable.Range(0, 1_050).Select(i => OutboxRow(Some.Now.AddSeconds((i * 7) % 1_050))).ToList();
        foreach (var chunk in rows.Chunk(100))
        {
            await Tables.Directory.SubmitTransactionAsync(chunk.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), Token);
        }

        var swept = (await OverdueAsync(Some.Now.AddDays(1))).Where(message => message.Organisation == Organisation).Select(message => $"{message.Invitation}").ToList();

        swept.ShouldBe(rows.OrderBy(row => row.RowKey, StringComparer.Ordinal).Select(row => row.GetString("Invitation")));
    }

    [Fact]
    public async Task A_published_token_is_kept_as_its_hash_and_may_be_published_again()
    {
        var invitation = await AddedAsync();
        var token = InvitationToken.Of(invitation, Secrets);

        await Invitations.PublishTokenAsync(Organisation, invitation, token, Token);
        await Invitations.PublishTokenAsync(Organisation, invitation, token, Token);

        var (partition, row) = LookupKeys.Token(token.Hash);
        var stored = (await Tables.Lookup.GetEntityAsync<TableEntity>(partition, row, cancellationToken: Token)).Value;
        stored.GetString("Doc").ShouldContain($"{invitation.Id}");
        string.Join(' ', stored.Select(property => property.Value)).ShouldNotContain(token.Text);
    }

    private TableEntity OutboxRow(DateTimeOffset due)
    {
        var operation = Some.OperationId();
        return ChangeRows.Outbox(Organisation, Some.Invitation(new(Guid.CreateVersion7()), operation) with { DueAt = due });
    }

    private async Task<Invitation> AddedAsync(OrganisationId? organisation = null, DateTimeOffset? due = null)
    {
        var operation = Some.OperationId();
        var invitation = Some.Invitation(new(Guid.CreateVersion7()), operation) with { DueAt = due ?? Some.Now };
        return await Invitations.AddAsync(organisation ?? Organisation, invitation, new Operation(operation, "hash"), Some.Audit(operation, "invitation.queued"), Token);
    }

    private async Task<Stored<Invitation>> FindAsync(Invitation invitation) => (await Invitations.FindAsync(Organisation, invitation.User, invitation.Id, Token)).ShouldNotBeNull();

    private async Task<Stored<Invitation>?> MoveAsync(Stored<Invitation>? before, Invitation after, AuditEntry? audit = null) =>
        await Invitations.MoveAsync(Organisation, before.ShouldNotBeNull(), after, audit, Token);

    private async Task<IReadOnlyList<string>> OutboxAsync() => [.. (await RowKeysAsync()).Where(key => key.StartsWith("z:", StringComparison.Ordinal))];

    private async Task<IReadOnlyList<InvitationMessage>> OverdueAsync(DateTimeOffset before)
    {
        List<InvitationMessage> overdue = [];
        await foreach (var message in Invitations.OverdueAsync(before, Token))
        {
            overdue.Add(message);
        }

        return overdue;
    }

    private static Invitation Claim(Invitation queued) => queued with { State = InvitationState.Sending, LeaseUntil = Some.Now.AddMinutes(1), ClaimedBy = Guid.NewGuid(), Attempts = 1 };
}
