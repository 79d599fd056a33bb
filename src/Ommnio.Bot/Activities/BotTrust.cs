using System.Security.Claims;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Ommnio.Bot.Activities;

/// <summary>Says who sent an activity, or throws <see cref="UnauthorizedAccessException"/>: the one exit for every refusal.</summary>
internal interface IBotTrust
{
    Task<ClaimsIdentity> ProveAsync(Activity activity, string? token, CancellationToken cancellationToken);
}

/// <summary>The laptop's own channel: HS256 tokens under a key of this run. Only made in Development, and only for loopback addresses.</summary>
internal sealed class LocalTrust(LocalChannel channel) : IBotTrust
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
            RequireExpirationTime = true,
            ClockSkew = TimeSpan.FromSeconds(30),
        });
        var isOurs = result.IsValid && Uri.TryCreate(activity.ServiceUrl, UriKind.Absolute, out var service) && service.IsLoopback
            && result.ClaimsIdentity.FindFirst("serviceurl")?.Value == activity.ServiceUrl;
        return isOurs && activity.ChannelId == "directline" ? result.ClaimsIdentity : throw new UnauthorizedAccessException("The local channel's token is not valid.");
    }
}

/// <summary>
/// The Bot Framework's channels. The whole rule stands here instead of in the archived SDK, whose other doors (emulator and
/// skill tokens, a missing service address) stay shut because nothing else is accepted.
/// </summary>
internal sealed class ChannelTrust(string appId, IReadOnlySet<string> channels, IConfigurationManager<OpenIdConnectConfiguration> keys) : IBotTrust
{
    private const string Issuer = "https://api.botframework.com";
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    public async Task<ClaimsIdentity> ProveAsync(Activity activity, string? token, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(activity.ServiceUrl) || activity.ChannelId is null || !channels.Contains(activity.ChannelId))
        {
            throw new UnauthorizedAccessException("The activity names no service address, or a channel that is not served.");
        }

        var result = await ValidateAsync(token, cancellationToken);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // The keys may have been rotated; the manager itself asks at most every five minutes.
            keys.RequestRefresh();
            result = await ValidateAsync(token, cancellationToken);
        }

        return result.IsValid && IsFor(activity, result) ? result.ClaimsIdentity : throw new UnauthorizedAccessException("The channel's token is not valid.");
    }

    private async Task<TokenValidationResult> ValidateAsync(string? token, CancellationToken cancellationToken)
    {
        var configuration = await ConfigurationAsync(cancellationToken);
        return await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = appId,
            IssuerSigningKeys = configuration.SigningKeys,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512],
            RequireExpirationTime = true,
            ClockSkew = TimeSpan.FromMinutes(5),
        });
    }

    private async Task<OpenIdConnectConfiguration> ConfigurationAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await keys.GetConfigurationAsync(cancellationToken);
        }
        catch (InvalidOperationException unreachable)
        {
            throw new ChannelKeysUnreachableException("The channel's keys cannot be read.", unreachable);
        }
    }

    private static bool IsFor(Activity activity, TokenValidationResult result)
    {
        var key = (result.SecurityToken as JsonWebToken)?.SigningKey as JsonWebKey;
        var endorsed = key?.AdditionalData.TryGetValue("endorsements", out var list) is true && list.ToString()!.Contains($"\"{activity.ChannelId}\"", StringComparison.Ordinal);
        return endorsed && string.Equals(result.ClaimsIdentity.FindFirst("serviceurl")?.Value, activity.ServiceUrl, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>In Development without a channel: nobody is believed, so nobody gets in.</summary>
internal sealed class NoTrust : IBotTrust
{
    public Task<ClaimsIdentity> ProveAsync(Activity activity, string? token, CancellationToken cancellationToken) =>
        throw new UnauthorizedAccessException("No channel is configured.");
}

/// <summary>Belongs to <see cref="NoTrust"/>: there is nobody to reply to.</summary>
internal sealed class NoConnectors : ConnectorFactory
{
    public override Task<IConnectorClient> CreateAsync(string serviceUrl, string audience, CancellationToken cancellationToken) =>
        throw new UnauthorizedAccessException("No channel is configured.");
}

/// <summary>Whether a token is good cannot be told now: worth repeating, and no fault of the caller.</summary>
public sealed class ChannelKeysUnreachableException : Exception
{
    public ChannelKeysUnreachableException()
    {
    }

    public ChannelKeysUnreachableException(string message)
        : base(message)
    {
    }

    public ChannelKeysUnreachableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
