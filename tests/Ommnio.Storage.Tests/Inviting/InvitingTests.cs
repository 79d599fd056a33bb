using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Faults;
using Ommnio.Storage.Tests.Organisations;
using Shouldly;
using Xunit;
using Operation = Ommnio.Core.Registering.Operation;

namespace Ommnio.Storage.Tests.Inviting;

/// <summary>Invitations begin and end in the transaction of their user: one live one a user, and accepted once, whoever comes at the same time.</summary>
public sealed class InvitingTests(SharedAzurite azurite) : StorageTests(azurite), IAsyncLifetime
{
    private readonly NewIds ids = new();
    private Actor actor = null!;
    private User pending = null!;

    public async ValueTask InitializeAsync()
    {
        await Get<IOrganisations>().CreateAsync(CatalogueTests.Demo(Organisation), Token);
        actor = new(Organisation, new UserId(Guid.CreateVersion7()), WayIn.Api, null);
        pending = Some.User(code: "A-1") with { Email = EmailAddress.FromStored("ana@example.com") };
        await Get<IUsers>().AddAsync(Organisation, Some.New(pending), Token);
        await Get<ICatalogues>().FindAsync(Organisation, Token);
        Requests.Clear();
    }

    [Fact]
    public async Task Inviting_is_one_read_one_transaction_one_send_and_one_write_of_the_token_and_another_read_where_there_was_one_before()
    {
        await InviteAsync();
        Requests.Kinds.ShouldBe([RequestKind.Read, RequestKind.Transaction, RequestKind.Send, RequestKind.Write], ignoreOrder: true);

        Requests.Clear();
        await InviteAsync();
        Requests.Kinds.ShouldBe([RequestKind.Read, RequestKind.Read, RequestKind.Transaction, RequestKind.Send, RequestKind.Write], ignoreOrder: true);
    }

    [Fact]
    public async Task D48_A_new_invitation_leaves_one_live_one_and_the_token_before_is_dead()
    {
        var first = await InviteAsync();
        var second = await InviteAsync();

        (await StatesAsync()).ShouldBe([InvitationState.Issued, InvitationState.Revoked]);
        (await AcceptAsync(first.Token)).ShouldBeOfType<AcceptInvitationOutcome.DoesNotWork>();
        (await AcceptAsync(second.Token)).ShouldBeOfType<AcceptInvitationOutcome.Accepted>();
        (await RowKeysAsync()).Count(key => key.StartsWith("z:", StringComparison.Ordinal)).ShouldBe(1, "the administrator is to be told");
    }

    [Fact]
    public async Task D48_Of_many_administrators_who_invite_at_once_each_gets_an_answer_and_one_invitation_lives()
    {
        var invited = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Inviting().HandleAsync(Request(), Token)));

        var states = await StatesAsync();
        states.Count(InvitationLife.IsLive).ShouldBe(1);
        states.Count.ShouldBe(invited.OfType<InviteUserOutcome.Invited>().Count());
        invited.ShouldAllBe(outcome => outcome is InviteUserOutcome.Invited || outcome is InviteUserOutcome.Busy);
        var works = await Task.WhenAll(invited.OfType<InviteUserOutcome.Invited>().Select(one => WelcomeAsync(one.Token)));
        works.OfType<Welcome>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_same_operation_invites_once_however_often_it_comes_and_another_request_under_its_name_is_told()
    {
        var operation = new Operation(Some.OperationId(), "hash");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Inviting().HandleAsync(Request(operation), Token)));

        outcomes.OfType<InviteUserOutcome.Invited>().Select(one => one.Invitation.Id).Distinct().ShouldHaveSingleItem();
        (await StatesAsync()).ShouldBe([InvitationState.Issued]);
        (await Inviting().HandleAsync(Request(operation with { RequestHash = "other" }), Token)).ShouldBeOfType<InviteUserOutcome.Mismatch>();
        await AcceptAsync(outcomes.OfType<InviteUserOutcome.Invited>().First().Token);
        (await Inviting().HandleAsync(Request(operation), Token)).ShouldBeOfType<InviteUserOutcome.Invited>();
    }

    [Fact]
    public async Task The_name_of_an_operation_never_gives_away_another_users_invitation()
    {
        var operation = new Operation(Some.OperationId(), "hash");
        await Inviting().HandleAsync(Request(operation), Token);
        var other = Some.User("Bea");
        await Get<IUsers>().AddAsync(Organisation, Some.New(other), Token);

        (await Inviting().HandleAsync(Request(operation) with { User = other.Id }, Token)).ShouldBeOfType<InviteUserOutcome.Mismatch>();
    }

    [Fact]
    public async Task An_invitation_whose_answer_was_lost_recognises_itself()
    {
        Faults.LoseAnswerOf(RequestKind.Transaction);

        await InviteAsync();

        (await StatesAsync()).ShouldBe([InvitationState.Issued]);
    }

    [Fact]
    public async Task R30_A_resend_renews_token_and_term_in_one_history_and_the_old_token_is_dead()
    {
        var first = await InviteAsync();
        Time.Advance(TimeSpan.FromDays(20));
        (await WelcomeAsync(first.Token)).ShouldBeNull();

        var again = (await ResendAsync(first.Invitation.Id)).ShouldBeOfType<InviteUserOutcome.Invited>();

        (again.Invitation.Id, again.Invitation.Rotation, again.Invitation.ExpiresAt).ShouldBe((first.Invitation.Id, 2, Time.GetUtcNow().AddDays(7)));
        (await AcceptAsync(first.Token)).ShouldBeOfType<AcceptInvitationOutcome.DoesNotWork>();
        (await AcceptAsync(again.Token)).ShouldBeOfType<AcceptInvitationOutcome.Accepted>();
        (await RowKeysAsync()).Count(key => key.StartsWith("z:", StringComparison.Ordinal)).ShouldBe(1, "the administrator is to be told");
    }

    [Fact]
    public async Task Only_the_newest_is_sent_again_and_never_one_that_was_revoked()
    {
        var first = await InviteAsync();
        var second = await InviteAsync();

        (await ResendAsync(first.Invitation.Id)).ShouldBeOfType<InviteUserOutcome.Refused>().Problem.Code.ShouldBe("invitation.ended");
        (await RevokeAsync(second.Invitation.Id)).ShouldBeOfType<RevokeInvitationOutcome.Revoked>();
        (await ResendAsync(second.Invitation.Id)).ShouldBeOfType<InviteUserOutcome.Refused>().Problem.Code.ShouldBe("invitation.ended");
        (await ResendAsync(new(Guid.CreateVersion7()))).ShouldBeOfType<InviteUserOutcome.NotFound>();
    }

    [Fact]
    public async Task D49_A_revoked_invitation_works_for_nobody_is_final_and_revoking_again_changes_nothing()
    {
        var invited = await InviteAsync();

        (await RevokeAsync(invited.Invitation.Id)).ShouldBeOfType<RevokeInvitationOutcome.Revoked>();
        var rows = await RowKeysAsync();
        (await RevokeAsync(invited.Invitation.Id)).ShouldBeOfType<RevokeInvitationOutcome.Revoked>();

        (await RowKeysAsync()).ShouldBe(rows);
        rows.ShouldNotContain(key => key.StartsWith("z:", StringComparison.Ordinal));
        (await AcceptAsync(invited.Token)).ShouldBeOfType<AcceptInvitationOutcome.DoesNotWork>();
        (await RevokeAsync(new(Guid.CreateVersion7()))).ShouldBeOfType<RevokeInvitationOutcome.NotFound>();
    }

    [Fact]
    public async Task What_was_accepted_is_not_revoked()
    {
        var invited = await InviteAsync();
        await AcceptAsync(invited.Token);

        (await RevokeAsync(invited.Invitation.Id)).ShouldBeOfType<RevokeInvitationOutcome.Accepted>();
    }

    [Fact]
    public async Task R29_A_hundred_accept_at_once_and_one_is_in()
    {
        var invited = await InviteAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => AcceptAsync(invited.Token)));

        outcomes.OfType<AcceptInvitationOutcome.Accepted>().ShouldHaveSingleItem();
        outcomes.Count(outcome => outcome is AcceptInvitationOutcome.DoesNotWork).ShouldBe(99);
        (await RowsAsync()).Count(row => row.GetString("Action") == "invitation.accepted").ShouldBe(1);
    }

    [Fact]
    public async Task Accepting_is_five_reads_and_one_transaction_and_a_message_to_whoever_invited_and_makes_the_user_active_wherever_they_are_read()
    {
        var invited = await InviteAsync();
        Requests.Clear();

        await AcceptAsync(invited.Token);

        Requests.Kinds.ShouldBe([.. Enumerable.Repeat(RequestKind.Read, 5), RequestKind.Transaction, RequestKind.Send]);
        foreach (var read in (User?[])[await Get<IUsers>().FindAsync(Organisation, pending.Id, Token), await Get<IUsers>().FindByCodeAsync(Organisation, new("A-1"), Token)])
        {
            (read!.StateAt(Time.GetUtcNow()), read.SignedUpAt, read.LastAccessAt, read.Invitation).ShouldBe((UserState.Active, Time.GetUtcNow(), Time.GetUtcNow(), null));
        }
    }

    [Fact]
    public async Task D51_Every_token_that_does_not_work_costs_the_same()
    {
        var (used, revoked, expired) = (await InviteAsync(), await InviteAsync(), await InviteAsync());
        Time.Advance(TimeSpan.FromDays(30));
        InvitationToken[] dead = [used.Token, revoked.Token, expired.Token, InvitationToken.Derive(new byte[32], new(Guid.CreateVersion7()), 1)];
        foreach (var token in dead)
        {
            Requests.Clear();
            (await AcceptAsync(token)).ShouldBeOfType<AcceptInvitationOutcome.DoesNotWork>();
            Requests.Kinds.ShouldBe([RequestKind.Read, RequestKind.Read, RequestKind.Read]);
        }
    }

    [Fact]
    public async Task An_acceptance_whose_answer_was_lost_recognises_itself()
    {
        var invited = await InviteAsync();
        Faults.LoseAnswerOf(RequestKind.Transaction);

        (await AcceptAsync(invited.Token)).ShouldBeOfType<AcceptInvitationOutcome.Accepted>();
    }

    [Fact]
    public async Task A_revocation_that_comes_in_between_wins_over_the_acceptance()
    {
        var invited = await InviteAsync();
        Faults.Before(RequestKind.Transaction, async () => (await RevokeAsync(invited.Invitation.Id)).ShouldBeOfType<RevokeInvitationOutcome.Revoked>());

        (await AcceptAsync(invited.Token)).ShouldBeOfType<AcceptInvitationOutcome.DoesNotWork>();
        (await Get<IUsers>().FindAsync(Organisation, pending.Id, Token))!.SignedUpAt.ShouldBeNull();
    }

    [Fact]
    public async Task Looking_changes_nothing_however_often()
    {
        var invited = await InviteAsync();
        var before = (await RowsAsync()).Select(row => (row.RowKey, row.ETag)).ToList();

        for (var times = 0; times < 20; times++)
        {
            (await WelcomeAsync(invited.Token)).ShouldNotBeNull();
        }

        (await RowsAsync()).Select(row => (row.RowKey, row.ETag)).ShouldBe(before);
    }

    [Fact]
    public async Task D49_Blocking_takes_the_invitation_away_and_it_stays_away()
    {
        var invited = await InviteAsync();
        await ChangeAsync(user => user with { BlockedAt = Some.Now }, invitation => invitation.Revoked(Some.Now));
        await ChangeAsync(user => user with { BlockedAt = null }, null);

        (await AcceptAsync(invited.Token)).ShouldBeOfType<AcceptInvitationOutcome.DoesNotWork>();
        (await StatesAsync()).ShouldBe([InvitationState.Revoked]);
    }

    [Fact]
    public async Task An_invitation_that_moves_while_its_user_is_changed_is_read_again()
    {
        await InviteAsync();
        var stored = (await Get<IInvitations>().FindAsync(Organisation, pending.Id, (await Get<IUsers>().FindAsync(Organisation, pending.Id, Token))!.Invitation!.Value, Token))!;
        Faults.Before(RequestKind.Transaction, () => Get<IInvitations>().MoveAsync(Organisation, stored, stored.Value with { State = InvitationState.Sent }, null, Token));

        await InviteAsync();

        (await StatesAsync()).ShouldBe([InvitationState.Issued, InvitationState.Revoked]);
    }

    [Fact]
    public async Task Ten_thousand_random_tokens_open_nothing()
    {
        await InviteAsync();
        var random = new Random(20_260_302);
        var some = int.TryParse(Environment.GetEnvironmentVariable("OMMNIO_TOKENS"), out var wanted) ? wanted : 10_000;

        await Parallel.ForEachAsync(Enumerable.Range(0, some), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Token }, async (_, token) =>
        {
            string shown;
            lock (random)
            {
                shown = new string(random.GetItems<char>("abcdefghijklmnopqrstuvwxyz234567", 32));
            }

            (await Get<IInvitations>().FindByTokenAsync(InvitationToken.HashOf(shown), token)).ShouldBeNull();
        });
    }

    [Fact]
    public async Task Who_is_a_moment_too_late_to_take_back_what_was_accepted_is_told_so()
    {
        var invited = await InviteAsync();

        // Between its reading of the user and of the user's invitation.
        Faults.Before(RequestKind.Read, () => Task.CompletedTask);
        Faults.Before(RequestKind.Read, () => Task.CompletedTask);
        Faults.Before(RequestKind.Read, async () => (await AcceptAsync(invited.Token)).ShouldBeOfType<AcceptInvitationOutcome.Accepted>());

        (await RevokeAsync(invited.Invitation.Id)).ShouldBeOfType<RevokeInvitationOutcome.Accepted>();
    }

    private async Task<InviteUserOutcome.Invited> InviteAsync() => (await Inviting().HandleAsync(Request(), Token)).ShouldBeOfType<InviteUserOutcome.Invited>();

    private InviteUserRequest Request(Operation? operation = null) => new(actor, pending.Id, InvitationChannel.Link, operation);

    private InviteUser Inviting() => new(Get<ICatalogues>(), Get<IUsers>(), Get<IInvitations>(), new([]), HandOff(), Secrets, ids, Time);

    private Task<InviteUserOutcome> ResendAsync(InvitationId id) =>
        new ResendInvitation(Get<ICatalogues>(), Get<IUsers>(), Get<IInvitations>(), new([]), HandOff(), Secrets, ids, Time).HandleAsync(new(actor, pending.Id, id, null), Token);

    private Task<RevokeInvitationOutcome> RevokeAsync(InvitationId id) => new RevokeInvitation(Get<IUsers>(), Get<IInvitations>(), ids, Time).HandleAsync(new(actor, pending.Id, id), Token);

    private FindByToken Finding() => new(Get<IInvitations>(), Get<IUsers>(), Get<ICatalogues>(), Secrets, Time);

    private Task<Welcome?> WelcomeAsync(InvitationToken token) => Finding().WelcomeAsync(token.Text, Token);

    private Task<AcceptInvitationOutcome> AcceptAsync(InvitationToken token) =>
        new AcceptInvitation(Finding(), Get<IUsers>(), Get<ICatalogues>(), HandOff(), Secrets, ids, Time).HandleAsync(new(token.Text, null), Token);

    private async Task ChangeAsync(Func<User, User> edit, Func<Invitation, Invitation?>? move) =>
        (await Get<IUsers>().ChangeAsync(Organisation, pending.Id, user => Some.Change(edit)(user)! with { MoveInvitation = move }, Token)).ShouldBeOfType<Changing.Changed>();

    private async Task<IReadOnlyList<InvitationState>> StatesAsync() => [.. (await Get<IInvitations>().ListAsync(Organisation, pending.Id, Token)).Select(invitation => invitation.State)];

    private sealed class NewIds : IIds
    {
        public Guid Next() => Guid.CreateVersion7();
    }
}
