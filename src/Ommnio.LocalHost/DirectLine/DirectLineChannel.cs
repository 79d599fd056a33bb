using System.Net;

namespace Ommnio.LocalHost.DirectLine;

/// <summary>The local channel: Direct Line for the page, the Connector for the bot, and the trust between them. Everything is in memory and new on each run.</summary>
internal sealed class DirectLineChannel : IAsyncDisposable
{
    private readonly WebApplication connector;
    private readonly ChannelKeys keys = new();
    private readonly Conversations conversations;
    private BotDelivery? delivery;

    private DirectLineChannel(WebApplication connector, Conversations conversations) => (this.connector, this.conversations) = (connector, conversations);

    /// <summary>What the app must be told of the channel.</summary>
    public IReadOnlyDictionary<string, string> Settings(Uri publicUrl) => new Dictionary<string, string>
    {
        ["LocalChannel__Key"] = Convert.ToBase64String(keys.Trust),
        ["LocalChannel__ServiceUrl"] = ServiceUrl.ToString(),
        ["DirectLine__Endpoint"] = publicUrl.ToString(),
        ["DirectLine__Secret"] = keys.Secret,
    };

    private Uri ServiceUrl => new(connector.Urls.Single());

    public static async Task<DirectLineChannel> StartAsync(ILoggerFactory logging, TimeProvider time, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(logging);
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        var channel = new DirectLineChannel(builder.Build(), new(time));
        new ConnectorRoutes(new(channel.keys.Trust, time), channel.conversations).Map(channel.connector);
        await channel.connector.StartAsync(cancellationToken);
        return channel;
    }

    /// <summary>The page's routes, beside those of the functions.</summary>
    public void Map(WebApplication app, ChannelOptions options)
    {
        delivery = new(options, new(keys.Trust, options.Time), ServiceUrl);
        new DirectLineRoutes(options, keys, conversations, delivery).Map(app);
    }

    public async ValueTask DisposeAsync()
    {
        delivery?.Dispose();
        await connector.DisposeAsync();
    }
}
