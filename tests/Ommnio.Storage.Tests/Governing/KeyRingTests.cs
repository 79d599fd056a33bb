using Ommnio.Core.Auditing;
using Ommnio.Core.Governing;
using Ommnio.Core.Keeping;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Governing;

public sealed class KeyRingTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private IKeyRing Ring => Get<IKeyRing>();

    private Actor Actor => new(Organisation, new UserId(Guid.CreateVersion7()), WayIn.Bot, null);

    [Fact]
    public async Task Wherever_it_dies_no_key_opens_or_closes_anything_that_is_not_in_the_history()
    {
        var revoke = new ManageKeys(Ring, Time);
        for (var request = 1; request <= 4; request++)
        {
            foreach (var after in (bool[])[false, true])
            {
                var (actor, made, revoked) = (Actor, Entry(), Entry());
                await AddAsync(actor, revoked);

                await DyingAsync(request, after, () => AddAsync(actor, made));
                await DyingAsync(request, after, () => revoke.RevokeAsync(actor, revoked.Id, Token));

                Time.Advance(TimeSpan.FromMinutes(1));
                var lines = (await LinesAsync()).Select(line => (line.Action, line.About)).ToList();
                if (await Get<IApiKeys>().FindAsync(made.Id, Token) is not null)
                {
                    lines.ShouldContain(("key.made", made.Id));
                }

                if (await Get<IApiKeys>().FindAsync(revoked.Id, Token) is null)
                {
                    lines.ShouldContain(("key.revoked", revoked.Id));
                }
            }
        }
    }

    [Fact]
    public async Task What_was_done_to_a_key_stays_in_the_history_when_the_key_is_gone_and_goes_when_its_time_is_over()
    {
        var (actor, entry) = (Actor, Entry());
        (await AddAsync(actor, entry)).ShouldBeTrue();
        (await AddAsync(actor, entry)).ShouldBeFalse();
        var revoke = new ManageKeys(Ring, Time);
        (await revoke.RevokeAsync(actor, entry.Id, Token)).ShouldBeOfType<ManageKeysOutcome.Revoked>();
        (await revoke.RevokeAsync(actor, entry.Id, Token)).ShouldBeOfType<ManageKeysOutcome.NotFound>();

        (await Ring.ListAsync(Organisation, Token)).ShouldBeEmpty();
        (await Get<IApiKeys>().FindAsync(entry.Id, Token)).ShouldBeNull();
        (await LinesAsync()).Select(line => (line.Action, line.By, line.Way, line.About)).ShouldBe([("key.revoked", actor.User, WayIn.Bot, entry.Id), ("key.made", actor.User, WayIn.Bot, entry.Id)], ignoreOrder: true);

        await Get<IRetention>().PurgeAsync(Organisation, new(Some.Now, Some.Now, Some.Now, Some.Now.AddSeconds(1)), Token);
        (await LinesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_that_is_revoked_while_it_is_ended_stays_revoked()
    {
        var (actor, entry) = (Actor, Entry());
        (await AddAsync(actor, entry)).ShouldBeTrue();
        Faults.Before(RequestKind.Write, async () => (await new ManageKeys(Ring, Time).RevokeAsync(actor, entry.Id, Token)).ShouldBeOfType<ManageKeysOutcome.Revoked>());

        (await Ring.EndAsync(Organisation, entry.Id, Some.Now.AddDays(7), Token)).ShouldBeFalse();

        (await Ring.ListAsync(Organisation, Token)).ShouldBeEmpty();
        (await Get<IApiKeys>().FindAsync(entry.Id, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_key_that_two_end_at_once_ends_when_the_earlier_of_them_says()
    {
        var (actor, entry) = (Actor, Entry());
        (await AddAsync(actor, entry)).ShouldBeTrue();
        Faults.Before(RequestKind.Write, () => Task.CompletedTask);
        Faults.Before(RequestKind.Write, async () => (await Ring.EndAsync(Organisation, entry.Id, Some.Now.AddDays(3), Token)).ShouldBeTrue());

        (await Ring.EndAsync(Organisation, entry.Id, Some.Now.AddDays(7), Token)).ShouldBeTrue();

        Faults.AllHappened.ShouldBeTrue();
        (await Ring.ListAsync(Organisation, Token)).ShouldHaveSingleItem().ExpiresAt.ShouldBe(Some.Now.AddDays(3));
        (await Get<IApiKeys>().FindAsync(entry.Id, Token))!.ExpiresAt.ShouldBe(Some.Now.AddDays(3));
    }

    private async Task DyingAsync(int request, bool after, Func<Task> act)
    {
        Faults.DieAt(request, after);
        try
        {
            await act();
        }
        catch (Exception death) when (death is IOException or AggregateException or Azure.RequestFailedException)
        {
            // What it left is looked at afterwards.
        }

        Faults.Live();
    }

    private async Task<IReadOnlyList<Core.Registering.AuditEntry>> LinesAsync() => (await Get<IHistories>().ListAsync(Organisation, null, 100, null, Token))!.Items;

    private Task<bool> AddAsync(Actor actor, KeyEntry entry) =>
        Ring.AddAsync(new(entry.Id, Organisation, entry.Scopes, [1, 2, 3], null), entry, ManageKeys.AuditOf(actor, entry), Token);

    private static KeyEntry Entry() => new($"{Guid.NewGuid():N}"[..12], "payroll", [Scope.Lookup], Some.Now, null, null, null);
}
