using System.Collections.Concurrent;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Rest;
using Newtonsoft.Json;

namespace Ommnio.Bot.Activities;

/// <summary>
/// Uses a client for some minutes, for all turns of its address. A new one learns the shape of every type again, which took more of
/// a turn than all the rest. What is refused is not kept, so that it is asked again.
/// </summary>
internal sealed class KeptConnectors(ConnectorFactory inner, TimeProvider time) : ConnectorFactory
{
    private const int Most = 100;

    // Shorter than the token of the laptop's channel lives by as much as a turn may take.
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(2);
    private readonly ConcurrentDictionary<(string Address, string Audience), (IConnectorClient Client, DateTimeOffset Until)> kept = new();

    public override async Task<IConnectorClient> CreateAsync(string serviceUrl, string audience, CancellationToken cancellationToken)
    {
        var (key, now) = ((serviceUrl, audience), time.GetUtcNow());
        if (kept.TryGetValue(key, out var known) && known.Until > now)
        {
            return known.Client;
        }

        var client = new Lasting(await inner.CreateAsync(serviceUrl, audience, cancellationToken));
        if (kept.Count >= Most)
        {
            kept.Clear();
        }

        kept[key] = (client, now + Life);
        return client;
    }

    /// <summary>The adapter disposes of its client after every turn; another may be using this one.</summary>
    private sealed class Lasting(IConnectorClient client) : IConnectorClient
    {
        public Uri BaseUri
        {
            get => client.BaseUri;
            set => client.BaseUri = value;
        }

        public JsonSerializerSettings SerializationSettings => client.SerializationSettings;

        public JsonSerializerSettings DeserializationSettings => client.DeserializationSettings;

        public ServiceClientCredentials Credentials => client.Credentials;

        public IAttachments Attachments => client.Attachments;

        public IConversations Conversations => client.Conversations;

        public void Dispose()
        {
        }
    }
}
