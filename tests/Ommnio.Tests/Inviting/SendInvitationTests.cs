using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
using Ommnio.Tests.Registering;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Inviting;

public sealed class SendInvitationTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private static readonly User Reachable = Some.User() with
    {
        Email = EmailAddress.FromStored("ana@example.com"),
        Phone = PhoneNumber.FromE164("+34612345678"),
        PhoneConsent = new(null, Some.Now),
    };

    private static readonly Invitation Mail = Some.Invitation() with { Channel = InvitationChannel.Email };

    [Theory]
    [InlineData(InvitationChannel.Email, "ana@example.com")]
    [InlineData(InvitationChannel.Sms, "+34612345678")]
    public async Task An_invitation_is_sent_to_the_users_own_address_and_its_token_works_before_it_arrives(InvitationChannel channel, string address)
    {
        var (store, sender) = (new OneInvitation(Mail with { Channel = channel }), new Sender());

        (await DeliverAsync(store, sender)).ShouldBe(DeliverInvitationOutcome.Sent);

        sender.Sent.ShouldBe([(channel, address, $"{Mail.Id}.1")]);
        store.Published.ShouldHaveSingleItem();
        (store.Moves[^1].After.State, store.Moves[^1].Audit?.Action).ShouldBe((InvitationState.Sent, "invitation.delivered"));
    }

    [Fact]
    public async Task A_provider_that_is_down_is_asked_again_after_growing_pauses()
    {
        var (store, sender) = (new OneInvitation(Mail with { Attempts = 2 }), new Sender { Answer = new Sending.Later("smtp 450") });

        (await DeliverAsync(store, sender)).ShouldBe(DeliverInvitationOutcome.PutBack);

        var after = store.Moves[^1].After;
        (after.State, after.Attempts, after.DueAt, after.ExpiresAt).ShouldBe((InvitationState.Queued, 3, Some.Now.AddMinutes(4), Mail.ExpiresAt));
        store.Delays.ShouldBe([TimeSpan.FromMinutes(4)]);
        Enumerable.Range(1, SendInvitation.MostAttempts - 1).Select(attempts => SendInvitation.Pause(attempts, TimeSpan.FromMinutes(1))).ShouldBe(
            [.. new[] { 1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60 }.Select(minutes => TimeSpan.FromMinutes(minutes))]);
    }

    [Fact]
    public async Task After_the_last_try_it_has_failed_and_says_why()
    {
        var (store, sender) = (new OneInvitation(Mail with { Attempts = SendInvitation.MostAttempts - 1 }), new Sender { Answer = new Sending.Later("smtp 450") });

        (await DeliverAsync(store, sender)).ShouldBe(DeliverInvitationOutcome.Failed);

        (store.Moves[^1].After.State, store.Moves[^1].After.Failure).ShouldBe((InvitationState.Failed, "invitation.provider_down"));
    }

    [Fact]
    public async Task An_address_that_is_no_good_fails_at_once()
    {
        var (store, sender) = (new OneInvitation(Mail), new Sender { Answer = new Sending.Refused("smtp 550") });

        (await DeliverAsync(store, sender)).ShouldBe(DeliverInvitationOutcome.Failed);

        (store.Moves[^1].After.State, store.Moves[^1].After.Failure).ShouldBe((InvitationState.Failed, "invitation.address_refused"));
    }

    [Fact]
    public async Task When_one_way_is_no_good_the_next_of_the_order_that_is_open_goes_on_with_the_same_token()
    {
        var sms = Mail with { Channel = InvitationChannel.Sms, Then = new([InvitationChannel.Email, InvitationChannel.Qr]), DueZone = Some.Catalogue.Organisation.Settings.TimeZone };
        var sender = new Sender { Answer = new Sending.Refused("sms 21211") };
        var (byMail, byQr) = (new OneInvitation(sms), new OneInvitation(sms));

        (await DeliverAsync(byMail, sender)).ShouldBe(DeliverInvitationOutcome.PutBack);
        (await DeliverAsync(byQr, sender, Reachable with { Email = null })).ShouldBe(DeliverInvitationOutcome.PutBack);

        var next = byMail.Moves[^1].After;
        (next.Channel, next.Then, next.State, next.Attempts, next.Rotation, next.DueZone).ShouldBe((InvitationChannel.Email, new([InvitationChannel.Qr]), InvitationState.Queued, 0, sms.Rotation, sms.DueZone));
        var last = byQr.Moves[^1].After;
        (last.Channel, last.Then, last.State, last.DueZone).ShouldBe((InvitationChannel.Qr, ChannelOrder.None, InvitationState.Issued, null));
    }

    [Fact]
    public async Task Who_waits_for_the_organisations_turn_takes_none_of_the_providers()
    {
        var (store, sender) = (new OneInvitation(Mail), new Sender { Lines = (TimeSpan.FromMinutes(3), TimeSpan.Zero) });

        (await DeliverAsync(store, sender)).ShouldBe(DeliverInvitationOutcome.PutBack);

        sender.Taken.ShouldBe([(Some.Organisation, TimeSpan.FromSeconds(1))]);
        (store.Moves.Single().After.DueAt, store.Moves.Single().After.Turns).ShouldBe((Some.Now.AddMinutes(3), 1));
        sender.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whose_turn_has_come_takes_no_other()
    {
        var sender = new Sender { Lines = (TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(3)) };

        (await DeliverAsync(new(Mail with { Turns = 2 }), sender)).ShouldBe(DeliverInvitationOutcome.Sent);

        sender.Taken.ShouldBeEmpty();
    }

    [Fact]
    public async Task D45_Who_has_signed_up_or_was_blocked_meanwhile_is_sent_nothing()
    {
        foreach (var user in new[] { Reachable with { SignedUpAt = Some.Now, LastAccessAt = Some.Now }, Reachable with { BlockedAt = Some.Now }, Reachable with { Email = null } })
        {
            var sender = new Sender();

            (await DeliverAsync(new(Mail), sender, user)).ShouldBe(DeliverInvitationOutcome.Failed);

            sender.Sent.ShouldBeEmpty();
        }
    }

    private static Task<DeliverInvitationOutcome> DeliverAsync(OneInvitation store, Sender sender, User? user = null) =>
        sender.Deliver(store, new OneUser(user ?? Reachable), Some.Now, Lease).HandleAsync(new(Some.Organisation, Some.Ana, Mail.Id), TestContext.Current.CancellationToken);
}
