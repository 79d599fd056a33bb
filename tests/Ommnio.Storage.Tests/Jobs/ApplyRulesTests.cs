using Ommnio.Core.Grouping;
using Ommnio.Core.Jobs;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Jobs;

public sealed class ApplyRulesTests(SharedAzurite azurite) : JobTests(azurite)
{
    [Fact]
    public async Task R27_Applying_does_what_the_preview_said()
    {
        await AddManyAsync(30, n => Some.User() with { Area = new(n % 3 == 0 ? "Sales" : "Bakery"), Teams = n % 5 == 0 ? [InShops(rule: new(Sales.Id, 1))] : n % 7 == 0 ? [InShops(byHand: true)] : [] });
        var (preview, before) = (await PreviewAsync(), await RowsAsync());

        var job = (await ApplyAsync(preview.Leaving)).ShouldBeOfType<ApplyRulesOutcome.Started>().Job;
        var done = await RunAllAsync(job.Id);

        before.Count.ShouldBeGreaterThan(90);
        preview.Joins.Length.ShouldBe(preview.Joining);
        (done.Total, done.Progress.Seen, done.Progress.Joined, done.Progress.Left).ShouldBe((preview.Users, preview.Users, preview.Joining, preview.Leaving));
        var moved = new HashSet<UserId>(preview.Joins.Concat(preview.Leaves).Select(move => move.User));
        foreach (var row in await RowsAsync())
        {
            if (row.RowKey.StartsWith("u:", StringComparison.Ordinal) && UserId.TryParse(row.RowKey[2..]) is { } user)
            {
                var (was, now) = (before.Single(old => old.RowKey == row.RowKey).GetString("Doc").Contains(Shops.Id.ToString(), StringComparison.Ordinal), row.GetString("Doc").Contains(Shops.Id.ToString(), StringComparison.Ordinal));
                (was != now).ShouldBe(moved.Contains(user));
            }
        }

        var after = await PreviewAsync();
        (after.Joining, after.Leaving, after.Members).ShouldBe((0, 0, preview.Members + preview.Joining - preview.Leaving));
    }

    [Fact]
    public async Task R27_A_preview_writes_nothing_and_costs_one_query_for_the_catalogue_and_one_for_a_thousand_users()
    {
        await AddManyAsync(3, _ => Some.User() with { Area = new("Sales") });
        var before = await RowKeysAsync();
        Requests.Clear();

        (await PreviewAsync(new RuleFields(null, [new("area", true, ["Sales"])]))).Joining.ShouldBe(0);

        Requests.Kinds.ShouldBe([RequestKind.Query, RequestKind.Query]);
        (await RowKeysAsync()).ShouldBe(before);
        (await Get<ICatalogues>().FindNowAsync(Organisation, Token))!.Team(Shops.Id)!.Rules.Single().Id.ShouldBe(Sales.Id);
    }

    [Fact]
    public async Task D40_Too_many_who_leave_are_confirmed_by_their_number_before_anything_starts()
    {
        await AddManyAsync(4, _ => Some.User() with { Teams = [InShops(rule: new(Sales.Id, 1))] });

        var refused = (await ApplyAsync(3)).ShouldBeOfType<ApplyRulesOutcome.Unconfirmed>().Problem;

        (refused.Code, string.Join(',', refused.Args)).ShouldBe(("rules.confirm_leaving", "4,4"));
        Sent.TryTake().ShouldBeNull();
        (await RowKeysAsync()).ShouldNotContain(key => key.StartsWith("j:", StringComparison.Ordinal));
        (await ApplyAsync(4)).ShouldBeOfType<ApplyRulesOutcome.Started>();
    }

    [Fact]
    public async Task A_repeat_answers_the_job_that_the_first_one_started_though_it_would_need_another_confirmation_now()
    {
        await AddAsync("Sales");
        var operation = new Operation(Some.OperationId(), "hash");
        var first = (await ApplyAsync(null, operation)).ShouldBeOfType<ApplyRulesOutcome.Started>().Job;
        var done = await RunAllAsync(first.Id);
        await AddManyAsync(4, _ => Some.User() with { Teams = [InShops(rule: new(Sales.Id, 1))] });

        (await ApplyAsync(null, operation)).ShouldBe(new ApplyRulesOutcome.Started(done));
        (await ApplyAsync(null, operation with { RequestHash = "other" })).ShouldBeOfType<ApplyRulesOutcome.Mismatch>();
        (await ApplyAsync(null)).ShouldBeOfType<ApplyRulesOutcome.Unconfirmed>();
        Sent.TryTake().ShouldBeNull();
    }

    private async Task<RulesPreview> PreviewAsync(params RuleFields[] rules)
    {
        var preview = new PreviewRules(Get<ICatalogues>(), Get<IUserWalks>(), new Ids());
        return (await preview.HandleAsync(new(Actor, Shops.Id, rules.Length == 0 ? null : rules, null), Token)).ShouldBeOfType<PreviewRulesOutcome.Previewed>().Preview;
    }

    private Task<ApplyRulesOutcome> ApplyAsync(int? confirmLeaving, Operation? operation = null) =>
        new ApplyRules(Get<ICatalogues>(), Get<IUserWalks>(), Stored, new StartJob(Stored, Sent), new Ids(), Time).HandleAsync(new(Actor, Shops.Id, null, confirmLeaving, operation), Token);
}
