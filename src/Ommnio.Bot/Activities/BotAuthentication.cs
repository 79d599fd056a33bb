using System.Security.Claims;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Rest;

namespace Ommnio.Bot.Activities;

/// <summary>
/// Stands around the SDK's authentication: our own proof of who calls, one exit for every refusal, and replies only to where
/// a proved activity came from.
/// </summary>
internal sealed class BotAuthentication(IBotTrust trust, ConnectorFactory connectors) : BotFrameworkAuthentication
{
    public override async Task<AuthenticateRequestResult> AuthenticateRequestAsync(Activity activity, string authHeader, CancellationToken cancellationToken)
    {
        const string scheme = "Bearer ";
        var token = authHeader?.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) is true ? authHeader[scheme.Length..].Trim() : null;
        try
        {
            var identity = await trust.ProveAsync(activity, string.IsNullOrEmpty(token) ? null : token, cancellationToken);
            return new() { ClaimsIdentity = identity, Audience = "https://api.botframework.com", CallerId = null, ConnectorFactory = connectors };
        }
        catch (Exception refused) when (refused is SecurityTokenException or ArgumentException)
        {
            // The adapter catches only this one type: everything that is wrong with a token must end as a 401.
            throw new UnauthorizedAccessException("The token is not valid.", refused);
        }
    }

    public override Task<AuthenticateRequestResult> AuthenticateStreamingRequestAsync(string authHeader, string channelIdHeader, CancellationToken cancellationToken) =>
        throw new UnauthorizedAccessException("Streaming is not served.");

    public override ConnectorFactory CreateConnectorFactory(ClaimsIdentity claimsIdentity) => connectors;

    public override Task<UserTokenClient> CreateUserTokenClientAsync(ClaimsIdentity claimsIdentity, CancellationToken cancellationToken) =>
        Task.FromResult<UserTokenClient>(new NoUserTokens());
}

/// <summary>Replies to the laptop's own channel, and nowhere else.</summary>
internal sealed class LocalConnectors(LocalChannel channel, IHttpClientFactory clients, TimeProvider time) : ConnectorFactory
{
    public override Task<IConnectorClient> CreateAsync(string serviceUrl, string audience, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(serviceUrl, UriKind.Absolute, out var address) || address.Authority != channel.ServiceUrl.Authority)
        {
            throw new UnauthorizedAccessException("Replies go only to the local channel.");
        }

        var client = clients.CreateClient(nameof(LocalConnectors));
        return Task.FromResult<IConnectorClient>(new ConnectorClient(address, new TokenCredentials(channel.ReplyToken(time.GetUtcNow())), client, disposeHttpClient: true));
    }
}

/// <summary>Replies to Bot Framework channels: only to addresses on the list, whatever an activity says.</summary>
internal sealed class ChannelConnectors(ConnectorFactory inner, IReadOnlyList<string> hosts) : ConnectorFactory
{
    public override Task<IConnectorClient> CreateAsync(string serviceUrl, string audience, CancellationToken cancellationToken) =>
        Uri.TryCreate(serviceUrl, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
        && hosts.Any(host => address.Host.Equals(host, StringComparison.OrdinalIgnoreCase) || address.Host.EndsWith($".{host}", StringComparison.OrdinalIgnoreCase))
            ? inner.CreateAsync(serviceUrl, audience, cancellationToken)
            : throw new UnauthorizedAccessException("Replies go only to the channels' own addresses.");
}
