using System.Threading.RateLimiting;

namespace Ommnio.Bot.Activities;

/// <summary>Who has no business here is told so politely, and not as often as they like.</summary>
internal sealed class Strangers : IDisposable
{
    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(account =>
        RateLimitPartition.GetFixedWindowLimiter(account, _ => new() { PermitLimit = 5, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    internal bool MayBeAnswered(string channel, string account)
    {
        using var lease = limiter.AttemptAcquire($"{channel}:{account}");
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}
