using CsCheck;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Inviting;

public sealed class DeliverInvitationTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_claim_is_given_only_to_what_is_queued_or_was_left_by_a_run_that_died() =>
        Gen.Select(Gen.Enum<InvitationState>(), Gen.Int[-120, 120]).Sample((state, seconds) =>
        {
            var current = Invitation(state) with { LeaseUntil = Now.AddSeconds(seconds) };
            var free = state == InvitationState.Queued || (state == InvitationState.Sending && seconds <= 0);

            (DeliverInvitation.Claim(current, Guid.Empty, Now, Lease) is not null).ShouldBe(free);
        });

    [Fact]
    public void A_claim_names_its_run_and_ends_by_itself()
    {
        var claim = DeliverInvitation.Claim(Invitation(InvitationState.Queued), new Guid(7, 0, 0, new byte[8]), Now, Lease)!;

        (claim.State, claim.ClaimedBy, claim.LeaseUntil, claim.Attempts).ShouldBe((InvitationState.Sending, new Guid(7, 0, 0, new byte[8]), Now + Lease, 1));
    }

    [Fact]
    public void What_expired_before_it_was_delivered_failed()
    {
        DeliverInvitation.Delivered(Invitation(InvitationState.Sending), Now.AddDays(14)).State.ShouldBe(InvitationState.Failed);
        DeliverInvitation.Delivered(Invitation(InvitationState.Sending), Now.AddDays(13)).State.ShouldBe(InvitationState.Sent);
    }

    [Theory]
    [InlineData(UserState.Active)]
    [InlineData(UserState.Inactive)]
    [InlineData(UserState.Blocked)]
    [InlineData(UserState.NeedsCompletion)]
    public void R14_Only_pending_users_are_invited(UserState state)
    {
        InviteUser.Forbids(state, InvitationChannel.Link)!.Code.ShouldBe("invitation.not_pending");
        InviteUser.Forbids(UserState.Pending, InvitationChannel.Link).ShouldBeNull();
    }

    [Fact]
    public void A_token_is_160_bits_the_same_each_time_and_another_after_a_rotation()
    {
        byte[] key = [.. Enumerable.Repeat((byte)1, 32)];
        var id = new InvitationId(new Guid(1, 0, 0, new byte[8]));
        var token = InvitationToken.Derive(key, id, 1);

        token.Text.Length.ShouldBe(32);
        InvitationToken.Derive(key, id, 1).Text.ShouldBe(token.Text);
        InvitationToken.Derive(key, id, 2).Text.ShouldNotBe(token.Text);
        InvitationToken.Derive([.. Enumerable.Repeat((byte)2, 32)], id, 1).Text.ShouldNotBe(token.Text);
        token.ToString().ShouldNotContain(token.Text);
    }

    private static Invitation Invitation(InvitationState state) => new()
    {
        Id = new(new Guid(1, 0, 0, new byte[8])),
        User = new(new Guid(2, 0, 0, new byte[8])),
        Channel = InvitationChannel.Link,
        State = state,
        KeyId = "key",
        CreatedAt = Now,
        DueAt = Now,
        ExpiresAt = Now.AddDays(14),
        Operation = new("op"),
    };
}
