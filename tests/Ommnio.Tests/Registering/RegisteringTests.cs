using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Tests.Inviting;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Registering;

/// <summary>What registering asks of the stores, and what it makes of their answers.</summary>
public sealed class RegisteringTests
{
    private static readonly User Boss = Some.User(Some.Bea) with { Name = new("Bea", "López"), Code = new("B-1"), Teams = [Some.In(Some.Night)] };

    [Fact]
    public async Task R2_Without_being_asked_nothing_is_sent()
    {
        var (users, queue) = (new OneUser(null), new OneInvitation(null));

        var done = (await RegisterAsync(users, queue, Some.Four)).ShouldBeOfType<RegisterUserOutcome.Registered>();

        (done.Invitation, done.Repeated, users.Reads, users.Added.Count).ShouldBe((null, false, 0, 1));
        done.Warnings.Single().Code.ShouldBe("user.no_chat_group");
        queue.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task D45_With_an_invitation_one_message_follows_the_one_transaction()
    {
        var (users, queue) = (new OneUser(null), new OneInvitation(null) { IsReachable = false });

        var done = (await RegisterAsync(users, queue, Some.Four, "link")).ShouldBeOfType<RegisterUserOutcome.Registered>();

        users.Added.Single().Invitation.ShouldBe(done.Invitation);
        queue.Sent.ShouldBe([new(Some.Organisation, done.User.Id, done.Invitation!.Id)]);
    }

    [Fact]
    public async Task What_is_refused_is_not_stored()
    {
        var users = new OneUser(null);

        (await RegisterAsync(users, new(null), Some.Four with { Area = null })).ShouldBeOfType<RegisterUserOutcome.Refused>();

        users.Added.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_repeat_answers_what_the_first_made_and_sends_its_message_again()
    {
        var first = Some.User() with { Notes = "first" };
        var (users, queue) = (new OneUser(null) { Adding = new Adding.Repeated(first, Some.Invitation()) }, new OneInvitation(null));

        var done = (await RegisterAsync(users, queue, Some.Four, "link")).ShouldBeOfType<RegisterUserOutcome.Registered>();

        (done.User, done.Invitation, done.Repeated).ShouldBe((first, Some.Invitation(), true));
        queue.Sent.ShouldBe([new(Some.Organisation, first.Id, Some.Invitation().Id)]);
    }

    [Fact]
    public async Task A_repeat_answers_what_the_first_made_though_nobody_could_be_registered_so_any_more()
    {
        var gone = Some.Four with { RelatedTo = new($"{Some.Bea}", null) };
        var first = Some.User() with { RelatedTo = new(Some.Bea, "Bea López") };
        var users = new OneUser(null) { Before = new Adding.Repeated(first, null) };

        (await RegisterAsync(users, new(null), gone, operation: new(new("again"), "hash"))).ShouldBeOfType<RegisterUserOutcome.Registered>().User.ShouldBe(first);
        // Without a name nobody knows that it is one.
        (await RegisterAsync(users, new(null), gone)).ShouldBeOfType<RegisterUserOutcome.Refused>();
        (await RegisterAsync(new OneUser(null), new(null), gone, operation: new(new("new"), "hash"))).ShouldBeOfType<RegisterUserOutcome.Refused>();
        users.Added.ShouldBeEmpty();
    }

    [Fact]
    public async Task D10_Labels_that_are_new_are_remembered_once_they_are_stored()
    {
        var (users, taken) = (new OneUser(null), new OneUser(null) { Adding = new Adding.Taken("code", Some.Bea) });

        await RegisterAsync(users, new(null), Some.Four with { Area = "STORES", Location = "Madrid" });
        await RegisterAsync(taken, new(null), Some.Four);

        users.Remembered.Select(label => label.Label.Text).ShouldBe(["Cashier", "Madrid"]);
        taken.Remembered.ShouldBeEmpty();
    }

    [Fact]
    public async Task D9_Who_is_out_of_scope_is_nobodys_manager()
    {
        var fields = Some.Four with { Teams = [new(null, "Kitchen", null)], RelatedTo = new(null, "b-1") };

        (await RegisterAsync(new(null, Boss), new(null), fields)).ShouldBeOfType<RegisterUserOutcome.Registered>().User.RelatedTo.ShouldBe(new(Some.Bea, "Bea López"));
        (await RegisterAsync(new(null, Boss), new(null), fields, actor: Some.Baker)).ShouldBeOfType<RegisterUserOutcome.Refused>().Problems.ShouldBe([new("manager.unknown", "relatedTo")]);
    }

    [Theory]
    [InlineData("code", "user.code.taken")]
    [InlineData("nationalId", "user.national_id.taken")]
    [InlineData("email", "user.email.taken")]
    [InlineData("phone", "user.phone.taken")]
    public async Task R22_A_clash_names_its_holder_only_to_who_may_see_them(string field, string code)
    {
        var fields = Some.Four with { Teams = [new(null, "Kitchen", null)] };
        var users = new OneUser(null, Boss) { Adding = new Adding.Taken(field, Some.Bea) };

        var seen = (await RegisterAsync(users, new(null), fields)).ShouldBeOfType<RegisterUserOutcome.Taken>();
        var hidden = (await RegisterAsync(users, new(null), fields, actor: Some.Baker)).ShouldBeOfType<RegisterUserOutcome.Taken>();

        (seen.Problem, seen.Holder).ShouldBe((new Problem(code, field, "Bea López", "Stores"), Boss));
        (hidden.Problem, hidden.Holder).ShouldBe((new Problem(code, field), null));
    }

    [Fact]
    public async Task What_the_store_would_not_take_is_said()
    {
        (await RegisterAsync(new(null) { Adding = new Adding.Mismatch() }, new(null), Some.Four)).ShouldBeOfType<RegisterUserOutcome.Mismatch>();
        (await RegisterAsync(new(null) { Adding = new Adding.TooLarge() }, new(null), Some.Four)).ShouldBeOfType<RegisterUserOutcome.Refused>().Problems.Single().Code.ShouldBe("user.too_large");
    }

    private static Task<RegisterUserOutcome> RegisterAsync(OneUser users, OneInvitation queue, UserFields fields, string? invite = null, Actor? actor = null, Operation? operation = null) =>
        new RegisterUser(users, users, new([]), queue.HandOff(), Some.Keys(), new CountedIds(), new FakeTimeProvider(Some.Now))
            .HandleAsync(new(actor ?? Some.Account, fields, invite, operation), TestContext.Current.CancellationToken);
}
