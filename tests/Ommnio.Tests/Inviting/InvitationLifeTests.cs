using CsCheck;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Inviting;

/// <summary>The table of states and moves, and that whatever happens to one invitation follows it.</summary>
public sealed class InvitationLifeTests
{
    private static readonly InvitationState[] Final = [InvitationState.Accepted, InvitationState.Revoked];

    [Fact]
    public void Only_a_live_one_is_accepted_and_what_is_final_moves_no_more()
    {
        Enum.GetValues<InvitationState>().Where(InvitationLife.IsLive).ShouldBe([InvitationState.Queued, InvitationState.Issued, InvitationState.Sending, InvitationState.Sent]);
        foreach (var state in Final)
        {
            Enum.GetValues<InvitationMove>().ShouldAllBe(move => InvitationLife.After(state, move) == null);
        }
    }

    [Fact]
    public void A_dead_one_comes_to_life_by_a_resend_alone_and_everything_that_is_not_final_can_be_sent_again()
    {
        foreach (var (state, move) in from state in Enum.GetValues<InvitationState>() from move in Enum.GetValues<InvitationMove>() select (state, move))
        {
            if (InvitationLife.After(state, move) is { } after && !InvitationLife.IsLive(state) && InvitationLife.IsLive(after))
            {
                move.ShouldBe(InvitationMove.Resend);
            }
        }

        Enum.GetValues<InvitationState>().Where(state => InvitationLife.After(state, InvitationMove.Resend) is null).ShouldBe(Final);
    }

    [Fact]
    public void A_link_and_a_QR_begin_as_issued_and_the_others_as_queued() =>
        Enum.GetValues<InvitationChannel>().Select(InvitationLife.Beginning).ShouldBe([InvitationState.Issued, InvitationState.Queued, InvitationState.Queued, InvitationState.Issued]);

    [Fact]
    public void R29_R30_However_it_is_moved_it_is_accepted_at_most_once_while_live_by_its_present_token_and_never_after_it_was_revoked() =>
        Gen.Select(Gen.Enum<InvitationMove>(), Gen.Int[0, 200]).Array[1, 25].Sample(moves =>
        {
            var (current, now) = (Some.Invitation(InvitationState.Issued), Some.Now);
            var (accepted, revoked, tokens) = (0, false, new List<InvitationToken> { InvitationToken.Of(current, Some.Keys()) });
            foreach (var (move, hours) in moves)
            {
                now = now.AddHours(hours);
                var before = current;
                current = Moved(current, move, now);
                (before.State == current.State || InvitationLife.After(before.StateAt(now), move) is not null).ShouldBeTrue($"{before.State} {move} {current.State}");
                accepted += before.State != InvitationState.Accepted && current.State == InvitationState.Accepted ? 1 : 0;
                revoked |= current.State == InvitationState.Revoked;
                if (current.Rotation > before.Rotation)
                {
                    tokens.Add(InvitationToken.Of(current, Some.Keys()));
                }

                tokens.SkipLast(1).ShouldAllBe(dead => !current.IsOpenedBy(dead.Hash, Some.Keys(), now));
                current.IsOpenedBy(tokens[^1].Hash, Some.Keys(), now).ShouldBe(InvitationLife.IsLive(current.StateAt(now)));
                (revoked && current.State != InvitationState.Revoked).ShouldBeFalse();
            }

            accepted.ShouldBeLessThanOrEqualTo(1);
        });

    [Fact]
    public void D47_It_expires_to_the_instant()
    {
        var sent = Some.Invitation(InvitationState.Sent);

        sent.StateAt(sent.ExpiresAt.AddTicks(-1)).ShouldBe(InvitationState.Sent);
        sent.StateAt(sent.ExpiresAt).ShouldBe(InvitationState.Expired);
        sent.Accepted(sent.ExpiresAt.AddTicks(-1)).ShouldNotBeNull();
        sent.Accepted(sent.ExpiresAt).ShouldBeNull();
    }

    [Fact]
    public void R30_A_resend_gives_a_new_token_and_a_term_that_counts_from_it_and_keeps_the_history()
    {
        var first = Some.Invitation(InvitationState.Failed) with { Attempts = 3, Failure = "x", EndedAt = Some.Now };
        var later = Some.Now.AddDays(20);

        var again = first.Resent("2026", Some.Bea, atOnce: false, new(later, null), 14, new("again"), later)!;

        (again.Id, again.CreatedAt, again.Rotation, again.State, again.ExpiresAt).ShouldBe((first.Id, first.CreatedAt, 2, InvitationState.Issued, later.AddDays(14)));
        (again.Attempts, again.Failure, again.EndedAt, again.By, again.Operation, again.ResentAt).ShouldBe((0, null, null, Some.Bea, new OperationId("again"), later));
        InvitationToken.Of(again, Some.Keys()).ShouldNotBe(InvitationToken.Of(first, Some.Keys()));
    }

    [Fact]
    public void Revoking_what_has_ended_changes_nothing()
    {
        foreach (var state in (InvitationState[])[.. Final, InvitationState.Failed])
        {
            Some.Invitation(state).Revoked(Some.Now).ShouldBe(Some.Invitation(state));
        }

        var revoked = Some.Invitation(InvitationState.Sending).Revoked(Some.Now);
        (revoked.State, revoked.EndedAt, revoked.IsToBeSent).ShouldBe((InvitationState.Revoked, Some.Now, false));
    }

    [Theory]
    [InlineData(InvitationChannel.Sms, true, false, true)]
    [InlineData(InvitationChannel.Sms, false, true, false)]
    [InlineData(InvitationChannel.Email, false, true, true)]
    [InlineData(InvitationChannel.Email, true, false, false)]
    [InlineData(InvitationChannel.Link, true, true, false)]
    public void D49_Another_phone_or_email_revokes_what_was_sent_to_the_old_one(InvitationChannel channel, bool phone, bool email, bool isRevoked)
    {
        var before = Some.User() with { Invitation = new(Some.Id(41)), Phone = PhoneNumber.FromE164("+34612345678"), Email = EmailAddress.FromStored("a@example.com") };
        var after = before with { Phone = phone ? null : before.Phone, Email = email ? EmailAddress.FromStored("b@example.com") : before.Email };

        var moved = Invitation.IfUserChanged(before, after, Some.Now)!(Some.Invitation() with { Channel = channel });

        (moved.State == InvitationState.Revoked).ShouldBe(isRevoked);
        Invitation.IfUserChanged(before, before, Some.Now).ShouldBeNull();
        Invitation.IfUserChanged(before with { Invitation = null }, after, Some.Now).ShouldBeNull();
    }

    [Fact]
    public void D17_What_is_not_complete_any_more_takes_the_invitation_away_by_whichever_way_it_went()
    {
        var before = Some.User() with { Invitation = new(Some.Id(41)) };

        foreach (var after in (User[])[before with { Position = null }, before with { Area = null }])
        {
            var ended = Invitation.IfUserChanged(before, after, Some.Now)!;
            Enum.GetValues<InvitationChannel>().Select(channel => ended(Some.Invitation() with { Channel = channel }).State).ShouldBe(Enumerable.Repeat(InvitationState.Revoked, 4));
        }
    }

    [Theory]
    [InlineData(InvitationChannel.Email, InvitationState.Queued, 1, 2, true)]
    [InlineData(InvitationChannel.Sms, InvitationState.Queued, 1, 2, true)]
    [InlineData(InvitationChannel.Email, InvitationState.Queued, 0, 2, false)]
    [InlineData(InvitationChannel.Email, InvitationState.Queued, 1, 0, false)]
    [InlineData(InvitationChannel.Email, InvitationState.Sending, 1, 2, false)]
    [InlineData(InvitationChannel.Email, InvitationState.Sent, 1, 2, false)]
    [InlineData(InvitationChannel.Link, InvitationState.Issued, 1, 2, false)]
    [InlineData(InvitationChannel.Qr, InvitationState.Issued, 1, 2, false)]
    public void It_waits_for_its_hour_while_it_is_queued_to_be_brought_and_neither_the_hour_nor_its_end_has_come(InvitationChannel channel, InvitationState state, int due, int ends, bool waits) =>
        (Some.Invitation(state) with { Channel = channel, DueAt = Some.Now.AddTicks(due), ExpiresAt = Some.Now.AddTicks(ends) }).WaitsAt(Some.Now).ShouldBe(waits);

    [Fact]
    public void What_nobody_brings_has_no_hour_and_what_was_sent_again_counts_from_then()
    {
        var email = Some.Invitation() with { Channel = InvitationChannel.Email, DueAt = Some.Now.AddDays(9), DueZone = Some.Catalogue.Organisation.Settings.TimeZone };

        Some.Invitation().WillGo(Language.English).ShouldBeNull();
        email.WillGo(Language.English).ShouldBe("It will go Wed 11 March 10:00, Madrid time.");
        (email with { ResentAt = Some.Now.AddDays(7) }).WillGo(Language.English).ShouldBe("It will go Wed 10:00, Madrid time.");
        (email with { ResentAt = Some.Now.AddDays(9) }).WillGo(Language.English).ShouldBe("It goes out right now.");
    }

    [Theory]
    [InlineData(InvitationState.Queued, false, true)]
    [InlineData(InvitationState.Issued, false, true)]
    [InlineData(InvitationState.Sending, false, true)]
    [InlineData(InvitationState.Sent, false, false)]
    [InlineData(InvitationState.Failed, false, false)]
    [InlineData(InvitationState.Failed, true, true)]
    public void The_outbox_holds_what_is_to_be_sent_or_to_be_told(InvitationState state, bool told, bool holds) =>
        (Some.Invitation(state) with { TellAt = told ? Some.Now : null }).IsToBeSent.ShouldBe(holds);

    [Fact]
    public void The_outbox_has_it_at_its_hour_or_when_it_was_to_be_told()
    {
        var due = Some.Invitation() with { DueAt = Some.Now.AddHours(3) };

        (due.OutboxAt, (due with { TellAt = Some.Now }).OutboxAt).ShouldBe((Some.Now.AddHours(3), Some.Now));
    }

    [Fact]
    public void A_key_that_was_taken_away_took_its_tokens_with_it() =>
        (Some.Invitation() with { KeyId = "2020" }).IsOpenedBy(InvitationToken.Of(Some.Invitation(), Some.Keys()).Hash, Some.Keys(), Some.Now).ShouldBeFalse();

    private static Invitation Moved(Invitation current, InvitationMove move, DateTimeOffset now) => move switch
    {
        InvitationMove.Claim => DeliverInvitation.Claim(current, Some.Id(9), now, TimeSpan.FromMinutes(1)),
        InvitationMove.Deliver when current.State == InvitationState.Sending && current.StateAt(now) != InvitationState.Expired => DeliverInvitation.Delivered(current, now),
        InvitationMove.Fail => current.FailedBy("x", now),
        InvitationMove.Accept => current.Accepted(now),
        InvitationMove.Revoke => current.Revoked(now),
        InvitationMove.Resend => current.Resent("2026", null, false, new(now, null), 14, new("op"), now),
        _ => null,
    } ?? current;
}
