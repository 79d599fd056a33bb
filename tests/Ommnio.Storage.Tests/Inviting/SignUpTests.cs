using Ommnio.Core.Inviting;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Faults;
using Ommnio.Storage.Tests.Organisations;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Inviting;

/// <summary>What the chat product reports: proved numbers, over all organisations, and last accesses.</summary>
public sealed class SignUpTests(SharedAzurite azurite) : StorageTests(azurite), IAsyncLifetime
{
    private static int numbers = Random.Shared.Next(1_000_000);
    private readonly OrganisationId second = new($"{Guid.NewGuid():N}"[..12]);
    private readonly PhoneNumber phone = PhoneNumber.FromE164($"+34612{Interlocked.Increment(ref numbers):D6}");
    private readonly NewIds ids = new();

    public async ValueTask InitializeAsync()
    {
        await Get<IOrganisations>().CreateAsync(CatalogueTests.Demo(Organisation), Token);
        await Get<IOrganisations>().CreateAsync(CatalogueTests.Demo(second), Token);
    }

    [Fact]
    public async Task R12_D52_Every_pending_user_with_the_proved_number_is_in_whatever_the_organisation()
    {
        var (here, there) = (await AddedAsync(), await AddedAsync(second));

        (await SignUpAsync()).ShouldBe([new(Organisation, here.Id), new(second, there.Id)], ignoreOrder: true);

        foreach (var (organisation, id) in ((OrganisationId, UserId)[])[(Organisation, here.Id), (second, there.Id)])
        {
            var user = (await Get<IUsers>().FindAsync(organisation, id, Token))!;
            (user.StateAt(Some.Now), user.SignUpPhone).ShouldBe((UserState.Active, null));
            (await RowsAsync(organisation)).Count(row => row.GetString("Action") == "user.signedUp").ShouldBe(1);
        }

        (await SignUpAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_open_invitation_is_answered_by_it_and_its_token_is_used()
    {
        var user = await AddedAsync(invited: true);

        await SignUpAsync();

        (await Get<IInvitations>().ListAsync(Organisation, user.Id, Token)).Single().State.ShouldBe(InvitationState.Accepted);
    }

    [Fact]
    public async Task D52_Who_is_blocked_or_in_already_is_skipped()
    {
        await AddedAsync(edit: user => user with { BlockedAt = Some.Now });
        await AddedAsync(second, user => user with { SignedUpAt = Some.Now.AddDays(-90) });

        (await SignUpAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task D16_Without_recorded_consent_a_number_lets_nobody_in()
    {
        var user = await AddedAsync(edit: user => user with { PhoneConsent = null });
        (await SignUpAsync()).ShouldBeEmpty();

        await ChangeAsync(user.Id, before => before with { PhoneConsent = new(null, Some.Now) });

        (await SignUpAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_number_that_is_not_theirs_any_more_lets_nobody_in_and_one_given_back_does()
    {
        var user = await AddedAsync();
        await ChangeAsync(user.Id, before => before with { Phone = null });
        (await SignUpAsync()).ShouldBeEmpty();
        (await Get<IPhones>().FindAsync(phone, Token)).ShouldBeEmpty();

        await ChangeAsync(user.Id, before => before with { Phone = phone });

        (await SignUpAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_number_that_is_given_back_before_its_row_is_cleared_still_finds_its_user()
    {
        var user = await AddedAsync();
        Faults.Before(RequestKind.Write, () => Task.CompletedTask);
        // The new number's row stands, the user has it, and the old one's row is to be cleared.
        Faults.Before(RequestKind.Write, () => ChangeAsync(user.Id, before => before with { Phone = user.Phone }));

        await ChangeAsync(user.Id, before => before with { Phone = PhoneNumber.FromE164("+34611223344") });

        Faults.AllHappened.ShouldBeTrue();
        (await Get<IPhones>().FindAsync(user.Phone!, Token)).ShouldContain(new LinkedUser(Organisation, user.Id));
    }

    [Fact]
    public async Task A_crash_before_the_users_transaction_leaves_a_row_that_lets_nobody_in()
    {
        for (var tries = 0; tries < 4; tries++)
        {
            Faults.BreakBefore(RequestKind.Transaction);
        }

        await Should.ThrowAsync<Exception>(() => AddedAsync());

        (await Get<IPhones>().FindAsync(phone, Token)).ShouldHaveSingleItem();
        (await SignUpAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_number_without_its_country_is_refused() =>
        (await SigningUp.HandleAsync("612345678", Token)).ShouldBeOfType<SignUpByPhoneOutcome.Refused>().Problem.Code.ShouldBe("phone.country_needed");

    [Fact]
    public async Task A_creation_with_a_phone_is_one_write_of_its_index_and_one_transaction()
    {
        Requests.Clear();
        await AddedAsync();

        Requests.Kinds.ShouldBe([RequestKind.Write, RequestKind.Transaction]);
    }

    [Fact]
    public async Task D18_An_access_is_written_where_it_is_a_day_newer_or_changes_the_state_and_leaves_no_audit()
    {
        var active = await AddedAsync(edit: user => user with { SignedUpAt = Some.Now, LastAccessAt = Some.Now, Phone = null });
        var pending = await AddedAsync(edit: user => user with { Phone = null });
        var nobody = new UserId(Guid.CreateVersion7());
        var rows = (await RowKeysAsync()).Count;
        Time.SetUtcNow(Some.Now.AddDays(2));
        Requests.Clear();

        (await ReportAsync(new(active.Id, Some.Now.AddHours(2)), new(active.Id, Some.Now.AddHours(23)), new(pending.Id, Some.Now), new(nobody, Some.Now))).ShouldBe([pending.Id, nobody], ignoreOrder: true);
        Requests.Kinds.ShouldBe([RequestKind.Read, RequestKind.Read, RequestKind.Read]);
        (await ReportAsync(new Access(active.Id, Some.Now.AddDays(1)))).ShouldBeEmpty();

        (await Get<IUsers>().FindAsync(Organisation, active.Id, Token))!.LastAccessAt.ShouldBe(Some.Now.AddDays(1));
        (await RowKeysAsync()).Count.ShouldBe(rows);
    }

    [Fact]
    public void R16_An_access_that_makes_somebody_active_again_is_written_though_it_is_hardly_newer()
    {
        var user = Some.User() with { SignedUpAt = Some.Now, LastAccessAt = Some.Now };
        var now = Some.Now.AddDays(30).AddMinutes(1);

        ReportAccesses.Decide(user, Some.Now.AddMinutes(30), now)!.StateAt(now).ShouldBe(UserState.Active);
        ReportAccesses.Decide(user, Some.Now.AddMinutes(30), Some.Now.AddHours(1)).ShouldBeNull();
        ReportAccesses.Decide(user, Some.Now.AddDays(-1), now).ShouldBeNull();
    }

    private async Task<User> AddedAsync(OrganisationId? organisation = null, Func<User, User>? edit = null, bool invited = false)
    {
        var user = (edit ?? (same => same))(Some.User() with { Phone = phone, PhoneConsent = new(null, Some.Now) });
        (await Get<IUsers>().AddAsync(organisation ?? Organisation, Some.New(user, invited: invited), Token)).ShouldBeOfType<Adding.Added>();
        return user;
    }

    private async Task ChangeAsync(UserId user, Func<User, User> edit) => (await Get<IUsers>().ChangeAsync(Organisation, user, Some.Change(edit), Token)).ShouldBeOfType<Changing.Changed>();

    private SignUpByPhone SigningUp => new(Get<IPhones>(), Get<IUsers>(), HandOff(), ids, Time);

    private async Task<IReadOnlyList<LinkedUser>> SignUpAsync() => (await SigningUp.HandleAsync(phone.E164, Token)).ShouldBeOfType<SignUpByPhoneOutcome.Linked>().Users;

    private Task<IReadOnlyList<UserId>> ReportAsync(params IReadOnlyList<Access> accesses) => new ReportAccesses(Get<IUsers>(), ids, Time).HandleAsync(Organisation, accesses, Token);

    private sealed class NewIds : IIds
    {
        public Guid Next() => Guid.CreateVersion7();
    }
}
