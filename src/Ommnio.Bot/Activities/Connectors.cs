using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Rest;

namespace Ommnio.Bot.Activities;

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
internal sealed class ChannelConnectors(ConnectorFactory inner, ServiceHosts hosts) : ConnectorFactory
{
    public override Task<IConnectorClient> CreateAsync(string serviceUrl, string audience, CancellationToken cancellationToken) =>
        hosts.Contain(serviceUrl)
            ? inner.CreateAsync(serviceUrl, audience, cancellationToken)
            : throw new UnauthorizedAccessException("Replies go only to the channels' own addresses.");
}

/// <summary>Belongs to <see cref="NoTrust"/>: there is nobody to reply to.</summary>
internal sealed class NoConnectors : ConnectorFactory
{
    public override Task<IConnectorClient> CreateAsync(string serviceUrl, string audience, CancellationToken cancellationToken) =>
        throw new UnauthorizedAccessException("No channel is configured.");
}

/// <summary>The channels' own hosts. An entry with a dot in front means every host below it; any other means itself alone.</summary>
internal sealed class ServiceHosts(IReadOnlyList<string> hosts)
{
    // Anybody can have a name below trafficmanager.net, so Teams' one is named whole.
    internal static readonly ServiceHosts Default = new([".botframework.com", "smba.trafficmanager.net"]);

    internal static ServiceHosts Read(string? setting) =>
        string.IsNullOrWhiteSpace(setting) ? Default : new(setting.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    internal bool Contain(string serviceUrl) =>
        Uri.TryCreate(serviceUrl, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort
        && hosts.Any(host => host[0] == '.' ? address.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase) : address.Host.Equals(host, StringComparison.OrdinalIgnoreCase));
}
