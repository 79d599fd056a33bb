namespace Ommnio.Bot.Activities;

/// <summary>
/// One turn at a time for one administrator in this process, its answer included: it keeps answers in order and saves lost races; the
/// draft's ETag stays the real guard. A fixed number of lanes needs no tidying; that two administrators share one is rare.
/// </summary>
internal sealed class Lanes : IDisposable
{
    private readonly SemaphoreSlim[] lanes = [.. Enumerable.Range(0, 1_024).Select(_ => new SemaphoreSlim(1, 1))];

    internal async Task<IDisposable> EnterAsync(object whose, CancellationToken cancellationToken)
    {
        var lane = lanes[(uint)whose.GetHashCode() % (uint)lanes.Length];
        await lane.WaitAsync(cancellationToken);
        return new Turn(lane);
    }

    public void Dispose() => Array.ForEach(lanes, lane => lane.Dispose());

    private sealed class Turn(SemaphoreSlim lane) : IDisposable
    {
        public void Dispose() => lane.Release();
    }
}
