using System.Diagnostics;

namespace Ommnio.Benchmarks.Speed;

/// <summary>
/// Measures two things by turns, the first of them changing from call to call: whatever else the machine does in those minutes, it
/// does to both.
/// </summary>
internal static class Turns
{
    internal static async Task<IReadOnlyList<Round>> ByCallAsync(Effort effort, Func<Task> ours, Func<Task> against)
    {
        for (var call = 0; call < effort.WarmUp; call++)
        {
            await ours();
            await against();
        }

        List<Round> rounds = [];
        for (var round = 0; round < effort.Rounds; round++)
        {
            var (mine, theirs) = (new double[effort.Calls], new double[effort.Calls]);
            for (var call = 0; call < effort.Calls; call++)
            {
                if (call % 2 == 0)
                {
                    mine[call] = await MillisecondsAsync(ours);
                    theirs[call] = await MillisecondsAsync(against);
                }
                else
                {
                    theirs[call] = await MillisecondsAsync(against);
                    mine[call] = await MillisecondsAsync(ours);
                }
            }

            rounds.Add(new(Median.Of(mine), Median.Of(theirs)));
        }

        return rounds;
    }

    /// <summary>Each side does a round's work as a whole, and says what it came to.</summary>
    internal static async Task<IReadOnlyList<(T Ours, T Against)>> ByRoundAsync<T>(Effort effort, Func<Task<T>> ours, Func<Task<T>> against)
    {
        List<(T, T)> rounds = [];
        for (var round = 0; round < effort.Rounds; round++)
        {
            var first = round % 2 == 0 ? await ours() : await against();
            var second = round % 2 == 0 ? await against() : await ours();
            rounds.Add(round % 2 == 0 ? (first, second) : (second, first));
        }

        return rounds;
    }

    internal static async Task<double> MillisecondsAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
