using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Tests.Registering;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Inviting;

/// <summary>An invitation that is taken back, sent again, or given up and sent again with others.</summary>
public sealed class TakingBackTests
{
    private static readonly Invitation Sent = Some.Invitation(InvitationState.Sent);
    private static readonly User Pending = Some.User() with { Teams = [Some.In(Some.Bakery)], Invitation = Sent.Id };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task D49_An_invitation_that_is_taken_back_works_for_nobody_and_is_in_the_history()
    {
        var users = new OneUser(Pending) { Newest = Sent };

        (await Revoke(users, Sent)).ShouldBeOfType<RevokeInvitationOutcome.Revoked>();

        var change = users.Changed.ShouldHaveSingleItem();
        change.MoveInvitation!(Sent)!.State.ShouldBe(InvitationState.Revoked);
        (change.User, change.Audit.Action, change.Audit.At, change.Audit.By, change.Audit.Operation.Value).ShouldBe((Pending, "invitation.revoked", Some.Now, Some.Account.User, $"{Some.Id(101):N}"));
        change.RemoveNationalId.ShouldBeFalse();
        change.Audit.Fields.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_has_ended_by_itself_or_was_replaced_is_as_good_as_taken_back_and_nothing_is_written()
    {
        var users = new OneUser(Pending) { Newest = Some.Invitation(InvitationState.Failed) };

        (await Revoke(users, users.Newest)).ShouldBeOfType<RevokeInvitationOutcome.Revoked>();
        (await Revoke(new OneUser(Pending with { Invitation = new(Some.Id(42)) }), Sent)).ShouldBeOfType<RevokeInvitationOutcome.Revoked>();
        users.Changed.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_accepted_is_not_taken_back_also_where_that_is_seen_late()
    {
        (await Revoke(new OneUser(Pending), Some.Invitation(InvitationState.Accepted))).ShouldBeOfType<RevokeInvitationOutcome.Accepted>();
        (await Revoke(new OneUser(Pending with { SignedUpAt = Some.Now, Invitation = null }), Sent)).ShouldBeOfType<RevokeInvitationOutcome.Accepted>();
        (await Revoke(new OneUser(Pending) { Newest = Some.Invitation(InvitationState.Accepted) }, Sent)).ShouldBeOfType<RevokeInvitationOutcome.Accepted>();
        (await Revoke(new OneUser(Pending with { SignedUpAt = Some.Now, Invitation = null }), Some.Invitation(InvitationState.Revoked))).ShouldBeOfType<RevokeInvitationOutcome.Revoked>();
    }

    [Fact]
    public async Task R35_D27_Who_may_not_see_or_not_touch_the_user_takes_nothing_back()
    {
        (await Revoke(new OneUser(Pending with { Teams = [Some.In(Some.Night)] }), Sent, Some.Baker)).ShouldBeOfType<RevokeInvitationOutcome.NotFound>();
        (await Revoke(new OneUser(Pending with { Role = OrganisationRole.AccountAdministrator }), Sent, Some.Baker)).ShouldBeOfType<RevokeInvitationOutcome.Forbidden>().Problem.Code.ShouldBe("user.higher_rights");
        (await Revoke(new OneUser(Pending), null)).ShouldBeOfType<RevokeInvitationOutcome.NotFound>();
        (await Revoke(new OneUser(null), Sent)).ShouldBeOfType<RevokeInvitationOutcome.NotFound>();
        (await Revoke(new OneUser(Pending) { Newest = Sent, Changing = new Changing.Busy() }, Sent)).ShouldBeOfType<RevokeInvitationOutcome.Busy>();
    }

    [Fact]
    public async Task R30_What_is_sent_again_has_another_token_and_a_new_term()
    {
        var (users, store) = (new OneUser(Pending) { Newest = Sent }, new OneInvitation(Sent));

        var again = (await Resend(users, store)).ShouldBeOfType<InviteUserOutcome.Invited>();

        (again.Invitation.Id, again.Invitation.Rotation, again.Invitation.ExpiresAt).ShouldBe((Sent.Id, Sent.Rotation + 1, Some.Now.AddDays(14)));
        again.Token.ShouldNotBe(InvitationToken.Of(Sent, Some.Keys()));
        store.Sent.ShouldBe([new(Some.Organisation, Some.Ana, Sent.Id)]);
        var change = users.Changed.ShouldHaveSingleItem();
        (change.Audit.Action, change.Audit.At, change.Audit.Operation).ShouldBe(("invitation.resent", Some.Now, change.Operation!.Id));
        change.Operation.ShouldBe(new Operation(new($"{Some.Id(101):N}"), ""));
        change.RemoveNationalId.ShouldBeFalse();
        change.Audit.Fields.ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_newest_invitation_of_somebody_who_is_not_in_is_sent_again()
    {
        (await Resend(new OneUser(Pending with { Invitation = new(Some.Id(42)) }), new OneInvitation(Sent))).ShouldBeOfType<InviteUserOutcome.Refused>().Problem.ShouldBe(new("invitation.ended", null));
        (await Resend(new OneUser(Pending with { SignedUpAt = Some.Now }), new OneInvitation(Sent))).ShouldBeOfType<InviteUserOutcome.Refused>();
        (await Resend(new OneUser(Pending), new OneInvitation(null))).ShouldBeOfType<InviteUserOutcome.NotFound>();
        // Taken back between the look and the change.
        (await Resend(new OneUser(Pending) { Newest = Some.Invitation(InvitationState.Revoked) }, new OneInvitation(Sent))).ShouldBe(new InviteUserOutcome.Refused(new("invitation.ended", null)));
    }

    [Fact]
    public async Task What_is_sent_again_by_name_is_known_by_it_when_it_is_asked_for_again()
    {
        var users = new OneUser(Pending) { Newest = Sent };
        var named = new Operation(new("again"), "hash");

        (await Resending(users, new(Sent)).HandleAsync(new(Some.Account, Some.Ana, Sent.Id, named), Token)).ShouldBeOfType<InviteUserOutcome.Invited>().Invitation.Operation.ShouldBe(named.Id);

        users.Changed.ShouldHaveSingleItem().Operation.ShouldBe(named);
    }

    [Fact]
    public async Task D50_Nobodys_mailbox_is_filled()
    {
        var mail = Sent with { Channel = InvitationChannel.Email };
        var user = Pending with { Email = EmailAddress.FromStored("ana@example.com") };
        var most = Some.Catalogue.Organisation.Settings.MostDeliveriesADay;

        (await Resend(new OneUser(user) { Newest = mail }, new OneInvitation(mail) { SentToday = most })).ShouldBeOfType<InviteUserOutcome.Refused>().Problem.ShouldBe(new("invitation.too_many", "invite.channel", $"{most}"));
        (await Resend(new OneUser(user) { Newest = mail }, new OneInvitation(mail) { SentToday = most - 1 })).ShouldBeOfType<InviteUserOutcome.Invited>();
        (await Resend(new OneUser(Pending) { Newest = Sent }, new OneInvitation(Sent) { SentToday = most })).ShouldBeOfType<InviteUserOutcome.Invited>();
    }

    [Fact]
    public async Task Nobody_is_told_to_come_back_another_day_where_no_day_would_help()
    {
        var mail = Sent with { Channel = InvitationChannel.Email };
        var user = Pending with { Email = EmailAddress.FromStored("ana@example.com") };
        var tooMany = new OneInvitation(mail) { SentToday = Some.Catalogue.Organisation.Settings.MostDeliveriesADay };

        (await Resend(new OneUser(user with { SignedUpAt = Some.Now }) { Newest = mail }, tooMany)).ShouldBeOfType<InviteUserOutcome.Refused>().Problem.Code.ShouldBe("invitation.not_pending");
        // Another one has replaced it.
        (await Resend(new OneUser(user with { Invitation = new(Some.Id(42)) }), tooMany)).ShouldBe(new InviteUserOutcome.Refused(new("invitation.ended", null)));
        (await Resend(new OneUser(user with { Invitation = new(Some.Id(42)), SignedUpAt = Some.Now }), tooMany)).ShouldBeOfType<InviteUserOutcome.Refused>().Problem.Code.ShouldBe("invitation.not_pending");
    }

    [Fact]
    public async Task All_that_was_given_up_is_sent_again_and_who_is_in_by_now_stays_as_they_are()
    {
        Invitation GivenUp(string failure) => Some.Invitation(InvitationState.Failed) with { Failure = failure };
        var store = new OneInvitation(GivenUp("invitation.provider_down")) { Failed = [GivenUp("invitation.provider_down"), GivenUp("invitation.undeliverable"), GivenUp("invitation.expired")] };

        (await Replay(new OneUser(Pending) { Newest = GivenUp("invitation.provider_down") }, store, Some.Account)).ShouldBe(new(2, 0, OneInvitation.Next));
        (await Replay(new OneUser(Pending with { SignedUpAt = Some.Now }), store, Some.Account)).ShouldBe(new(0, 2, OneInvitation.Next));
        (await Replay(new OneUser(Pending with { Teams = [Some.In(Some.Night)] }), store, Some.Baker)).ShouldBe(new(0, 0, OneInvitation.Next));
        (await new ReplayInvitations(store, Resending(new OneUser(Pending), store)).HandleAsync(Some.Account, "no cursor", Token)).ShouldBeNull();
    }

    private static Task<RevokeInvitationOutcome> Revoke(OneUser users, Invitation? invitation, Actor? actor = null) =>
        new RevokeInvitation(users, new OneInvitation(invitation), new CountedIds(), new FakeTimeProvider(Some.Now)).HandleAsync(new(actor ?? Some.Account, Some.Ana, Sent.Id), Token);

    private static ResendInvitation Resending(OneUser users, OneInvitation store) =>
        new(users, users, store, Sender.Ways, store.HandOff(), Some.Keys(), new CountedIds(), new FakeTimeProvider(Some.Now));

    private static Task<InviteUserOutcome> Resend(OneUser users, OneInvitation store) => Resending(users, store).HandleAsync(new(Some.Account, Some.Ana, Sent.Id, null), Token);

    private static async Task<ReplayedInvitations> Replay(OneUser users, OneInvitation store, Actor actor) =>
        (await new ReplayInvitations(store, Resending(users, store)).HandleAsync(actor, null, Token)).ShouldNotBeNull();
}
