using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Listing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Tests.Listing;
using Ommnio.Tests.Registering;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Inviting;

/// <summary>Invitations of many at once, to be printed: who is invited for it, and who is on it.</summary>
public sealed class InvitationSheetTests
{
    private static readonly Invitation Live = Some.Invitation(InvitationState.Sent);
    private static readonly User Ada = Pending(51, "Ada") with { Invitation = Live.Id };
    private static readonly User Bea = Pending(52, "Bea");
    private static readonly User Eva = Pending(53, "Eva") with { Invitation = Live.Id, Role = OrganisationRole.AccountAdministrator };
    private static readonly User Gil = Pending(54, "Gil") with { SignedUpAt = Some.Now };
    private static readonly User Zoe = Pending(55, "Zoe") with { Invitation = Live.Id };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sheet_shows_who_has_an_invitation_that_works_in_the_order_of_the_list_and_counts_the_others()
    {
        var sheet = await Printed(Some.Baker, new OneList([Ada, Bea, Eva, Gil, Zoe]) { Next = "next" }, Ada, Bea, Eva, Gil, Zoe);

        sheet.Invitations.Select(shown => shown.FullName).ShouldBe(["Ada Ruiz", "Zoe Ruiz"]);
        (sheet.Uninvited, sheet.NotAllowed, sheet.Next).ShouldBe((1, 1, "next"));
    }

    [Fact]
    public async Task Preparing_invites_by_QR_whoever_has_no_invitation_that_works_and_replaces_none()
    {
        var users = new OneUser(Ada, Bea, Eva, Gil, Zoe) { Newest = Live };

        (await Prepared(users, new OneList([Ada, Bea, Eva, Gil, Zoe]) { Next = "next" })).ShouldBe(new(Invited: 1, AlreadyInvited: 2, NotAllowed: 1, Busy: 0, "next"));

        var made = users.Changed.ShouldHaveSingleItem().NewInvitation.ShouldNotBeNull();
        (made.User, made.Channel, made.State, made.By).ShouldBe((Bea.Id, InvitationChannel.Qr, InvitationState.Issued, Some.Baker.User));
    }

    [Fact]
    public async Task Preparing_invites_anew_whose_invitation_has_ended()
    {
        var users = new OneUser(Ada) { Newest = Live with { ExpiresAt = Some.Now } };

        (await Prepared(users, new OneList(Ada))).ShouldBe(new(1, 0, 0, 0, null));

        users.Changed.ShouldHaveSingleItem().NewInvitation!.User.ShouldBe(Ada.Id);
    }

    [Fact]
    public async Task Whom_others_are_changing_is_counted_so_that_it_is_asked_for_once_more() =>
        (await Prepared(new OneUser(Bea, Zoe with { Invitation = null }) { Changing = new Changing.Busy() }, new OneList(Bea, Zoe))).ShouldBe(new(0, 0, 0, 2, null));

    [Fact]
    public async Task R35_A_sheet_is_of_the_pending_of_a_team_with_what_lies_below_it_and_of_an_area()
    {
        var list = new OneList(Ada);

        await Printing(new OneUser(Ada), list).HandleAsync(new(Some.Baker, $"{Some.Bakery}", "Stores", 12, "cursor"), Token);

        var (query, limit, after) = list.Asked.ShouldHaveSingleItem();
        (limit, after).ShouldBe((12, "cursor"));
        query.InEach.Select(set => set.ToHashSet()).ShouldBe(
        [
            [new UserFilter.InTeam(Some.Bakery), new UserFilter.InTeam(Some.Kitchen)],
            [new UserFilter.InState(UserState.Pending, Some.Now)],
            [new UserFilter.InArea(new("Stores"))],
        ]);
    }

    [Theory]
    [InlineData(null, null, null, "sheet.whose", null)]
    [InlineData(null, " ", null, "text.missing", "area")]
    [InlineData("night", null, null, "team.unknown", "team")]
    [InlineData(null, "Stores", OneList.NoCursor, "request.bad_cursor", "after")]
    public async Task A_sheet_of_nobody_in_particular_of_a_foreign_team_or_from_nowhere_is_refused_whether_it_is_prepared_or_printed(string? team, string? area, string? after, string code, string? field)
    {
        var users = new OneUser(Bea);
        var request = new SheetRequest(Some.Baker, team is null ? null : $"{Some.Night}", area, 12, after);

        (await Printing(users, new OneList(Bea)).HandleAsync(request, Token)).ShouldBeOfType<PrintSheetOutcome.Refused>().Problems.ShouldBe([new(code, field)]);
        (await Preparing(users, new OneList(Bea)).HandleAsync(request, Token)).ShouldBeOfType<PrepareSheetOutcome.Refused>().Problems.ShouldBe([new(code, field)]);
        users.Changed.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Stores", null)]
    [InlineData(null, "bakery")]
    public async Task An_area_or_a_team_is_enough(string? area, string? team) =>
        (await Printing(new OneUser(Ada), new OneList(Ada)).HandleAsync(new(Some.Account, team is null ? null : $"{Some.Bakery}", area, 12, null), Token)).ShouldBeOfType<PrintSheetOutcome.Filled>().Sheet.Invitations.Count.ShouldBe(1);

    private static User Pending(int id, string name) => Some.User(new(Some.Id(id))) with { Name = new(name, "Ruiz"), Teams = [Some.In(Some.Bakery)] };

    private static InvitationSheet Sheet(OneUser users, OneList list) => new(new(users, list, new(users), new FakeTimeProvider(Some.Now)));

    private static PrintSheet Printing(OneUser users, OneList list) =>
        new(Sheet(users, list), new(users, new(users), new OneInvitation(Live), token => $"https://people.example/i/{token.Text}", Some.Keys(), new FakeTimeProvider(Some.Now)));

    private static PrepareSheet Preparing(OneUser users, OneList list)
    {
        var store = new OneInvitation(null);
        return new(Sheet(users, list), new(users, users, store, new([]), store.HandOff(), Some.Keys(), new CountedIds(), new FakeTimeProvider(Some.Now)));
    }

    private static async Task<FilledSheet> Printed(Actor actor, OneList list, params IReadOnlyList<User> users) =>
        (await Printing(new(null, users), list).HandleAsync(new(actor, $"{Some.Bakery}", null, 12, null), Token)).ShouldBeOfType<PrintSheetOutcome.Filled>().Sheet;

    private static async Task<PreparedSheet> Prepared(OneUser users, OneList list) =>
        (await Preparing(users, list).HandleAsync(new(Some.Baker, $"{Some.Bakery}", null, 12, null), Token)).ShouldBeOfType<PrepareSheetOutcome.Prepared>().Sheet;
}
