using System.Globalization;
using System.Text.Json.Nodes;
using Ommnio.Core.Jobs;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Jobs;

/// <summary>
/// Two organisations with the same people: in one the job runs undisturbed, in the other it dies five times at a random request,
/// before it goes out or after it was carried out. <c>OMMNIO_JOB_USERS</c> says how many people; a failing run prints its seed.
/// </summary>
public sealed class CrashTests(SharedAzurite azurite) : JobTests(azurite)
{
    private const int Kills = 5;
    private static readonly int People = int.Parse(Environment.GetEnvironmentVariable("OMMNIO_JOB_USERS") ?? "600", CultureInfo.InvariantCulture);

    [Fact]
    public async Task An_apply_that_dies_five_times_ends_as_an_undisturbed_one_with_everybody_counted_once()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("OMMNIO_SEED") ?? $"{Environment.TickCount}", CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"OMMNIO_SEED={seed} OMMNIO_JOB_USERS={People}");
        var undisturbed = await RunAllAsync((await BeginAsync()).Id);
        var expected = await MembersAsync();

        await StartOverAsync();
        var job = await BeginAsync();
        var (random, progress, kills) = (new Random(seed), JobProgress.None, 0);
        while ((await FindAsync(job.Id)).IsOpen)
        {
            if (Sent.TryTake() is { } message)
            {
                kills += await RunAndDieAsync(message, kills < Kills && (random.Next(3) == 0 || People - progress.Seen <= RunJob.PageSize) ? random : null) ? 1 : 0;
                var now = (await FindAsync(job.Id)).Progress;
                IsNowhereLess(now, progress).ShouldBeTrue($"seed {seed}: {now} after {progress}");
                progress = now;
            }
            else
            {
                // The message died with the worker.
                Time.Advance(TimeSpan.FromMinutes(3));
                await SweepAsync();
            }
        }

        kills.ShouldBe(Kills);
        var done = await FindAsync(job.Id);
        (done.State, done.Progress).ShouldBe((JobState.Done, undisturbed.Progress), $"seed {seed}");
        (await MembersAsync()).ShouldBe(expected, $"seed {seed}");
        (await RowKeysAsync()).Where(key => key.EndsWith(":job.applyRules", StringComparison.Ordinal)).GroupBy(key => key.Split(':')[1]).ShouldAllBe(user => user.Count() == 1);
    }

    // A third joins, a third leaves, the others stay out or in.
    private async Task<Job> BeginAsync()
    {
        await AddManyAsync(People, n => Some.User("Ana", $"Number {n}") with
        {
            Area = new(n % 3 == 0 ? "Sales" : "Bakery"),
            Teams = n % 3 == 1 ? [InShops(rule: new(Sales.Id, 1))] : n % 2 == 0 ? [InShops(byHand: true)] : [],
        });
        return await StartAsync(Job.ApplyRules(new(Guid.CreateVersion7()), Shops, People, Actor, Time.GetUtcNow()));
    }

    // Every page costs more requests than that. Every retry of the request meets the same end: for the worker it is death, whatever its client tries.
    private async Task<bool> RunAndDieAsync(JobMessage message, Random? random)
    {
        if (random is not null)
        {
            Faults.DieAt(random.Next(1, RunJob.PageSize), after: random.Next(2) == 0);
        }

        try
        {
            await RunAsync(message);
            return false;
        }
        catch (Exception death) when (death is IOException or AggregateException or OperationCanceledException)
        {
            return true;
        }
        finally
        {
            Faults.Live();
        }
    }

    private static bool IsNowhereLess(JobProgress now, JobProgress before) =>
        now.Seen >= before.Seen && now.Changed >= before.Changed && now.Joined >= before.Joined && now.Left >= before.Left;

    /// <summary>Who is in the team, by what, by their names: the ids differ between the two organisations.</summary>
    private async Task<IReadOnlyList<string>> MembersAsync() =>
    [
        .. (await RowsAsync()).Where(row => row.RowKey.StartsWith("u:", StringComparison.Ordinal))
            .Select(row => JsonNode.Parse(row.GetString("Doc"))!)
            .Select(user => $"{user["lastName"]}: {string.Join(',', user["teams"]!.AsArray().Select(team => $"{team!["byHand"]} {team["rule"] is not null}"))} {user["version"]}")
            .Order(StringComparer.Ordinal),
    ];
}
