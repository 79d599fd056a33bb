using System.Collections.Concurrent;

namespace Ommnio.Storage.Tables;

/// <summary>Values that may be some seconds old. Those who ask at the same time share one load, and each may stop waiting for it; a load that failed is not kept.</summary>
internal sealed class TimedCache<TKey, TValue>(TimeSpan life, TimeProvider time) where TKey : notnull
{
    private const int MostEntries = 10_000;
    private readonly ConcurrentDictionary<TKey, Entry> entries = new();

    internal ValueTask<TValue> GetAsync(TKey key, Func<TKey, Task<TValue>> load, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (entries.Count >= MostEntries)
        {
            entries.Clear();
        }

        // Both may be made more than once by those who race here; only the one that is kept is ever loaded.
        var fresh = new Entry(now + life, new(() => load(key)));
        var entry = entries.AddOrUpdate(key, fresh, (_, old) => old.Serves(now) ? old : fresh);
        return new(entry.Value.Value.WaitAsync(cancellationToken));
    }

    internal void Forget(TKey key) => entries.TryRemove(key, out _);

    internal void Clear() => entries.Clear();

    private sealed record Entry(DateTimeOffset Until, Lazy<Task<TValue>> Value)
    {
        public bool Serves(DateTimeOffset now) => now < Until && !(Value.IsValueCreated && (Value.Value.IsFaulted || Value.Value.IsCanceled));
    }
}
