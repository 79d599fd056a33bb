using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Tests.Registering;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Inviting;

public sealed class InviteUserTests
{
    private static readonly User Pending = Some.User() with { Teams = [Some.In(Some.Bakery)] };

    [Fact]
    public void D47_D50_The_term_of_what_is_brought_counts_from_when_it_is_due()
    {
        var settings = Some.Catalogue.Organisation.Settings with { InvitationDays = 3 };
        var night = Some.Now.AddHours(-8);

        var mail = InviteUser.Decide(new(Some.Id(8)), Pending, InvitationChannel.Email, atOnce: false, settings, "2026", null, new("op"), night);

        (mail.State, mail.CreatedAt, mail.DueAt, mail.ExpiresAt).ShouldBe((InvitationState.Queued, night, Some.Now.AddHours(-1), Some.Now.AddHours(-1).AddDays(3)));
    }

    [Fact]
    public async Task An_invitation_is_issued_with_its_term_its_token_works_at_once_and_its_message_carries_ids_alone()
    {
        var (users, store) = (new OneUser(Pending), new OneInvitation(null));

        var invited = (await InviteAsync(users, store)).ShouldBeOfType<InviteUserOutcome.Invited>();

        (invited.Invitation.State, invited.Invitation.User, invited.Invitation.By, invited.Invitation.ExpiresAt).ShouldBe((InvitationState.Issued, Some.Ana, Some.Account.User, Some.Now.AddDays(14)));
        invited.Token.ShouldBe(InvitationToken.Of(invited.Invitation, Some.Keys()));
        (store.Sent.Single(), store.Published.Single()).ShouldBe((new(Some.Organisation, Some.Ana, invited.Invitation.Id), invited.Token.Text));
        var change = users.Changed.Single();
        (change.Audit.Action, change.User.Invitation, change.User.Version, change.NewInvitation).ShouldBe(("invitation.queued", invited.Invitation.Id, Pending.Version, invited.Invitation));
        (change.Operation, change.Audit.Operation, invited.Invitation.Operation).ShouldBe((new(new("op"), ""), new("op"), new("op")));
        change.RemoveNationalId.ShouldBeFalse();
    }

    [Fact]
    public async Task D48_A_new_invitation_revokes_the_former_in_the_same_change()
    {
        var users = new OneUser(Pending with { Invitation = new(Some.Id(41)) }) { Newest = Some.Invitation(InvitationState.Sent) };

        (await InviteAsync(users, new(null))).ShouldBeOfType<InviteUserOutcome.Invited>();

        users.Changed.Single().MoveInvitation!(users.Newest)!.State.ShouldBe(InvitationState.Revoked);
    }

    [Fact]
    public async Task A_repeat_is_answered_with_the_first_invitation_also_when_the_user_is_in_by_now()
    {
        var store = new OneInvitation(null) { Done = new(Some.Invitation()) };

        (await InviteAsync(new(Pending with { SignedUpAt = Some.Now }), store)).ShouldBeOfType<InviteUserOutcome.Invited>().Invitation.Id.ShouldBe(Some.Invitation().Id);
        (await InviteAsync(new(Pending with { SignedUpAt = Some.Now }), new(null) { Done = new(null) })).ShouldBeOfType<InviteUserOutcome.Mismatch>();
    }

    [Fact]
    public async Task D27_R4_Who_may_not_invite_is_not_answered_with_an_invitation_that_was_made_before_under_the_same_name()
    {
        var store = new OneInvitation(null) { Done = new(Some.Invitation()) };

        (await InviteAsync(new(Pending with { Role = OrganisationRole.AccountAdministrator }), store, Some.Baker)).ShouldBeOfType<InviteUserOutcome.Forbidden>();
        (await InviteAsync(new(Pending with { Teams = [Some.In(Some.Night)] }), store, Some.Baker)).ShouldBeOfType<InviteUserOutcome.NotFound>();
    }

    [Fact]
    public async Task Where_no_way_is_named_the_organisations_order_says_which_and_the_rest_is_kept_for_later()
    {
        var ordered = new OneUser(Pending) { Catalogue = InOrder(InvitationChannel.Sms, InvitationChannel.Qr, InvitationChannel.Link) };

        var byOrder = (await InviteAsync(ordered, new(null), channel: null)).ShouldBeOfType<InviteUserOutcome.Invited>().Invitation;
        var byDefault = (await InviteAsync(new(Pending), new(null), channel: null)).ShouldBeOfType<InviteUserOutcome.Invited>().Invitation;

        (byOrder.Channel, byOrder.Then).ShouldBe((InvitationChannel.Qr, new([InvitationChannel.Link])));
        (byDefault.Channel, byDefault.Then).ShouldBe((InvitationChannel.Link, ChannelOrder.None));
    }

    [Fact]
    public async Task Where_no_way_of_the_order_is_open_it_is_said_why_the_first_is_not()
    {
        var users = new OneUser(Pending) { Catalogue = InOrder(InvitationChannel.Sms, InvitationChannel.Email) };

        (await InviteAsync(users, new(null), channel: null, ways: Sender.Ways)).ShouldBe(new InviteUserOutcome.Refused(new("invitation.no_phone", "invite.channel")));
    }

    [Fact]
    public async Task Who_keeps_a_live_invitation_is_refused_another_and_gets_one_when_it_has_ended()
    {
        async Task<InviteUserOutcome> KeepingAsync(Invitation newest)
        {
            var (users, store) = (new OneUser(Pending with { Invitation = newest.Id }) { Newest = newest }, new OneInvitation(newest));
            return await new InviteUser(users, users, store, new([]), store.HandOff(), Some.Keys(), new CountedIds(), new FakeTimeProvider(Some.Now))
                .HandleAsync(new(Some.Account, Some.Ana, InvitationChannel.Qr, null) { KeepsLive = true }, TestContext.Current.CancellationToken);
        }

        (await KeepingAsync(Some.Invitation(InvitationState.Sent))).ShouldBe(new InviteUserOutcome.Refused(new("invitation.live", null)));
        (await KeepingAsync(Some.Invitation(InvitationState.Sent) with { ExpiresAt = Some.Now })).ShouldBeOfType<InviteUserOutcome.Invited>();
    }

    [Fact]
    public async Task A_call_without_a_name_has_one_of_its_own_by_which_a_lost_answer_is_recognised()
    {
        var (users, store) = (new OneUser(Pending), new OneInvitation(null));

        await new InviteUser(users, users, store, new([]), store.HandOff(), Some.Keys(), new CountedIds(), new FakeTimeProvider(Some.Now))
            .HandleAsync(new(Some.Account, Some.Ana, InvitationChannel.Link, null), TestContext.Current.CancellationToken);

        users.Changed.Single().Operation.ShouldBe(new Operation(new($"{Some.Id(102):N}"), ""));
    }

    [Fact]
    public async Task A_queue_that_is_away_does_not_lose_the_invitation() =>
        (await InviteAsync(new(Pending), new OneInvitation(null) { IsReachable = false })).ShouldBeOfType<InviteUserOutcome.Invited>();

    [Fact]
    public async Task R14_A_user_who_signed_up_is_not_invited_again()
    {
        var (users, store) = (new OneUser(Pending with { SignedUpAt = Some.Now }), new OneInvitation(null));

        (await InviteAsync(users, store)).ShouldBeOfType<InviteUserOutcome.Refused>().Problem.Args.ShouldBe(["active"]);
        (users.Changed.Count, store.Sent.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task R4_Nobody_is_invited_out_of_scope() =>
        (await InviteAsync(new(Pending with { Teams = [Some.In(Some.Night)] }), new(null), Some.Baker)).ShouldBeOfType<InviteUserOutcome.NotFound>();

    [Fact]
    public async Task D27_Nobody_is_invited_who_has_higher_rights() =>
        (await InviteAsync(new(Pending with { Role = OrganisationRole.AccountAdministrator }), new(null), Some.Baker)).ShouldBeOfType<InviteUserOutcome.Forbidden>().Problem.Code.ShouldBe("user.higher_rights");

    [Fact]
    public async Task What_the_store_would_not_take_is_said()
    {
        (await InviteAsync(new(Pending) { Changing = new Changing.Busy() }, new(null))).ShouldBeOfType<InviteUserOutcome.Busy>();
        (await InviteAsync(new(Pending) { Changing = new Changing.Mismatch() }, new(null))).ShouldBeOfType<InviteUserOutcome.Mismatch>();
        (await InviteAsync(new(null), new(null))).ShouldBeOfType<InviteUserOutcome.NotFound>();
    }

    [Fact]
    public async Task What_is_due_later_waits_in_the_queue_for_a_week_at_most_and_then_in_the_outbox()
    {
        var store = new OneInvitation(null);

        foreach (var days in (int[])[-1, 0, 7, 8])
        {
            await store.HandOff().RunAsync(Some.Organisation, Some.Invitation() with { DueAt = Some.Now.AddDays(days) }, TestContext.Current.CancellationToken);
        }

        store.Delays.ShouldBe([TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromDays(7)]);
    }

    [Fact]
    public async Task A_hand_off_ends_when_the_queue_has_answered()
    {
        var answer = new TaskCompletionSource();
        var store = new OneInvitation(null) { Answer = answer.Task };

        var running = store.HandOff().RunAsync(Some.Organisation, Some.Invitation(), TestContext.Current.CancellationToken);

        running.IsCompleted.ShouldBeFalse();
        answer.SetResult();
        await running;
    }

    [Fact]
    public async Task D50_Nobodys_mailbox_is_filled_but_a_link_is_always_to_be_had()
    {
        var user = Pending with { Email = EmailAddress.FromStored("ana@example.com") };
        var five = new OneInvitation(null) { SentToday = 5 };

        (await InviteAsync(InvitationChannel.Email, five)).ShouldBe(new InviteUserOutcome.Refused(new("invitation.too_many", "invite.channel", "5")));
        (await InviteAsync(InvitationChannel.Email, new(null) { SentToday = 4 })).ShouldBeOfType<InviteUserOutcome.Invited>();
        five.CountedSince.ShouldBe(Some.Now.AddDays(-1));
        (await InviteAsync(InvitationChannel.Link, five)).ShouldBeOfType<InviteUserOutcome.Invited>();
        // Which way it goes is not known yet, and it may be one of these.
        (await InviteAsync(null, five)).ShouldBeOfType<InviteUserOutcome.Refused>().Problem.Code.ShouldBe("invitation.too_many");
        // What is wrong with the user comes first: the rest would not help.
        (await InviteAsync(InvitationChannel.Sms, five)).ShouldBeOfType<InviteUserOutcome.Refused>().Problem.Code.ShouldBe("invitation.channel_unavailable");

        Task<InviteUserOutcome> InviteAsync(InvitationChannel? channel, OneInvitation store)
        {
            var users = new OneUser(user);
            return new InviteUser(users, users, store, new([InvitationChannel.Email]), store.HandOff(), Some.Keys(), new CountedIds(), new FakeTimeProvider(Some.Now))
                .HandleAsync(new(Some.Account, Some.Ana, channel, new Operation(new("op"), "")), TestContext.Current.CancellationToken);
        }
    }

    private static Core.Organisations.Catalogue InOrder(params InvitationChannel[] channels) =>
        Some.Catalogue with { Organisation = Some.Catalogue.Organisation with { Settings = Some.Catalogue.Organisation.Settings with { InvitationOrder = new([.. channels]) } } };

    private static Task<InviteUserOutcome> InviteAsync(OneUser users, OneInvitation store, Actor? actor = null, InvitationChannel? channel = InvitationChannel.Link, InvitationWays? ways = null) =>
        new InviteUser(users, users, store, ways ?? new([]), store.HandOff(), Some.Keys(), new CountedIds(), new FakeTimeProvider(Some.Now))
            .HandleAsync(new(actor ?? Some.Account, Some.Ana, channel, new Operation(new("op"), "")), TestContext.Current.CancellationToken);
}
