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

namespace Ommnio.Storage.Tests.Inviting;

/// <summary>What the queue's function and the accepting side do to single invitations. How they begin and end with their user: <see cref="InvitingTests"/>.</summary>
public sealed class InvitationsTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private IInvitations Invitations => Get<IInvitations>();

    [Fact]
    public async Task An_invitation_comes_with_its_user_and_its_outbox_row_in_one_transaction_and_is_read_back_as_it_was()
    {
        var invitation = await AddedAsync(edit: whole => whole with { By = new(Guid.CreateVersion7()), AtOnce = true, Failure = "x", EndedAt = Some.Now, AskedAt = Some.Now, ResentAt = Some.Now, DueZone = TimeZoneName.Read("Atlantic/Canary", "").Value, Then = new([InvitationChannel.Email, InvitationChannel.Qr]), Turns = 1 });
        Requests.Kinds.ShouldBe([RequestKind.Transaction]);

        (await FindAsync(invitation)).Value.ShouldBe(invitation);
        (await RowKeysAsync()).Select(key => key[..2]).ShouldBe(["a:", "i:", "m:", "n:", "o:", "p:", "p:", "u:", "z:"]);
    }

    [Fact]
    public async Task Those_of_a_user_are_listed_newest_first_with_one_query()
    {
        var invitation = await AddedAsync();
        var later = invitation with { Id = new(Guid.CreateVersion7()) };
        await Tables.Directory.AddEntityAsync(ChangeRows.Invitation(Organisation, later), Token);
        await AddedAsync();
        Requests.Clear();

        (await Invitations.ListAsync(Organisation, invitation.User, Token)).ShouldBe([later, invitation]);
        Requests.Kinds.ShouldBe([RequestKind.Query]);
    }

    [Fact]
    public async Task Its_state_moves_from_queued_to_sent_and_the_outbox_row_goes_when_it_is_sent()
    {
        var queued = await FindAsync(await AddedAsync());

        var sending = await MoveAsync(queued, queued.Value with { State = InvitationState.Sending, LeaseUntil = Some.Now, ClaimedBy = Guid.NewGuid(), Attempts = 1 });
        (await OutboxAsync()).Count.ShouldBe(1);
        Requests.Clear();
        var sent = await MoveAsync(sending, sending!.Value with { State = InvitationState.Sent, SentAt = Some.Now, LeaseUntil = null, ClaimedBy = null }, Some.Audit(queued.Value.Operation, "invitation.sent"));

        Requests.Kinds.ShouldBe([RequestKind.Transaction]);
        (await OutboxAsync()).ShouldBeEmpty();
        (await FindAsync(queued.Value)).ShouldBe(sent);
        (await RowKeysAsync()).Count(key => key.StartsWith("a:", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task One_that_is_put_back_moves_its_outbox_row_to_the_new_time()
    {
        var queued = await FindAsync(await AddedAsync());

        await MoveAsync(queued, queued.Value with { DueAt = Some.Now.AddHours(5) });

        (await OutboxAsync()).ShouldBe([Keys.Outbox(Some.Now.AddHours(5), queued.Value.Operation)]);
    }

    [Fact]
    public async Task What_is_to_be_told_comes_back_to_the_outbox()
    {
        var sent = await MoveAsync(await FindAsync(await AddedAsync()), before => before with { State = InvitationState.Sent });

        var told = await MoveAsync(sent, sent.Value with { TellAt = Some.Now.AddHours(1) });
        (await OutboxAsync()).ShouldBe([Keys.Outbox(Some.Now.AddHours(1), sent.Value.Operation)]);
        await MoveAsync(told, told!.Value.Told());

        (await OutboxAsync()).ShouldBeEmpty();
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
        await AddedAsync(edit: later => later with { DueAt = Some.Now.AddMinutes(10) });
        await MoveAsync(await FindAsync(await AddedAsync()), before => before with { State = InvitationState.Sent });

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
    public async Task A_published_token_is_kept_as_its_hash_found_by_one_read_and_may_be_published_again()
    {
        var invitation = await AddedAsync();
        var token = InvitationToken.Of(invitation, Secrets);

        (await Invitations.FindByTokenAsync(token.Hash, Token)).ShouldBeNull();
        await Invitations.PublishTokenAsync(Organisation, invitation, token, Token);
        (await Invitations.TryPublishTokenAsync(Organisation, invitation, token, Token)).ShouldBeTrue();
        Requests.Clear();

        (await Invitations.FindByTokenAsync(InvitationToken.HashOf(token.Text), Token)).ShouldBe(new(Organisation, invitation.User, invitation.Id));
        Requests.Kinds.ShouldBe([RequestKind.Read]);
        var (partition, row) = LookupKeys.Token(token.Hash);
        var stored = (await Tables.Lookup.GetEntityAsync<TableEntity>(partition, row, cancellationToken: Token)).Value;
        string.Join(' ', stored.Select(property => property.Value)).ShouldNotContain(token.Text);
    }

    [Fact]
    public async Task A_storage_that_takes_no_token_now_is_said_and_does_not_throw()
    {
        var invitation = await AddedAsync();
        for (var tries = 0; tries < 4; tries++)
        {
            Faults.BreakBefore(RequestKind.Write);
        }

        (await Invitations.TryPublishTokenAsync(Organisation, invitation, InvitationToken.Of(invitation, Secrets), Token)).ShouldBeFalse();
    }

    private TableEntity OutboxRow(DateTimeOffset due)
    {
        var operation = Some.OperationId();
        return ChangeRows.Outbox(Organisation, Some.Invitation(new(Guid.CreateVersion7()), operation) with { DueAt = due });
    }

    private async Task<Invitation> AddedAsync(OrganisationId? organisation = null, Func<Invitation, Invitation>? edit = null)
    {
        var user = Some.New(Some.User(), invited: true);
        var invitation = edit?.Invoke(user.Invitation!) ?? user.Invitation!;
        (await Get<IUsers>().AddAsync(organisation ?? Organisation, user with { Invitation = invitation }, Token)).ShouldBeOfType<Adding.Added>();
        return invitation;
    }

    private async Task<Stored<Invitation>> FindAsync(Invitation invitation) => (await Invitations.FindAsync(Organisation, invitation.User, invitation.Id, Token)).ShouldNotBeNull();

    private async Task<Stored<Invitation>?> MoveAsync(Stored<Invitation>? before, Invitation after, AuditEntry? audit = null) =>
        await Invitations.MoveAsync(Organisation, before.ShouldNotBeNull(), after, audit, Token);

    private async Task<Stored<Invitation>> MoveAsync(Stored<Invitation> before, Func<Invitation, Invitation> edit) => (await MoveAsync(before, edit(before.Value))).ShouldNotBeNull();

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
