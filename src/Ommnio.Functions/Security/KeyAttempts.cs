using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Ommnio.Functions.Security;

/// <summary>
/// How often keys that do not work may be shown from one address, in one process: after that a key which has not worked here yet is
/// not even looked up. A key that has goes through, so that one integration with an old key does not lock out its neighbours.
/// </summary>
internal sealed class KeyAttempts(int perMinute) : IDisposable
{
    private readonly PartitionedRateLimiter<string> byAddress = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetSlidingWindowLimiter(address, _ => Attempts.Window(perMinute)));

    // As many as there are keys: what did not work is never in it.
    private readonly ConcurrentDictionary<string, bool> worked = new(StringComparer.Ordinal);

    internal bool MayTry(HttpRequest request, string? key)
    {
        using var lease = byAddress.AttemptAcquire(Attempts.AddressOf(request), permitCount: 0);
        return lease.IsAcquired || (key is not null && worked.ContainsKey(key));
    }

    internal void Failed(HttpRequest request)
    {
        using var lease = byAddress.AttemptAcquire(Attempts.AddressOf(request));
    }

    internal void Worked(string key) => worked[key] = true;

    public void Dispose() => byAddress.Dispose();
}
