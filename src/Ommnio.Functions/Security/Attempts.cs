using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Ommnio.Functions.Security;

/// <summary>
/// How often tokens that do not work may be tried, from one address and altogether, in one process. Only those that fail count, so
/// that a whole shift may accept behind one address; but who has used up their attempts is refused whatever they show, so that the
/// refusal tells nothing.
/// </summary>
public sealed class Attempts(int perMinute) : IDisposable
{
    // Guessing from everywhere at once meets this one.
    private const int Everybody = 50;

    private readonly PartitionedRateLimiter<string> byAddress = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetSlidingWindowLimiter(address, _ => Window(perMinute)));

    private readonly SlidingWindowRateLimiter all = new(Window(perMinute * Everybody));

    internal bool AreUsedUp(HttpRequest request)
    {
        using var one = byAddress.AttemptAcquire(AddressOf(request), permitCount: 0);
        using var any = all.AttemptAcquire(permitCount: 0);
        return !one.IsAcquired || !any.IsAcquired;
    }

    internal void Failed(HttpRequest request)
    {
        using var one = byAddress.AttemptAcquire(AddressOf(request));
        using var any = all.AttemptAcquire();
    }

    /// <summary>Whom our own front end saw: the last in the list, since anybody can write what stands before. Of IPv6 the network, for a host has a whole one.</summary>
    internal static string AddressOf(HttpRequest request)
    {
        var last = request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim();
        var address = IPEndPoint.TryParse(last, out var seen) ? seen.Address : request.HttpContext.Connection.RemoteIpAddress ?? IPAddress.None;
        var real = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return real.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? Convert.ToHexString(real.GetAddressBytes().AsSpan(0, 8)) : real.ToString();
    }

    public void Dispose()
    {
        byAddress.Dispose();
        all.Dispose();
    }

    internal static SlidingWindowRateLimiterOptions Window(int perMinute) => new()
    {
        PermitLimit = perMinute,
        Window = TimeSpan.FromMinutes(1),
        SegmentsPerWindow = 6,
        QueueLimit = 0,
    };
}
