using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ommnio.Core.Inviting;

namespace Ommnio.Bot.Activities;

/// <summary>The one door to the bot: hand it the request, and the response is written.</summary>
public sealed class BotEndpoint
{
    private readonly CloudAdapter adapter;
    private readonly RegistrationBot bot;

    internal BotEndpoint(CloudAdapter adapter, RegistrationBot bot) => (this.adapter, this.bot) = (adapter, bot);

    /// <summary>The body has to be bounded already: it is read whole before anybody is asked who sent it.</summary>
    /// <exception cref="KeysUnreachableException">Whether the token is good cannot be told now.</exception>
    public Task ProcessAsync(HttpRequest request, CancellationToken cancellationToken) => adapter.ProcessAsync(request, request.HttpContext.Response, bot, cancellationToken);
}

public static class BotServices
{
    /// <param name="local">The laptop's channel; never outside Development.</param>
    /// <exception cref="InvalidOperationException">Outside Development a bot setting is missing or moves trust elsewhere.</exception>
    public static IServiceCollection AddOmmnioBot(this IServiceCollection services, IConfiguration configuration, BotSettings settings, LocalChannel? local, bool isDevelopment)
    {
        var isChannel = local is null && (!isDevelopment || !string.IsNullOrEmpty(configuration[BotIdentity.AppId]));
        if (isChannel)
        {
            BotIdentity.Check(configuration);
        }
        else if (!isDevelopment)
        {
            throw new InvalidOperationException("The laptop's channel is for Development only.");
        }

        var hosts = ServiceHosts.Read(configuration["Bot:ServiceHosts"]);
        services.AddSingleton(settings with { IsLocal = local is not null });
        services.AddSingleton<Administrators>();
        services.AddSingleton<People>();
        services.AddSingleton<Invitations>();
        services.AddSingleton<OrganisationKeys>();
        services.AddSingleton<Acts>();
        services.AddSingleton<Lanes>();
        services.AddSingleton<LatestDrafts>();
        services.AddSingleton<PastedLists>();
        services.AddSingleton<Turns>();
        services.AddSingleton<SpentCards>();
        services.AddSingleton<Strangers>();
        services.AddSingleton<Linking>();
        services.AddSingleton(provider => new AttachedFiles(
            local is not null ? FilePlaces.OfLaptop(local, provider.GetRequiredService<TimeProvider>()) : isChannel ? FilePlaces.OfChannels(hosts) : FilePlaces.None,
            provider.GetRequiredService<IHttpClientFactory>()));
        services.AddSingleton<RegistrationBot>();
        services.AddHttpClient(nameof(LocalConnectors)).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        services.AddHttpClient(Outgoing.Client, Outgoing.Configure).ConfigurePrimaryHttpMessageHandler(Outgoing.Handler);
        services.AddSingleton<ChannelKeyServer>();
        services.AddSingleton(provider => new PublishedKeys(provider.GetRequiredService<ChannelKeyServer>().ReadAsync, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<BotFrameworkAuthentication>(provider =>
            local is not null ? Local(provider, local)
            : isChannel ? Channel(provider, configuration, hosts)
            : new BotAuthentication(new NoTrust(), new NoConnectors(), Logger(provider)));
        // It would write every refused caller down as an error of ours, with its stack. BotAuthentication has said it already, as a warning.
        services.AddSingleton(provider => new CloudAdapter(provider.GetRequiredService<BotFrameworkAuthentication>(), NullLogger.Instance));
        services.AddSingleton(provider => new BotEndpoint(provider.GetRequiredService<CloudAdapter>(), provider.GetRequiredService<RegistrationBot>()));
        // The laptop's channel knows the bot by its key, and the SDK wants a name.
        services.AddSingleton(provider => new BotName(configuration[BotIdentity.AppId] is { Length: > 0 } id ? id : LocalChannel.Bot));
        services.AddSingleton<AdministratorChats>();
        services.AddSingleton<IAdministratorChats>(provider => provider.GetRequiredService<AdministratorChats>());
        return services;
    }

    private static BotAuthentication Local(IServiceProvider provider, LocalChannel local)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        return new(new LocalTrust(local, time), new KeptConnectors(new LocalConnectors(local, provider.GetRequiredService<IHttpClientFactory>(), time), time), Logger(provider));
    }

    private static BotAuthentication Channel(IServiceProvider provider, IConfiguration configuration, ServiceHosts hosts)
    {
        var appId = configuration[BotIdentity.AppId]!;
        var outgoing = new Outgoing(provider.GetRequiredService<IHttpClientFactory>());
        var sdk = new ConfigurationBotFrameworkAuthentication(configuration, httpClientFactory: outgoing, logger: provider.GetRequiredService<ILogger<BotFrameworkAuthentication>>());
        var connectors = sdk.CreateConnectorFactory(new([new(AuthenticationConstants.AudienceClaim, appId)]));
        var time = provider.GetRequiredService<TimeProvider>();
        return new(
            new ChannelTrust(appId, provider.GetRequiredService<PublishedKeys>(), time),
            new KeptConnectors(new ChannelConnectors(connectors, hosts), time),
            Logger(provider));
    }

    private static ILogger<BotAuthentication> Logger(IServiceProvider provider) => provider.GetRequiredService<ILogger<BotAuthentication>>();
}
