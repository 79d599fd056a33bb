using System.Diagnostics;
using Shouldly;

namespace Ommnio.EndToEnd.Tests;

/// <summary>Waits for something to become true, and fails saying what did not.</summary>
internal static class Until
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static Task TrueAsync(string what, Func<bool> condition) => TrueAsync(what, () => Task.FromResult(condition()));

    public static Task TrueAsync(string what, Func<Task<bool>> condition) => TrueAsync(what, Longest, condition);

    public static async Task TrueAsync(string what, TimeSpan longest, Func<Task<bool>> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Stopwatch.GetElapsedTime(started).ShouldBeLessThan(longest, $"waited in vain: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }
}
