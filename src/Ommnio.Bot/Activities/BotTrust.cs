using System.Security.Claims;
using System.Text.Json;
using Microsoft.Bot.Schema;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ommnio.Bot.Activities;

/// <summary>Says who sent an activity. A refusal is an <see cref="UnauthorizedAccessException"/>; whatever else a bad token raises is one too.</summary>
internal interface IBotTrust
{
    /// <param name="token">Null where none was sent.</param>
    Task<ClaimsIdentity> ProveAsync(Activity activity, string? token, CancellationToken cancellationToken);
}

/// <summary>The laptop's own channel: HS256 tokens under a key of this run. Only made in Development, and only for loopback addresses.</summary>
internal sealed class LocalTrust(LocalChannel channel, TimeProvider time) : IBotTrust
{
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    public async Task<ClaimsIdentity> ProveAsync(Activity activity, string? token, CancellationToken cancellationToken)
    {
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = LocalChannel.Name,
            ValidAudience = LocalChannel.Bot,
            IssuerSigningKey = channel.SigningKey,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            LifetimeValidator = Lifetime.Of(time, TimeSpan.FromSeconds(30)),
        });
        var isOurs = result.IsValid && Uri.TryCreate(activity.ServiceUrl, UriKind.Absolute, out var service) && service.IsLoopback
            && result.ClaimsIdentity.FindFirst("serviceurl")?.Value == activity.ServiceUrl;
        return isOurs && activity.ChannelId == Channels.DirectLine ? result.ClaimsIdentity : throw new UnauthorizedAccessException("The local channel's token is not valid.");
    }
}

/// <summary>
/// The Bot Framework's channels. The whole rule stands here instead of in the archived SDK, whose other doors (emulator and
/// skill tokens, a missing service address) stay shut because nothing else is accepted.
/// </summary>
internal sealed class ChannelTrust(string appId, PublishedKeys keys, TimeProvider time) : IBotTrust
{
    private const string Issuer = "https://api.botframework.com";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    public async Task<ClaimsIdentity> ProveAsync(Activity activity, string? token, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(activity.ServiceUrl) || !Channels.IsServed(activity.ChannelId))
        {
            throw new UnauthorizedAccessException("The activity names no service address, or a channel that is not served.");
        }

        // Read before it is believed, so that no stranger's token makes us ask for keys.
        var read = Handler.ReadJsonWebToken(token);
        if (read.Issuer != Issuer || await keys.FindAsync(read.Kid, cancellationToken) is not { } key)
        {
            throw new UnauthorizedAccessException("The token is of another issuer, or signed with a key that it did not publish.");
        }

        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = appId,
            IssuerSigningKey = key,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512],
            LifetimeValidator = Lifetime.Of(time, Skew),
        });
        var isFor = result.IsValid && IsEndorsed(key, activity.ChannelId)
            && string.Equals(result.ClaimsIdentity.FindFirst("serviceurl")?.Value, activity.ServiceUrl, StringComparison.OrdinalIgnoreCase);
        return isFor ? result.ClaimsIdentity : throw new UnauthorizedAccessException("The channel's token is not valid for this activity.");
    }

    private static bool IsEndorsed(JsonWebKey key, string channel) =>
        key.AdditionalData.TryGetValue("endorsements", out var list)
        && list is JsonElement { ValueKind: JsonValueKind.Array } endorsements
        && endorsements.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.String && item.ValueEquals(channel));
}

/// <summary>In Development without a channel: nobody is believed, so nobody gets in.</summary>
internal sealed class NoTrust : IBotTrust
{
    public Task<ClaimsIdentity> ProveAsync(Activity activity, string? token, CancellationToken cancellationToken) =>
        throw new UnauthorizedAccessException("No channel is configured.");
}

/// <summary>A token lives from its beginning to its end, both said in it; clocks may differ a little.</summary>
internal static class Lifetime
{
    internal static LifetimeValidator Of(TimeProvider time, TimeSpan skew) => (begins, ends, _, _) =>
        time.GetUtcNow().UtcDateTime is var now && ends is { } end && end > now - skew && !(begins > now + skew);
}
