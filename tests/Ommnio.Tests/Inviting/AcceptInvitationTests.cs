using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Tests.Registering;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Inviting;

public sealed class AcceptInvitationTests
{
    private static readonly User Invited = Some.User() with { Invitation = new(Some.Id(41)) };
    private static readonly Invitation Sent = Some.Invitation(InvitationState.Sent);
    private static readonly string Token = InvitationToken.Of(Sent, Some.Keys()).Text;

    [Fact]
    public async Task Accepting_makes_the_user_active_and_ends_the_invitation()
    {
        var users = new OneUser(Invited) { Newest = Sent };

        var accepted = (await AcceptAsync(users, Sent)).ShouldBeOfType<AcceptInvitationOutcome.Accepted>();

        (accepted.Organisation.Name, accepted.User.StateAt(Some.Now), accepted.User.Invitation, accepted.User.Version).ShouldBe(("Acme", UserState.Active, null, Invited.Version + 1));
        var change = users.Changed.Single();
        (change.Audit.Action, change.Audit.By, change.Audit.Way, change.Audit.Operation.Value).ShouldBe(("invitation.accepted", Some.Ana, WayIn.SignUp, $"{Some.Id(101):N}"));
        change.RemoveNationalId.ShouldBeFalse();
        change.MoveInvitation!(Sent)!.State.ShouldBe(InvitationState.Accepted);
    }

    [Fact]
    public async Task D15_A_phone_that_only_the_person_gave_is_kept_apart_and_the_companys_stays()
    {
        var company = Invited with { Phone = PhoneNumber.FromE164("+34612345678") };

        var own = (await AcceptAsync(new OneUser(company) { Newest = Sent }, Sent, phone: "+34 698 76 54 32")).ShouldBeOfType<AcceptInvitationOutcome.Accepted>().User;
        var same = (await AcceptAsync(new OneUser(company) { Newest = Sent }, Sent, phone: "+34 612 34 56 78")).ShouldBeOfType<AcceptInvitationOutcome.Accepted>().User;

        (own.Phone, own.SignUpPhone?.E164).ShouldBe((company.Phone, "+34698765432"));
        (same.Phone, same.SignUpPhone).ShouldBe((company.Phone, null));
    }

    [Theory]
    [InlineData("698765432")]
    [InlineData("+34 12")]
    [InlineData("nonsense")]
    public async Task A_phone_that_is_none_is_refused_before_the_token_is_looked_at(string phone) =>
        (await AcceptAsync(new OneUser(null), null, token: "unknown", phone: phone)).ShouldBeOfType<AcceptInvitationOutcome.Refused>().Problem.ShouldBe(new("phone.country_needed", "phone"));

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("short")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")]
    [InlineData("abcdefghijklmnopqrstuvwxyz23456/")]
    public async Task R29_What_cannot_be_a_token_does_not_work_and_nothing_is_read_for_it(string? token)
    {
        var users = new OneUser(Invited) { Newest = Sent };

        (await AcceptAsync(users, Sent, token: token)).ShouldBeOfType<AcceptInvitationOutcome.DoesNotWork>();

        users.Reads.ShouldBe(0);
    }

    [Fact]
    public async Task R29_A_token_of_a_user_or_of_an_invitation_that_is_gone_does_not_work()
    {
        (await AcceptAsync(new OneUser(null), Sent)).ShouldBeOfType<AcceptInvitationOutcome.DoesNotWork>();
        (await AcceptAsync(new OneUser(Invited), null)).ShouldBeOfType<AcceptInvitationOutcome.DoesNotWork>();
    }

    [Fact]
    public async Task R29_R30_Who_was_blocked_or_invited_anew_between_the_look_and_the_change_is_not_in()
    {
        foreach (var meanwhile in (User[])[Invited with { BlockedAt = Some.Now }, Invited with { Invitation = new(Some.Id(42)) }])
        {
            var users = new OneUser(Invited) { Newest = Sent, Meanwhile = meanwhile };

            (await AcceptAsync(users, Sent)).ShouldBeOfType<AcceptInvitationOutcome.DoesNotWork>();

            users.Changed.ShouldBeEmpty();
        }
    }

    private static readonly (string What, User User, Invitation Invitation)[] Dead =
    [
        ("accepted", Invited, Some.Invitation(InvitationState.Accepted)),
        ("revoked", Invited, Some.Invitation(InvitationState.Revoked)),
        ("failed", Invited, Some.Invitation(InvitationState.Failed)),
        ("expired", Invited, Sent with { ExpiresAt = Some.Now }),
        ("rotated", Invited, Sent with { Rotation = 2 }),
        ("of a key that is gone", Invited, Sent with { KeyId = "2020" }),
        ("of an invitation before the newest", Invited with { Invitation = new(Some.Id(42)) }, Sent),
        ("of an invitation that is nobody's newest", Invited with { Invitation = null }, Sent),
        ("of somebody who is in", Invited with { SignedUpAt = Some.Now }, Sent),
        ("of somebody who is blocked", Invited with { BlockedAt = Some.Now }, Sent),
    ];

    public static TheoryData<string> NamesOfDead => [.. Dead.Select(dead => dead.What)];

    [Theory]
    [MemberData(nameof(NamesOfDead))]
    public async Task R29_R30_A_token_that_is_used_expired_rotated_revoked_or_of_somebody_who_is_not_pending_does_not_work(string what)
    {
        var (_, user, invitation) = Dead.Single(dead => dead.What == what);

        (await AcceptAsync(new OneUser(user) { Newest = invitation }, invitation)).ShouldBeOfType<AcceptInvitationOutcome.DoesNotWork>();
        (await WelcomeAsync(user, invitation)).ShouldBeNull();
    }

    [Fact]
    public async Task The_page_says_who_invites_in_the_persons_language()
    {
        (await WelcomeAsync(Invited with { Language = "es" }, Sent)).ShouldBe(new("Acme", Language.Spanish));
        (await WelcomeAsync(Invited, Sent)).ShouldBe(new("Acme", Language.English));
        (await WelcomeAsync(Invited with { Language = "fr" }, Sent)).ShouldBe(new("Acme", Language.English));
    }

    private static readonly (string What, User User, Invitation Invitation, bool IsTold)[] Asking =
    [
        ("expired", Invited, Sent with { By = Some.Bea, ExpiresAt = Some.Now }, true),
        ("revoked", Invited, Some.Invitation(InvitationState.Revoked) with { By = Some.Bea }, true),
        ("rotated", Invited, Sent with { By = Some.Bea, Rotation = 2 }, true),
        ("revoked, and another is the newest", Invited with { Invitation = new(Some.Id(42)) }, Some.Invitation(InvitationState.Revoked) with { By = Some.Bea }, true),
        ("still good", Invited, Sent with { By = Some.Bea }, false),
        ("expired, and nobody invited", Invited, Sent with { By = null, ExpiresAt = Some.Now }, false),
        ("expired, and asked for before", Invited, Sent with { By = Some.Bea, ExpiresAt = Some.Now, AskedAt = Some.Now }, false),
        ("revoked, of somebody who is in", Invited with { SignedUpAt = Some.Now }, Some.Invitation(InvitationState.Revoked) with { By = Some.Bea }, false),
        ("revoked, of somebody who is blocked", Invited with { BlockedAt = Some.Now }, Some.Invitation(InvitationState.Revoked) with { By = Some.Bea }, false),
        ("accepted", Invited, Some.Invitation(InvitationState.Accepted) with { By = Some.Bea }, false),
    ];

    public static TheoryData<string> NamesOfAsking => [.. Asking.Select(asking => asking.What)];

    [Theory]
    [MemberData(nameof(NamesOfAsking))]
    public async Task Asking_for_a_new_one_with_a_dead_token_of_a_pending_user_tells_whoever_invited_once(string what)
    {
        var (_, user, invitation, isTold) = Asking.Single(asking => asking.What == what);
        var (users, store) = (new OneUser(user), new OneInvitation(invitation) { Whose = new(Some.Organisation, Some.Ana, new(Some.Id(41))) });
        var time = new FakeTimeProvider(Some.Now);

        await new AskForInvitation(new(store, users, users, Some.Keys(), time), store, store.HandOff(), new CountedIds(), time).HandleAsync(Token, TestContext.Current.CancellationToken);

        store.Moves.Select(move => (move.After.AskedAt, move.After.TellAt, move.Audit!.Action, move.Audit.Operation.Value)).ShouldBe(isTold ? [(Some.Now, Some.Now, "invitation.asked", $"{Some.Id(101):N}")] : []);
        store.Sent.Count.ShouldBe(isTold ? 1 : 0);
    }

    [Fact]
    public async Task Acceptance_is_handed_off_to_be_told_where_an_administrator_invited()
    {
        var mine = Sent with { By = Some.Bea };
        var store = new OneInvitation(mine) { Whose = new(Some.Organisation, Some.Ana, new(Some.Id(41))) };

        (await AcceptAsync(new OneUser(Invited) { Newest = mine }, mine, store: store)).ShouldBeOfType<AcceptInvitationOutcome.Accepted>();

        store.Sent.ShouldBe([new(Some.Organisation, Some.Ana, mine.Id)]);
    }

    private static Task<Welcome?> WelcomeAsync(User user, Invitation invitation)
    {
        var (users, store) = (new OneUser(user), new OneInvitation(invitation) { Whose = new(Some.Organisation, Some.Ana, new(Some.Id(41))) });
        return new FindByToken(store, users, users, Some.Keys(), new FakeTimeProvider(Some.Now)).WelcomeAsync(Token, TestContext.Current.CancellationToken);
    }

    private static Task<AcceptInvitationOutcome> AcceptAsync(OneUser users, Invitation? invitation, string? token = "its own", string? phone = null, OneInvitation? store = null)
    {
        var time = new FakeTimeProvider(Some.Now);
        store ??= new OneInvitation(invitation) { Whose = new(Some.Organisation, Some.Ana, new(Some.Id(41))) };
        return new AcceptInvitation(new(store, users, users, Some.Keys(), time), users, users, store.HandOff(), Some.Keys(), new CountedIds(), time)
            .HandleAsync(new(token == "its own" ? Token : token, phone), TestContext.Current.CancellationToken);
    }
}
