using System.Threading.RateLimiting;

namespace Ommnio.Functions.Security;

/// <summary>The coarse guard of one process: so many requests a second for each key, with a burst of ten seconds' worth.</summary>
internal sealed class RequestLimit(int perSecond) : IDisposable
{
    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new()
        {
            TokenLimit = perSecond * 10,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        }));

    public RateLimitLease Of(string key) => limiter.AttemptAcquire(key);

    public void Dispose() => limiter.Dispose();
}
