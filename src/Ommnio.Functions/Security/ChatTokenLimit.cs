using System.Threading.RateLimiting;

namespace Ommnio.Functions.Security;

/// <summary>
/// How many chat tokens whoever is signed in may take in a minute, alone and all together, in one process: each is a request to
/// Direct Line with the bot's secret, whose own limit everybody shares.
/// </summary>
public sealed class ChatTokenLimit : IDisposable
{
    internal const int OneAccount = 10;
    private const int Everybody = 300;

    private readonly PartitionedRateLimiter<string> byAccount = PartitionedRateLimiter.Create<string, string>(account => RateLimitPartition.GetSlidingWindowLimiter(account, _ => Attempts.Window(OneAccount)));
    private readonly SlidingWindowRateLimiter all = new(Attempts.Window(Everybody));

    internal bool Allows(string account)
    {
        using var one = byAccount.AttemptAcquire(account);
        using var any = one.IsAcquired ? all.AttemptAcquire() : null;
        return any is { IsAcquired: true };
    }

    public void Dispose()
    {
        byAccount.Dispose();
        all.Dispose();
    }
}
