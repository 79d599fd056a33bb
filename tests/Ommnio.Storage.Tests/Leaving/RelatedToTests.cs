using Ommnio.Core.Grouping;
using Ommnio.Core.Jobs;
using Ommnio.Core.Leaving;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Jobs;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Leaving;

/// <summary>D9, R32: whoever was related to a deleted user is so no more, and that counts as a save of each.</summary>
public sealed class RelatedToTests(SharedAzurite azurite) : JobTests(azurite)
{
    [Fact]
    public async Task R32_Deleting_the_manager_clears_it_for_everybody_who_pointed_there_and_rules_run()
    {
        var manager = await AddAsync("Head Office", user => user with { Name = new("Bea", "López"), Code = new("B-1") });
        var reports = new List<User>();
        for (var i = 0; i < 3; i++)
        {
            reports.Add(await AddAsync("Sales", user => user with { RelatedTo = new(manager.Id, manager.Name.Full) }));
        }

        var erase = new EraseUser(Get<IErasures>(), Sent, new Ids(), Time);
        (await erase.HandleAsync(new(Actor, manager.Id, 1, "bea lópez"), Token)).ShouldBeOfType<EraseUserOutcome.Erased>();
        while (Sent.TryTake() is { } message)
        {
            await RunAsync(message);
        }

        foreach (var report in reports)
        {
            var after = (await Get<IUsers>().FindAsync(Organisation, report.Id, Token))!;
            (after.RelatedTo, after.Version).ShouldBe((null, 2));
            after.Teams.ShouldBe([InShops(rule: new RuleOrigin(Sales.Id, 1))]);
        }

        // But in the answers that are kept for repeats of the reports' own registrations.
        (await RowsAsync()).Where(row => !row.RowKey.StartsWith("o:", StringComparison.Ordinal)).SelectMany(row => row.Select(column => column.Value).OfType<string>()).ShouldNotContain(text => text.Contains("López", StringComparison.Ordinal));
        (await erase.HandleAsync(new(Actor, manager.Id, null, "bea lópez"), Token)).ShouldBeOfType<EraseUserOutcome.NotFound>();
    }

    [Fact]
    public async Task R32_Who_was_just_being_related_to_them_is_so_no_more_either()
    {
        var manager = await AddAsync("Head Office");
        var late = await AddAsync("Sales");
        await new EraseUser(Get<IErasures>(), Sent, new Ids(), Time).HandleAsync(new(Actor, manager.Id, 1, manager.Name.Full), Token);
        while (Sent.TryTake() is { } message)
        {
            await RunAsync(message);
        }

        // Decided while the manager was there, stored after the job was through.
        await Get<IUsers>().ChangeAsync(Organisation, late.Id, Some.Change(user => user with { RelatedTo = new(manager.Id, manager.Name.Full) }), Token);
        (await SweepAsync()).ShouldBe(0);
        Time.Advance(TimeSpan.FromMinutes(8));
        (await SweepAsync()).ShouldBe(1);
        (await RunAsync(Sent.TryTake()!)).ShouldBe(RunJobOutcome.Advanced);
        (await RunAsync(Sent.TryTake()!)).ShouldBe(RunJobOutcome.Finished);

        var after = await FindAsync(late.Id);
        (after.RelatedTo, after.Teams.Single().Rule).ShouldBe((null, new RuleOrigin(Sales.Id, 1)));
        (await RowKeysAsync()).ShouldNotContain(key => key.StartsWith("w:", StringComparison.Ordinal) || key.StartsWith("p:manager:", StringComparison.Ordinal));
    }
}
