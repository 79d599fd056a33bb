using CsCheck;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
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
