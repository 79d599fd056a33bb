using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Inviting;

public sealed class InvitationWaysTests
{
    private static readonly InvitationWays All = new([InvitationChannel.Email, InvitationChannel.Sms]);

    private static readonly User Reachable = Some.User() with
    {
        Email = EmailAddress.FromStored("ana@example.com"),
        Phone = PhoneNumber.FromE164("+34612345678"),
        PhoneConsent = new(null, Some.Now),
    };

    [Theory]
    [InlineData(UserState.Active)]
    [InlineData(UserState.Inactive)]
    [InlineData(UserState.Blocked)]
    public void R14_R31_Only_pending_users_are_invited_and_the_others_are_told_their_state(UserState state)
    {
        foreach (var channel in Enum.GetValues<InvitationChannel>())
        {
            All.Forbids(Reachable, state, channel).ShouldBe(new Problem("invitation.not_pending", "invite", Naming.CamelCase(state)));
            All.Forbids(Reachable, UserState.NeedsCompletion, channel).ShouldBe(new Problem("invitation.incomplete", "invite"));
            All.Forbids(Reachable, UserState.Pending, channel).ShouldBeNull();
        }
    }

    [Fact]
    public void R13_An_email_needs_an_address_an_SMS_a_phone_with_consent_a_link_and_a_QR_nothing()
    {
        Problem(Some.User(), InvitationChannel.Email).ShouldBe(new("invitation.no_email", "invite.channel"));
        Problem(Some.User(), InvitationChannel.Sms).ShouldBe(new("invitation.no_phone", "invite.channel"));
        Problem(Reachable with { PhoneConsent = null }, InvitationChannel.Sms).ShouldBe(new("invitation.no_consent", "invite.channel"));
        Problem(Some.User(), InvitationChannel.Link).ShouldBeNull();
        Problem(Some.User(), InvitationChannel.Qr).ShouldBeNull();
    }

    [Fact]
    public void What_nobody_here_can_send_is_not_offered()
    {
        var none = new InvitationWays([]);

        none.Forbids(Reachable, UserState.Pending, InvitationChannel.Email).ShouldBe(new("invitation.channel_unavailable", "invite.channel", "email"));
        none.Forbids(Reachable, UserState.Pending, InvitationChannel.Sms).ShouldBe(new("invitation.channel_unavailable", "invite.channel", "sms"));
        none.Forbids(Reachable, UserState.Pending, InvitationChannel.Qr).ShouldBeNull();
    }

    [Fact]
    public void Of_an_order_the_first_open_one_is_taken_and_the_rest_kept_for_later()
    {
        var order = new ChannelOrder([InvitationChannel.Sms, InvitationChannel.Email, InvitationChannel.Qr]);

        All.First(Reachable, UserState.Pending, order).ShouldBe((InvitationChannel.Sms, new([InvitationChannel.Email, InvitationChannel.Qr])));
        All.First(Reachable with { PhoneConsent = null }, UserState.Pending, order).ShouldBe((InvitationChannel.Email, new([InvitationChannel.Qr])));
        All.First(Some.User(), UserState.Pending, order).ShouldBe((InvitationChannel.Qr, ChannelOrder.None));
        All.First(Some.User(), UserState.Pending, new([InvitationChannel.Email])).ShouldBeNull();
        All.First(Reachable, UserState.Blocked, order).ShouldBeNull();
    }

    [Fact]
    public void Orders_are_the_same_where_they_try_the_same_ways_one_after_the_other()
    {
        var order = new ChannelOrder([InvitationChannel.Sms, InvitationChannel.Email]);

        order.ShouldBe(new([InvitationChannel.Sms, InvitationChannel.Email]));
        order.ShouldNotBe(new([InvitationChannel.Email, InvitationChannel.Sms]));
        order.ShouldNotBe(ChannelOrder.None);
    }

    private static Problem? Problem(User user, InvitationChannel channel) => All.Forbids(user, UserState.Pending, channel);
}
