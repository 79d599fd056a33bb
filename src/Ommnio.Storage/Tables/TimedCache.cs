using System.Collections.Concurrent;

namespace Ommnio.Storage.Tables;

/// <summary>Values that may be some seconds old. Those who ask at the same time share one load; a load that failed is not kept.</summary>
internal sealed class TimedCache<TKey, TValue>(TimeSpan life, TimeProvider time) where TKey : notnull
{
    private const int MostEntries = 10_000;
    private readonly ConcurrentDictionary<TKey, Entry> entries = new();

    internal ValueTask<TValue> GetAsync(TKey key, Func<TKey, Task<TValue>> load)
    {
        var now = time.GetUtcNow();
        if (!entries.TryGetValue(key, out var entry) || entry.Until <= now || entry.Value.Value.IsFaulted || entry.Value.Value.IsCanceled)
        {
            if (entries.Count >= MostEntries)
            {
                entries.Clear();
            }

            entry = new(now + life, new(() => load(key)));
            entries[key] = entry;
        }

        return new(entry.Value.Value);
    }

    internal void Forget(TKey key) => entries.TryRemove(key, out _);

    private sealed record Entry(DateTimeOffset Until, Lazy<Task<TValue>> Value);
}
