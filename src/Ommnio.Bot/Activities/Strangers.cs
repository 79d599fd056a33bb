using System.Threading.RateLimiting;

namespace Ommnio.Bot.Activities;

/// <summary>Who has no business here is told so politely, and not as often as they like; and tries only so many pairing codes.</summary>
internal sealed class Strangers : IDisposable
{
    private const int Answers = 5;
    private const int Tries = 5;

    // Guessing from many accounts at once meets this one.
    private const int TriesOfAll = 200;

    private readonly PartitionedRateLimiter<string> answers = PerAccount(Answers, TimeSpan.FromMinutes(1));
    private readonly PartitionedRateLimiter<string> tries = PerAccount(Tries, TimeSpan.FromMinutes(30));
    private readonly FixedWindowRateLimiter triesOfAll = new(new() { PermitLimit = TriesOfAll, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 });

    internal bool MayBeAnswered(string channel, string account)
    {
        using var lease = answers.AttemptAcquire($"{channel}:{account}");
        return lease.IsAcquired;
    }

    /// <summary>Only codes that do not work count.</summary>
    internal bool MayTry(string channel, string account)
    {
        using var one = tries.AttemptAcquire($"{channel}:{account}", permitCount: 0);
        using var any = triesOfAll.AttemptAcquire(permitCount: 0);
        return one.IsAcquired && any.IsAcquired;
    }

    internal void Failed(string channel, string account)
    {
        using var one = tries.AttemptAcquire($"{channel}:{account}");
        using var any = triesOfAll.AttemptAcquire();
    }

    public void Dispose()
    {
        answers.Dispose();
        tries.Dispose();
        triesOfAll.Dispose();
    }

    private static PartitionedRateLimiter<string> PerAccount(int most, TimeSpan window) => PartitionedRateLimiter.Create<string, string>(account =>
        RateLimitPartition.GetFixedWindowLimiter(account, _ => new() { PermitLimit = most, Window = window, QueueLimit = 0 }));
}
