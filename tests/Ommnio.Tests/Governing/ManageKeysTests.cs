using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Governing;

/// <summary>What becomes of an API key, and what of it is written into the account's history.</summary>
public sealed class ManageKeysTests
{
    private static readonly KeyEntry Payroll = new("Payroll00001", "payroll", [Scope.Lookup], Some.Now.AddDays(-40), null, Some.Now.AddDays(300), null);
    private static readonly NewKey New = new("NewKey000001", [1, 2, 3]);
    private static readonly Actor Account = Some.Account with { Key = "SetUpKey0001" };

    private readonly Ring ring = new();
    private readonly ManageKeys keys;

    public ManageKeysTests() => keys = new(ring, new FakeTimeProvider(Some.Now));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_made_as_it_was_asked_for_and_is_in_the_history_with_what_it_may()
    {
        var outcome = await keys.MakeAsync(Account, null, " Lists ", [Scope.UsersRead, Scope.Lookup], New, Token);

        var entry = outcome.ShouldBeOfType<ManageKeysOutcome.Made>().Entry;
        (entry.Id, entry.Name, entry.CreatedAt, entry.CreatedBy, entry.ExpiresAt, entry.Replaces).ShouldBe((New.Id, "Lists", Some.Now, Account.User, null, null));
        var (key, _, audit) = ring.Added.ShouldHaveSingleItem();
        (key.Id, key.Organisation, key.SecretHash.SequenceEqual(New.SecretHash), key.ExpiresAt).ShouldBe((New.Id, Some.Organisation, true, null));
        key.Scopes.SetEquals([Scope.UsersRead, Scope.Lookup]).ShouldBeTrue();
        (audit.Operation.Value, audit.Action, audit.At, audit.By, audit.About, audit.Key).ShouldBe(("keyNewKey000001", "key.made", Some.Now, Account.User, New.Id, "SetUpKey0001"));
        audit.Fields.ShouldBe(["lookup", "users.read"]);
    }

    [Fact]
    public async Task The_same_request_again_shows_no_secret()
    {
        ring.IsKnown = true;

        (await keys.MakeAsync(Account, null, "Lists", [Scope.UsersRead], New, Token)).ShouldBeOfType<ManageKeysOutcome.ShownBefore>();
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_key_is_said_at_once_and_nothing_is_made()
    {
        (await Problems("", [])).ShouldBe([new("text.missing", "name"), new("key.scopes", "scopes")]);
        (await Problems("Lists", [Scope.UsersRead, null])).ShouldBe([new("key.scopes", "scopes")]);
        (await Problems(new('n', Label.Longest + 1), [Scope.UsersRead])).ShouldBe([new("text.too_long", "name", $"{Label.Longest}")]);
        ring.Added.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_but_an_Account_Administrator_makes_sees_rotates_or_revokes_a_key()
    {
        ManageKeysOutcome[] told =
        [
            await keys.ListAsync(Some.Baker, Token),
            await keys.MakeAsync(Some.Baker, null, "Lists", [Scope.Lookup], New, Token),
            await keys.RotateAsync(Some.Baker, null, Payroll.Id, New, Token),
            await keys.RevokeAsync(Some.Baker, Payroll.Id, Token),
        ];

        told.ShouldAllBe(outcome => ((ManageKeysOutcome.Forbidden)outcome).Problem.Code == "request.actor_without_rights");
        ring.Added.ShouldBeEmpty();
        ring.Revoked.ShouldBeEmpty();
        (await keys.ListAsync(Account, Token)).ShouldBeOfType<ManageKeysOutcome.Listed>().Entries.ShouldBe([Payroll]);
    }

    [Fact]
    public async Task A_key_that_is_rotated_works_for_another_week_and_the_new_one_may_do_the_same()
    {
        var entry = (await keys.RotateAsync(Account, null, Payroll.Id, New, Token)).ShouldBeOfType<ManageKeysOutcome.Made>().Entry;

        (entry.Id, entry.Name, entry.CreatedAt, entry.CreatedBy, entry.ExpiresAt, entry.Replaces).ShouldBe((New.Id, "payroll", Some.Now, Account.User, null, Payroll.Id));
        entry.Scopes.ShouldBe(Payroll.Scopes);
        ring.Ended.ShouldBe([(Payroll.Id, Some.Now.AddDays(7))]);
        var audit = ring.Added.ShouldHaveSingleItem().Audit;
        audit.Action.ShouldBe("key.rotated");
        audit.Fields.ShouldBe([Payroll.Id]);
    }

    [Fact]
    public async Task A_rotation_that_stopped_half_way_ends_the_old_key_when_it_is_repeated()
    {
        ring.IsKnown = true;

        (await keys.RotateAsync(Account, null, Payroll.Id, New, Token)).ShouldBeOfType<ManageKeysOutcome.ShownBefore>();
        ring.Ended.ShouldBe([(Payroll.Id, Some.Now.AddDays(7))]);
    }

    [Fact]
    public async Task A_key_that_is_not_there_or_may_more_than_the_askers_own_is_not_rotated()
    {
        (await keys.RotateAsync(Account, null, "Another00001", New, Token)).ShouldBeOfType<ManageKeysOutcome.NotFound>();
        (await keys.RotateAsync(Account, [Scope.Admin], Payroll.Id, New, Token)).ShouldBeOfType<ManageKeysOutcome.Forbidden>().Problem.Code.ShouldBe("key.beyond_own");
        ring.Added.ShouldBeEmpty();
        ring.Ended.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_that_is_revoked_is_in_the_history_and_one_that_is_not_there_is_not_found()
    {
        (await keys.RevokeAsync(Account, Payroll.Id, Token)).ShouldBeOfType<ManageKeysOutcome.Revoked>();
        (await keys.RevokeAsync(Account, "Another00001", Token)).ShouldBeOfType<ManageKeysOutcome.NotFound>();

        var audit = ring.Revoked[0];
        (audit.Action, audit.About, audit.At, audit.By, audit.Key).ShouldBe(("key.revoked", Payroll.Id, Some.Now, Account.User, "SetUpKey0001"));
        audit.Fields.ShouldBeEmpty();
    }

    private async Task<IReadOnlyList<Problem>> Problems(string name, IReadOnlyList<Scope?> scopes) =>
        (await keys.MakeAsync(Account, null, name, scopes, New, Token)).ShouldBeOfType<ManageKeysOutcome.Refused>().Problems;

    /// <summary>Has one key, and writes down what it is asked.</summary>
    private sealed class Ring : IKeyRing
    {
        public bool IsKnown { get; set; }

        public List<(ApiKey Key, KeyEntry Entry, AuditEntry Audit)> Added { get; } = [];

        public List<(string Id, DateTimeOffset At)> Ended { get; } = [];

        public List<AuditEntry> Revoked { get; } = [];

        public Task<bool> AddAsync(ApiKey key, KeyEntry entry, AuditEntry audit, CancellationToken cancellationToken)
        {
            Added.Add((key, entry, audit));
            return Task.FromResult(!IsKnown);
        }

        public Task<IReadOnlyList<KeyEntry>> ListAsync(OrganisationId organisation, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<KeyEntry>>([Payroll]);

        public Task<bool> EndAsync(OrganisationId organisation, string id, DateTimeOffset at, CancellationToken cancellationToken)
        {
            Ended.Add((id, at));
            return Task.FromResult(true);
        }

        public Task<bool> RevokeAsync(OrganisationId organisation, string id, AuditEntry audit, CancellationToken cancellationToken)
        {
            Revoked.Add(audit);
            return Task.FromResult(id == Payroll.Id);
        }
    }
}
