using CsCheck;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Tests.Registering;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Inviting;

/// <summary>An invitation's life on the queue's side: whoever claims it delivers it, and what ended never moves again.</summary>
public sealed class DeliverInvitationTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly InvitationMessage Message = new(Some.Organisation, Some.Ana, new(Some.Id(41)));

    [Fact]
    public void A_claim_is_given_only_to_what_is_queued_or_was_left_by_a_run_that_died() =>
        Gen.Select(Gen.Enum<InvitationState>(), Gen.Int[-120, 120], Gen.Bool).Sample((state, seconds, leased) =>
        {
            var current = Some.Invitation(state) with { LeaseUntil = leased ? Some.Now.AddSeconds(seconds) : null };
            var free = state is InvitationState.Queued or InvitationState.Issued || (state == InvitationState.Sending && (!leased || seconds <= 0));

            (DeliverInvitation.Claim(current, Guid.Empty, Some.Now, Lease) is not null).ShouldBe(free);
        });

    [Fact]
    public void However_runs_come_and_die_one_holds_it_at_a_time_and_it_is_sent_once() =>
        Gen.Select(Gen.Int[0, 90], Gen.Bool).Array[1, 12].Sample(runs =>
        {
            var (current, now, heldUntil, sent) = (Some.Invitation(), Some.Now, DateTimeOffset.MinValue, 0);
            foreach (var (wait, dies) in runs)
            {
                now = now.AddSeconds(wait);
                if (DeliverInvitation.Claim(current, Some.Id(wait), now, Lease) is not { } claim)
                {
                    (sent == 1 || now < heldUntil).ShouldBeTrue();
                    continue;
                }

                (sent, now >= heldUntil, claim.Attempts).ShouldBe((0, true, current.Attempts + 1));
                heldUntil = now + Lease;
                current = dies ? claim : DeliverInvitation.Delivered(claim, now);
                sent += dies ? 0 : 1;
            }

            (current.State == InvitationState.Sent).ShouldBe(sent == 1);
        });

    [Fact]
    public void A_claim_names_its_run_counts_the_try_and_ends_by_itself()
    {
        var claim = DeliverInvitation.Claim(Some.Invitation(), Some.Id(7), Some.Now, Lease)!;
        var again = DeliverInvitation.Claim(claim, Some.Id(8), Some.Now + Lease, Lease)!;

        (claim.State, claim.ClaimedBy, claim.LeaseUntil, claim.Attempts).ShouldBe((InvitationState.Sending, Some.Id(7), Some.Now + Lease, 1));
        (again.State, again.ClaimedBy, again.LeaseUntil, again.Attempts).ShouldBe((InvitationState.Sending, Some.Id(8), Some.Now + Lease + Lease, 2));
    }

    [Fact]
    public void A_delivered_one_is_sent_and_held_by_nobody()
    {
        var claim = DeliverInvitation.Claim(Some.Invitation(), Some.Id(7), Some.Now, Lease)!;

        var sent = DeliverInvitation.Delivered(claim, Some.Now.AddSeconds(2));

        (sent.State, sent.SentAt, sent.LeaseUntil, sent.ClaimedBy, sent.Attempts).ShouldBe((InvitationState.Sent, Some.Now.AddSeconds(2), null, null, 1));
    }

    [Fact]
    public void D47_One_that_expired_before_it_was_delivered_failed_to_the_instant()
    {
        var claim = Some.Invitation(InvitationState.Sending);

        DeliverInvitation.Delivered(claim, claim.ExpiresAt.AddTicks(-1)).State.ShouldBe(InvitationState.Sent);
        var failed = DeliverInvitation.Delivered(claim, claim.ExpiresAt);
        (failed.State, failed.SentAt, failed.Failure).ShouldBe((InvitationState.Failed, null, "invitation.expired"));
    }

    [Fact]
    public async Task Delivering_publishes_the_token_and_then_marks_it_sent_with_an_audit()
    {
        var store = new OneInvitation(Some.Invitation());

        (await DeliverAsync(store)).ShouldBe(DeliverInvitationOutcome.Sent);

        store.Moves.Select(move => (move.After.State, move.Audit?.Action, move.Audit?.Way)).ShouldBe([(InvitationState.Sent, "invitation.sent", WayIn.System)]);
        store.Published.ShouldBe([InvitationToken.Of(Some.Invitation(), Some.Keys()).Text]);
    }

    [Fact]
    public async Task D47_An_expired_one_is_ended_and_its_token_never_works()
    {
        var store = new OneInvitation(Some.Invitation());

        (await DeliverAsync(store, Some.Now.AddDays(14))).ShouldBe(DeliverInvitationOutcome.Failed);

        (store.Moves[^1].After.State, store.Moves[^1].Audit?.Action).ShouldBe((InvitationState.Failed, "invitation.failed"));
        store.Published.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(InvitationState.Sent)]
    [InlineData(InvitationState.Accepted)]
    [InlineData(InvitationState.Failed)]
    [InlineData(InvitationState.Revoked)]
    public async Task What_ended_is_left_alone(InvitationState state)
    {
        var store = new OneInvitation(Some.Invitation(state));

        (await DeliverAsync(store)).ShouldBe(DeliverInvitationOutcome.AlreadyDone);

        (store.Moves.Count, store.Published.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task One_that_is_gone_is_done() => (await DeliverAsync(new(null))).ShouldBe(DeliverInvitationOutcome.AlreadyDone);

    [Fact]
    public async Task One_that_another_run_holds_is_left_to_it()
    {
        var store = new OneInvitation(Some.Invitation(InvitationState.Sending) with { LeaseUntil = Some.Now.AddSeconds(1) });

        (await DeliverAsync(store)).ShouldBe(DeliverInvitationOutcome.HeldByAnother);

        store.Moves.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_loses_the_move_leaves_it_to_the_winner()
    {
        var store = new OneInvitation(Some.Invitation(), 1);

        (await DeliverAsync(store)).ShouldBe(DeliverInvitationOutcome.HeldByAnother);

        // The winner publishes the same token.
        (store.Moves.Count, store.Published.Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task The_sweep_sends_again_what_is_overdue_and_counts_what_went_out()
    {
        var store = new OneInvitation(null);
        var sweep = new SweepOutbox(store, store, new FakeTimeProvider(Some.Now), new(Lease, TimeSpan.FromMinutes(2)));

        (await sweep.HandleAsync(TestContext.Current.CancellationToken)).ShouldBe(2);
        store.OverdueBefore.ShouldBe(Some.Now.AddMinutes(-2));
        store.Sent.Select(message => message.User).ShouldBe([Some.Ana, Some.Bea]);

        store.IsReachable = false;
        (await sweep.HandleAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
    }

    [Fact]
    public async Task D50_An_email_that_arrives_here_outside_the_users_hours_by_now_is_put_back_for_the_next_ones()
    {
        // Some.Now is Monday 10:00 in Madrid; the user's hours were changed to the night since it was queued.
        var night = WorkingHours.Of([new(IsoDayOfWeek.Monday, new(22, 0), new(6, 0))], "").Value;
        var users = new OneUser(Some.User() with { WorkingHours = night });
        var store = new OneInvitation(Some.Invitation() with { Channel = InvitationChannel.Email });

        (await DeliverAsync(store, users: users)).ShouldBe(DeliverInvitationOutcome.PutBack);

        var (after, _) = store.Moves.Single();
        (after.State, after.DueAt, after.ExpiresAt).ShouldBe((InvitationState.Queued, Some.Now.AddHours(12), Some.Now.AddHours(12).AddDays(14)));
        (store.Delays.Single(), store.Published.Count).ShouldBe((TimeSpan.FromHours(12), 0));
    }

    [Theory]
    [InlineData(InvitationState.Accepted, InvitationNews.Accepted)]
    [InlineData(InvitationState.Revoked, InvitationNews.AskedFor)]
    [InlineData(InvitationState.Sent, InvitationNews.AskedFor)]
    public async Task Whoever_invited_is_told_what_became_of_it_and_the_outbox_lets_go(InvitationState state, InvitationNews news)
    {
        var store = new OneInvitation(Some.Invitation(state) with { By = Some.Bea, TellAt = Some.Now });

        (await DeliverAsync(store)).ShouldBe(DeliverInvitationOutcome.Told);

        store.Told.ShouldBe([(Some.Bea, Some.Ana, news)]);
        store.Moves.Single().After.IsToBeSent.ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_to_be_told_of_somebody_who_is_gone_is_told_to_nobody()
    {
        var store = new OneInvitation(Some.Invitation(InvitationState.Accepted) with { By = Some.Bea, TellAt = Some.Now });

        (await DeliverAsync(store, users: new OneUser(null))).ShouldBe(DeliverInvitationOutcome.Told);
        store.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_failed_for_good_is_marked_and_can_be_sent_again()
    {
        var store = new OneInvitation(Some.Invitation());

        (await FailAsync(store)).ShouldBeTrue();

        var (after, audit) = store.Moves.Single();
        (after.State, after.Failure, after.EndedAt, audit!.Action, audit.Operation.Value).ShouldBe((InvitationState.Failed, "invitation.undeliverable", Some.Now, "invitation.failed", $"{Some.Id(101):N}"));
        store.Sent.ShouldBeEmpty();
        after.Resent("2026", null, atOnce: false, new(Some.Now, null), 14, new("op"), Some.Now)!.State.ShouldBe(InvitationState.Issued);
        (await FailAsync(new(after))).ShouldBeFalse();
        (await FailAsync(new(null))).ShouldBeFalse();
    }

    [Fact]
    public async Task Whoever_invited_hears_that_it_failed_and_why_unless_the_user_needs_it_no_more()
    {
        var given = new OneInvitation(Some.Invitation() with { By = Some.Bea });
        (await FailAsync(given)).ShouldBeTrue();
        var (failed, _) = given.Moves.Single();
        (failed.State, failed.TellAt, given.Sent.Count).ShouldBe((InvitationState.Failed, Some.Now, 1));

        var store = new OneInvitation(failed);
        (await DeliverAsync(store)).ShouldBe(DeliverInvitationOutcome.Told);
        (store.Told.Single(), store.Whys.Single()).ShouldBe(((Some.Bea, Some.Ana, InvitationNews.Failed), new Problem("invitation.undeliverable", null, "link")));
        (store.Moves.Single().After.State, store.Moves.Single().After.IsToBeSent).ShouldBe((InvitationState.Failed, false));

        var isIn = new OneInvitation(failed);
        (await DeliverAsync(isIn, users: new OneUser(Some.User() with { SignedUpAt = Some.Now }))).ShouldBe(DeliverInvitationOutcome.Told);
        isIn.Told.ShouldBeEmpty();
        // Asked for since: that is the news.
        var asked = new OneInvitation(failed.Told().AskedFor(Some.Now));
        (await DeliverAsync(asked)).ShouldBe(DeliverInvitationOutcome.Told);
        asked.Told.Single().News.ShouldBe(InvitationNews.AskedFor);
    }

    [Fact]
    public async Task What_could_not_be_told_is_given_up_and_stays_what_it_is()
    {
        var store = new OneInvitation(Some.Invitation(InvitationState.Accepted) with { TellAt = Some.Now }, 1);

        (await FailAsync(store)).ShouldBeTrue();

        store.Moves.Select(move => (move.After.State, move.After.TellAt, move.Audit)).ShouldBe([(InvitationState.Accepted, null, null), (InvitationState.Accepted, null, null)]);
    }

    [Fact]
    public async Task What_could_not_be_told_of_an_expired_one_does_not_make_it_fail()
    {
        var store = new OneInvitation(Some.Invitation(InvitationState.Sent) with { By = Some.Bea, ExpiresAt = Some.Now, AskedAt = Some.Now, TellAt = Some.Now });

        (await FailAsync(store)).ShouldBeTrue();

        (store.Moves.Single().After.State, store.Moves.Single().After.TellAt, store.Sent.Count).ShouldBe((InvitationState.Sent, null, 0));
    }

    private static Task<bool> FailAsync(OneInvitation store) => new FailInvitation(store, store.HandOff(), new CountedIds(), new FakeTimeProvider(Some.Now)).HandleAsync(Message, TestContext.Current.CancellationToken);

    [Fact]
    public async Task D50_One_that_is_to_go_at_once_asks_for_no_hours() =>
        (await DeliverAsync(new(Some.Invitation() with { Channel = InvitationChannel.Email, AtOnce = true }), users: new OneUser(Some.User() with { Email = EmailAddress.FromStored("ana@example.com"), WorkingHours = WorkingHours.Of([new(IsoDayOfWeek.Sunday, new(1, 0), new(2, 0))], "").Value })))
            .ShouldBe(DeliverInvitationOutcome.Sent);

    [Fact]
    public async Task An_email_to_somebody_who_is_gone_by_now_fails_and_is_not_sent()
    {
        var (store, sender) = (new OneInvitation(Mail), new Sender());

        (await sender.Deliver(store, new OneUser(null), Some.Now, Lease).HandleAsync(Message, TestContext.Current.CancellationToken)).ShouldBe(DeliverInvitationOutcome.Failed);

        var (after, audit) = store.Moves[^1];
        (after.State, after.Failure, after.EndedAt, audit!.Action).ShouldBe((InvitationState.Failed, "invitation.ended", Some.Now, "invitation.failed"));
        (sender.Sent.Count, sender.Taken.Count, store.Published.Count).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task A_link_of_somebody_who_is_gone_asks_for_nobody()
    {
        var users = new OneUser(null);

        (await DeliverAsync(new(Some.Invitation(InvitationState.Issued)), users: users)).ShouldBe(DeliverInvitationOutcome.Sent);

        users.Reads.ShouldBe(0);
    }

    [Theory]
    [InlineData(1, DeliverInvitationOutcome.HeldByAnother)]
    [InlineData(0, DeliverInvitationOutcome.Failed)]
    [InlineData(-1, DeliverInvitationOutcome.Failed)]
    public async Task D47_One_that_expired_while_a_run_has_it_is_that_runs_to_end_until_its_lease_is_over(int seconds, DeliverInvitationOutcome outcome)
    {
        var store = new OneInvitation(Some.Invitation(InvitationState.Sending) with { ExpiresAt = Some.Now, LeaseUntil = Some.Now.AddSeconds(seconds) });

        (await DeliverAsync(store)).ShouldBe(outcome);

        store.Moves.Select(move => move.After.Failure).ShouldBe(outcome == DeliverInvitationOutcome.Failed ? ["invitation.expired"] : []);
    }

    [Fact]
    public async Task What_ended_before_its_term_was_over_is_not_failed_afterwards()
    {
        var store = new OneInvitation(Some.Invitation(InvitationState.Sent) with { ExpiresAt = Some.Now });

        (await DeliverAsync(store)).ShouldBe(DeliverInvitationOutcome.AlreadyDone);

        store.Moves.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_invited_is_told_at_once_that_it_failed_and_nobody_where_an_API_key_did()
    {
        var (told, untold) = (new OneInvitation(Some.Invitation() with { By = Some.Bea, ExpiresAt = Some.Now }), new OneInvitation(Some.Invitation() with { ExpiresAt = Some.Now }));

        (await DeliverAsync(told)).ShouldBe(DeliverInvitationOutcome.Failed);
        (await DeliverAsync(untold)).ShouldBe(DeliverInvitationOutcome.Failed);

        told.Sent.ShouldBe([Message]);
        untold.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_comes_before_its_turn_is_put_back_for_it_and_nothing_is_written()
    {
        var store = new OneInvitation(Mail with { DueAt = Some.Now.AddMinutes(3), Turns = 1 });

        (await DeliverAsync(store)).ShouldBe(DeliverInvitationOutcome.PutBack);

        (store.Moves.Count, store.Delays.ShouldHaveSingleItem()).ShouldBe((0, TimeSpan.FromMinutes(3)));
    }

    [Fact]
    public async Task Who_loses_a_move_leaves_what_follows_it_to_the_winner_whatever_it_was()
    {
        var sender = new Sender { Lines = (TimeSpan.FromMinutes(3), TimeSpan.Zero) };
        var waiting = new OneInvitation(Mail, 1);
        (await sender.Deliver(waiting, Users, Some.Now, Lease).HandleAsync(Message, TestContext.Current.CancellationToken)).ShouldBe(DeliverInvitationOutcome.HeldByAnother);
        var claimed = new OneInvitation(Mail, 1);
        (await DeliverAsync(claimed)).ShouldBe(DeliverInvitationOutcome.HeldByAnother);
        var expired = new OneInvitation(Mail with { By = Some.Bea, ExpiresAt = Some.Now }, 1);
        (await DeliverAsync(expired)).ShouldBe(DeliverInvitationOutcome.HeldByAnother);
        var told = new OneInvitation(Some.Invitation(InvitationState.Accepted) with { By = Some.Bea, TellAt = Some.Now }, 1);
        (await DeliverAsync(told)).ShouldBe(DeliverInvitationOutcome.HeldByAnother);

        foreach (var store in (OneInvitation[])[waiting, claimed, expired, told])
        {
            (store.Sent.Count, store.Published.Count, store.Moves.Count).ShouldBe((0, 0, 1));
        }
    }

    [Fact]
    public async Task What_others_move_again_and_again_is_given_up_by_the_fifth_try_or_left_to_the_queue()
    {
        (await FailAsync(new(Some.Invitation(), 1, 2, 3, 4))).ShouldBeTrue();

        var store = new OneInvitation(Some.Invitation() with { By = Some.Bea }, 1, 2, 3, 4, 5);
        await Should.ThrowAsync<InvalidOperationException>(() => FailAsync(store));
        store.Sent.ShouldBeEmpty();
    }

    private static readonly Invitation Mail = Some.Invitation() with { Channel = InvitationChannel.Email };

    private static readonly OneUser Users = new(Some.User());

    private static Task<DeliverInvitationOutcome> DeliverAsync(OneInvitation store, DateTimeOffset? now = null, OneUser? users = null) =>
        new Sender().Deliver(store, users ?? Users, now ?? Some.Now, Lease).HandleAsync(Message, TestContext.Current.CancellationToken);
}
