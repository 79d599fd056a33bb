namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>When to start a dead worker again. One that is killed now and then comes back; one that cannot start, or dies all the time, does not.</summary>
internal sealed class RestartPolicy(TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);
    private static readonly double[] Pauses = [0.5, 1, 2, 4, 4];

    private readonly List<DateTimeOffset> _failures = [];

    /// <returns>How long to wait after this death or failed start, or null to give up.</returns>
    public TimeSpan? AfterFailure()
    {
        var now = time.GetUtcNow();
        _failures.RemoveAll(failure => now - failure > Period);
        _failures.Add(now);
        return _failures.Count <= Pauses.Length ? TimeSpan.FromSeconds(Pauses[_failures.Count - 1]) : null;
    }
}
