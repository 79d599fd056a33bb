using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Tests.Registering;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Inviting;

/// <summary>Who is shown an invitation, in a list, as a QR or on paper.</summary>
public sealed class ShowingTests
{
    private static readonly Invitation Sent = Some.Invitation(InvitationState.Sent);
    private static readonly User Pending = Some.User() with { Teams = [Some.In(Some.Bakery)], Invitation = Sent.Id };
    private static readonly User Administrator = Some.User(Some.Bea) with { Role = OrganisationRole.AccountAdministrator, SignedUpAt = Some.Now.AddDays(-1) };
    private static readonly Problem Ended = new("invitation.ended", null);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invitation_is_shown_with_the_token_that_it_has_and_which_works_from_then_on()
    {
        var store = new OneInvitation(Sent);

        var shown = (await Present(Pending, store).HandleAsync(Some.Account, Some.Ana, Sent.Id, Token)).ShouldBeOfType<PresentInvitationOutcome.Shown>().Invitation;

        shown.FullName.ShouldBe("Ana García");
        shown.Letter.Link.ShouldBe($"https://people.example/i/{InvitationToken.Of(Sent, Some.Keys()).Text}");
        store.Published.ShouldBe([InvitationToken.Of(Sent, Some.Keys()).Text]);
    }

    [Fact]
    public async Task What_works_for_nobody_is_not_shown()
    {
        foreach (var (user, invitation) in ((User, Invitation)[])
        [
            (Pending with { Invitation = new(Some.Id(42)) }, Sent), (Pending, Some.Invitation(InvitationState.Revoked)), (Pending, Sent with { ExpiresAt = Some.Now }),
        ])
        {
            var store = new OneInvitation(invitation);
            (await Present(user, store).HandleAsync(Some.Account, Some.Ana, Sent.Id, Token)).ShouldBe(new PresentInvitationOutcome.Ended(Ended));
            store.Published.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task R35_D27_It_is_shown_to_who_may_invite_and_not_there_for_who_may_not_see()
    {
        (await Present(Pending with { Teams = [Some.In(Some.Night)] }, new(Sent)).HandleAsync(Some.Baker, Some.Ana, Sent.Id, Token)).ShouldBeOfType<PresentInvitationOutcome.NotFound>();
        (await Present(Pending, new(null)).HandleAsync(Some.Account, Some.Ana, Sent.Id, Token)).ShouldBeOfType<PresentInvitationOutcome.NotFound>();
        (await Present(Pending with { Role = OrganisationRole.AccountAdministrator }, new(Sent)).HandleAsync(Some.Baker, Some.Ana, Sent.Id, Token)).ShouldBeOfType<PresentInvitationOutcome.Forbidden>();
    }

    [Fact]
    public async Task On_a_sheet_is_the_newest_of_who_is_pending()
    {
        (await Newest(Pending)).ShouldBeOfType<PresentInvitationOutcome.Shown>();
        (await Newest(Pending with { Invitation = null })).ShouldBe(new PresentInvitationOutcome.Ended(Ended));
        (await Newest(Pending with { Invitation = null, Role = OrganisationRole.AccountAdministrator })).ShouldBeOfType<PresentInvitationOutcome.Forbidden>();
        (await Newest(Pending with { SignedUpAt = Some.Now })).ShouldBeOfType<PresentInvitationOutcome.NotFound>();
        (await Newest(Pending with { Teams = [Some.In(Some.Night)] })).ShouldBeOfType<PresentInvitationOutcome.NotFound>();
    }

    [Fact]
    public async Task A_ticket_prints_while_who_asked_for_it_administers()
    {
        (await Print(Administrator)).ShouldBeOfType<PresentInvitationOutcome.Shown>();
        (await Print(Administrator with { BlockedAt = Some.Now })).ShouldBeOfType<PresentInvitationOutcome.NotFound>();
        (await Print(Administrator with { Role = OrganisationRole.Member })).ShouldBeOfType<PresentInvitationOutcome.NotFound>();
        (await Print(Administrator with { Role = OrganisationRole.Member, ChatGroups = [new(Some.NightChat, Core.Grouping.GroupRole.Administrator)] })).ShouldBeOfType<PresentInvitationOutcome.NotFound>();
        (await Print(null)).ShouldBeOfType<PresentInvitationOutcome.NotFound>();
        (await Print(Administrator, "no ticket")).ShouldBeOfType<PresentInvitationOutcome.NotFound>();
    }

    [Fact]
    public async Task D27_A_users_invitations_are_listed_with_their_links_to_who_may_invite_them()
    {
        (await Listed(Pending, Some.Baker))!.ShowsLinks.ShouldBeTrue();
        (await Listed(Pending, Some.Baker))!.Items.ShouldBe([Sent]);
        (await Listed(Pending with { Role = OrganisationRole.AccountAdministrator }, Some.Baker))!.ShowsLinks.ShouldBeFalse();
        (await Listed(Pending with { Teams = [Some.In(Some.Night)] }, Some.Baker)).ShouldBeNull();
    }

    private static PresentInvitation Present(User user, OneInvitation store, params IReadOnlyList<User> others)
    {
        var users = new OneUser(user, others);
        return new(users, new(users), store, token => $"https://people.example/i/{token.Text}", Some.Keys(), new FakeTimeProvider(Some.Now));
    }

    private static Task<PresentInvitationOutcome> Newest(User user) => Present(user, new(Sent)).NewestAsync(Some.Baker, Some.Ana, Token);

    private static Task<PresentInvitationOutcome> Print(User? administrator, string? ticket = null)
    {
        var users = new OneUser(Pending, administrator is null ? [] : [administrator]);
        var good = new PrintTicket(Some.Organisation, Some.Bea, Some.Ana, Sent.Id, Some.Now.AddMinutes(1)).Write(Some.Keys());
        return new PrintInvitation(users, users, Present(Pending, new(Sent)), Some.Keys(), new FakeTimeProvider(Some.Now)).HandleAsync(ticket ?? good, Token);
    }

    private static Task<FoundInvitations?> Listed(User user, Actor actor) => new FindInvitations(new OneUser(user), new OneInvitation(Sent)).OfAsync(actor, Some.Ana, Token);
}
