using System.Net;

namespace Ommnio.LocalHost.DirectLine;

/// <summary>
/// The subset of Direct Line 3.0 that Web Chat uses, for one bot on this machine. A development tool: conversations
/// live in memory, and everything that was issued is void after a restart.
/// </summary>
public sealed class DirectLineChannel : IAsyncDisposable
{
    private readonly ChannelKeys keys = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly Uploads uploads = new();
    private readonly Conversations conversations;
    private readonly ChannelOptions options;
    private readonly PageTokens tokens;
    private readonly BotTrust trust;
    private readonly WebApplication connector;
    private BotDelivery? bot;

    private DirectLineChannel(ChannelOptions options)
    {
        this.options = options;
        conversations = new Conversations(options.Time);
        tokens = new PageTokens(keys.Pages, options.Time);
        trust = new BotTrust(keys.Trust, options.Time);
        connector = MakeConnector();
    }

    /// <summary>What the app has to be told, as settings, to take this channel's word.</summary>
    public IReadOnlyDictionary<string, string> WorkerSettings => new Dictionary<string, string>
    {
        ["DirectLine__Endpoint"] = options.PublicUrl.GetLeftPart(UriPartial.Authority),
        ["DirectLine__Secret"] = keys.Secret,
        ["DirectLine__TrustedOrigins"] = string.Join(',', OriginGate.Of(options)),
        ["LocalChannel__Key"] = Convert.ToBase64String(keys.Trust),
        ["LocalChannel__ServiceUrl"] = Activities.ServiceUrlText(bot!.ServiceUrl),
    };

    public static async Task<DirectLineChannel> StartAsync(ChannelOptions options, CancellationToken cancellation)
    {
        var channel = new DirectLineChannel(options);
        await channel.connector.StartAsync(cancellation);
        channel.bot = new BotDelivery(options, channel.trust, new Uri(channel.connector.Urls.Single()));
        return channel;
    }

    /// <summary>Adds the routes that pages call. The Connector's are on an address of their own, for the bot alone.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        var origins = new OriginGate(options);
        var gate = new TokenGate(keys, tokens, conversations);
        var routes = app.MapGroup("/v3/directline").AddEndpointFilter(origins.FilterAsync);
        new TokenRoutes(gate, tokens, conversations).Map(routes);
        new ConversationRoutes(gate, tokens, bot!, stopping.Token).Map(routes);
        new UploadRoutes(gate, uploads, bot!, stopping.Token).Map(routes);
        routes.MapMethods("/{**path}", [HttpMethods.Options], origins.Preflight);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await connector.DisposeAsync();
        bot?.Dispose();
        stopping.Dispose();
    }

    private WebApplication MakeConnector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(options.Logging);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        new ConnectorRoutes(conversations, uploads, trust).Map(app);
        return app;
    }
}
