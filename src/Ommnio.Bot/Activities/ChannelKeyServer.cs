using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Ommnio.Bot.Activities;

/// <summary>Where the Bot Framework publishes its keys. Read as they are: the libraries' own model drops the endorsements.</summary>
internal sealed class ChannelKeyServer(IHttpClientFactory clients)
{
    internal const string Metadata = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    internal async Task<JsonWebKeySet> ReadAsync(CancellationToken cancellationToken)
    {
        using var http = clients.CreateClient(Outgoing.Client);
        using var metadata = JsonDocument.Parse(await http.GetStringAsync(new Uri(Metadata), cancellationToken));
        var keys = new Uri(metadata.RootElement.GetProperty("jwks_uri").GetString()!);
        return keys.Scheme == Uri.UriSchemeHttps
            ? new(await http.GetStringAsync(keys, cancellationToken))
            : throw new InvalidOperationException("The channel's keys are not published by https.");
    }
}
