using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Tests.Registering;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Inviting;

/// <summary>What the chat product tells: who holds a number, and who was there when.</summary>
public sealed class SigningUpTests
{
    private static readonly PhoneNumber Phone = PhoneNumber.Read("+34612345678", "", "ES").Value!;
    private static readonly Invitation Sent = Some.Invitation(InvitationState.Sent) with { By = Some.Bea };
    private static readonly User Pending = Some.User() with { Phone = Phone, PhoneConsent = new(null, Some.Now), Invitation = Sent.Id };
    private static readonly User In = Some.User() with { SignedUpAt = Some.Now.AddDays(-40), LastAccessAt = Some.Now.AddDays(-2) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task D52_R12_Who_is_pending_with_the_number_is_in_and_whoever_invited_is_told()
    {
        var (users, store) = (new OneUser(Pending) { Newest = Sent }, new OneInvitation(Sent));

        (await SignUp(users, store)).ShouldBe([new(Some.Organisation, Some.Ana)]);

        var change = users.Changed.ShouldHaveSingleItem();
        change.User.ShouldBe(Pending.SignedUp(Phone, Some.Now));
        change.RemoveNationalId.ShouldBeFalse();
        change.MoveInvitation!(Sent)!.State.ShouldBe(InvitationState.Accepted);
        change.MoveInvitation(Some.Invitation(InvitationState.Failed)).ShouldBe(Some.Invitation(InvitationState.Failed));
        (change.Audit.Action, change.Audit.By, change.Audit.Way, change.Audit.At, change.Audit.Operation.Value).ShouldBe(("user.signedUp", Some.Ana, WayIn.SignUp, Some.Now, $"{Some.Id(101):N}"));
        change.Audit.Fields.ShouldBeEmpty();
        store.Sent.ShouldBe([new(Some.Organisation, Some.Ana, Sent.Id)]);
    }

    [Fact]
    public async Task Nobody_is_told_where_an_API_key_invited()
    {
        var store = new OneInvitation(Sent);

        await SignUp(new OneUser(Pending) { Newest = Sent with { By = null } }, store);
        await SignUp(new OneUser(Pending with { Invitation = null }), store);

        store.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task D16_Who_has_another_number_has_not_agreed_is_blocked_not_complete_or_in_already_is_passed_over()
    {
        foreach (var user in (User?[])
        [
            null, Pending with { Phone = null }, Pending with { PhoneConsent = null }, Pending with { BlockedAt = Some.Now }, Pending with { Position = null }, Pending with { SignedUpAt = Some.Now },
        ])
        {
            (await SignUp(new OneUser(user), new OneInvitation(null))).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_number_without_its_country_is_refused_and_a_busy_user_is_to_be_asked_for_again()
    {
        var users = new OneUser(Pending);
        var sign = new SignUpByPhone(new Phones(), users, new OneInvitation(null).HandOff(), new CountedIds(), new FakeTimeProvider(Some.Now));

        (await sign.HandleAsync("612345678", Token)).ShouldBeOfType<SignUpByPhoneOutcome.Refused>().Problem.Field.ShouldBe("phone");
        users.Changed.ShouldBeEmpty();
        users.Changing = new Changing.Busy();
        await Should.ThrowAsync<InvalidOperationException>(() => sign.HandleAsync("+34 612 345 678", Token));
    }

    [Fact]
    public async Task R16_Of_several_accesses_the_last_counts_and_it_leaves_no_line_in_the_history()
    {
        var users = new OneUser(In);

        (await Report(users, new(Some.Ana, Some.Now.AddHours(-9)), new(Some.Ana, Some.Now.AddHours(-1)))).ShouldBeEmpty();

        var change = users.Changed.ShouldHaveSingleItem();
        (change.User.LastAccessAt, change.IsUnaudited, change.RemoveNationalId, change.User.Version, change.Audit.Way, change.Audit.Operation.Value).ShouldBe((Some.Now.AddHours(-1), true, false, In.Version, WayIn.System, $"{Some.Id(101):N}"));
    }

    [Fact]
    public async Task Who_is_not_there_or_not_in_is_answered_in_the_order_of_their_ids()
    {
        (await Report(new OneUser(null), new(Some.Bea, Some.Now), new(Some.Ana, Some.Now))).ShouldBe([Some.Ana, Some.Bea]);
        (await Report(new OneUser(Pending), new Access(Some.Ana, Some.Now))).ShouldBe([Some.Ana]);
    }

    [Fact]
    public void D18_An_access_is_stored_when_it_is_a_day_newer_or_changes_the_state()
    {
        static bool IsStored(User user, DateTimeOffset at) => ReportAccesses.Decide(user, at, Some.Now) is { } after && after.LastAccessAt == at;
        var last = Some.Now.AddDays(-2);

        IsStored(In, last.AddDays(1)).ShouldBeTrue();
        IsStored(In, last.AddDays(1).AddTicks(-1)).ShouldBeFalse();
        IsStored(In, last).ShouldBeFalse();
        IsStored(In, Some.Now.AddDays(-60)).ShouldBeFalse();
        IsStored(In with { LastAccessAt = null, SignedUpAt = last }, last.AddDays(1)).ShouldBeTrue();
        IsStored(In with { LastAccessAt = Some.Now.AddDays(-30) }, Some.Now.AddDays(-30).AddHours(1)).ShouldBeTrue();
        IsStored(Pending, Some.Now).ShouldBeFalse();
    }

    private static async Task<IReadOnlyList<LinkedUser>> SignUp(OneUser users, OneInvitation store) =>
        (await new SignUpByPhone(new Phones(), users, store.HandOff(), new CountedIds(), new FakeTimeProvider(Some.Now)).HandleAsync("+34 612 345 678", Token)).ShouldBeOfType<SignUpByPhoneOutcome.Linked>().Users;

    private static Task<IReadOnlyList<UserId>> Report(OneUser users, params Access[] accesses) =>
        new ReportAccesses(users, new CountedIds(), new FakeTimeProvider(Some.Now)).HandleAsync(Some.Organisation, accesses, Token);

    /// <summary>Ana's number, whoever asks.</summary>
    private sealed class Phones : IPhones
    {
        public Task<IReadOnlyList<LinkedUser>> FindAsync(PhoneNumber phone, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<LinkedUser>>([new(Some.Organisation, Some.Ana)]);
    }
}
