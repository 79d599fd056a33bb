using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Tests.Registering;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Inviting;

public sealed class InviteUserTests
{
    private static readonly User Pending = Some.User() with { Teams = [Some.In(Some.Bakery)] };

    [Theory]
    [InlineData(UserState.Active)]
    [InlineData(UserState.Inactive)]
    [InlineData(UserState.Blocked)]
    [InlineData(UserState.NeedsCompletion)]
    public void R14_R31_Only_pending_users_are_invited_and_the_others_are_told_their_state(UserState state)
    {
        InviteUser.Forbids(state, InvitationChannel.Link).ShouldBe(new Problem("invitation.not_pending", "invite", Naming.CamelCase(state)));
        InviteUser.Forbids(UserState.Pending, InvitationChannel.Link).ShouldBeNull();
    }

    [Fact]
    public async Task An_invitation_is_queued_with_its_term_and_its_message_carries_ids_alone()
    {
        var store = new OneInvitation(null);

        var invited = (await InviteAsync(Pending, store)).ShouldBeOfType<InviteUserOutcome.Invited>();

        (invited.Invitation.State, invited.Invitation.User, invited.Invitation.ExpiresAt).ShouldBe((InvitationState.Queued, Some.Ana, Some.Now.AddDays(14)));
        invited.Token.ShouldBe(InvitationToken.Of(invited.Invitation, Some.Keys()));
        store.Sent.ShouldBe([new(Some.Organisation, Some.Ana, invited.Invitation.Id)]);
        store.Moves.Single().Audit!.Action.ShouldBe("invitation.queued");
    }

    [Fact]
    public async Task A_repeat_answers_the_first_invitation_and_sends_its_message()
    {
        var store = new OneInvitation(Some.Invitation());

        (await InviteAsync(Pending, store)).ShouldBeOfType<InviteUserOutcome.Invited>().Invitation.Id.ShouldBe(Some.Invitation().Id);
        store.Sent.Single().Invitation.ShouldBe(Some.Invitation().Id);
    }

    [Fact]
    public async Task A_queue_that_is_away_does_not_lose_the_invitation() =>
        (await InviteAsync(Pending, new OneInvitation(null) { IsReachable = false })).ShouldBeOfType<InviteUserOutcome.Invited>();

    [Fact]
    public async Task R14_A_user_who_signed_up_is_not_invited_again()
    {
        var store = new OneInvitation(null);

        (await InviteAsync(Pending with { SignedUpAt = Some.Now }, store)).ShouldBeOfType<InviteUserOutcome.Refused>().Problem.Args.ShouldBe(["active"]);
        (store.Moves.Count, store.Sent.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task R4_Nobody_is_invited_out_of_scope() =>
        (await InviteAsync(Pending with { Teams = [Some.In(Some.Night)] }, new(null), Some.Baker)).ShouldBeOfType<InviteUserOutcome.NotFound>();

    [Fact]
    public async Task D27_Nobody_is_invited_who_has_higher_rights() =>
        (await InviteAsync(Pending with { Role = OrganisationRole.AccountAdministrator }, new(null), Some.Baker)).ShouldBeOfType<InviteUserOutcome.Refused>().Problem.Code.ShouldBe("user.higher_rights");

    private static Task<InviteUserOutcome> InviteAsync(User user, OneInvitation store, Actor? actor = null)
    {
        var users = new OneUser(user);
        return new InviteUser(users, users, store, store, Some.Keys(), new CountedIds(), new FakeTimeProvider(Some.Now))
            .HandleAsync(new(actor ?? Some.Account, Some.Ana, InvitationChannel.Link, new Operation(new("op"), "")), TestContext.Current.CancellationToken);
    }
}
