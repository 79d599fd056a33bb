namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>When to start a dead worker again. One that is killed now and then comes back; one that cannot start, or dies all the time, does not.</summary>
internal sealed class RestartPolicy(TimeProvider time)
{
    private const int MostFailedStarts = 3;
    private const int MostDeaths = 10;
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);

    private readonly Queue<DateTimeOffset> _deaths = [];
    private int _failedStarts;

    /// <returns>How long to wait before the next start, or null to give up.</returns>
    public TimeSpan? AfterDeath()
    {
        _failedStarts = 0;
        var now = time.GetUtcNow();
        _deaths.Enqueue(now);
        while (now - _deaths.Peek() > Period)
        {
            _deaths.Dequeue();
        }
        return _deaths.Count > MostDeaths ? null : Delay(_deaths.Count);
    }

    /// <inheritdoc cref="AfterDeath"/>
    public TimeSpan? AfterFailedStart() => ++_failedStarts >= MostFailedStarts ? null : Delay(_failedStarts + 1);

    private static TimeSpan Delay(int failures) => failures > 4 ? Longest : Shortest * (1 << (failures - 1));
}
