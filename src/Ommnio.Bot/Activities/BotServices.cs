using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Ommnio.Bot.Activities;

/// <summary>The one door to the bot: hand it the request, and the response is written.</summary>
public sealed class BotEndpoint
{
    private readonly CloudAdapter adapter;
    private readonly RegistrationBot bot;

    internal BotEndpoint(CloudAdapter adapter, RegistrationBot bot) => (this.adapter, this.bot) = (adapter, bot);

    public Task ProcessAsync(HttpRequest request, CancellationToken cancellationToken) => adapter.ProcessAsync(request, request.HttpContext.Response, bot, cancellationToken);
}

public static class BotServices
{
    private const string Metadata = "https://login.botframework.com/v1/.well-known/openidconfiguration";
    private static readonly HashSet<string> Channels = ["directline", "webchat", "msteams"];
    private static readonly string[] Hosts = ["botframework.com", "trafficmanager.net"];

    // The SDK reads these and silently trusts somebody else.
    private static readonly string[] MovingTrust =
    [
        "ToBotFromChannelTokenIssuer", "ToBotFromChannelOpenIdMetadataUrl", "ToBotFromEmulatorOpenIdMetadataUrl", "ToChannelFromBotLoginUrl",
        "ToChannelFromBotOAuthScope", "OAuthUrl", "CallerId", "ChannelService",
    ];

    /// <param name="local">The laptop's channel; never outside Development.</param>
    /// <exception cref="InvalidOperationException">Outside Development a bot setting is missing or moves trust elsewhere.</exception>
    public static IServiceCollection AddOmmnioBot(this IServiceCollection services, IConfiguration configuration, BotSettings settings, LocalChannel? local, bool isDevelopment)
    {
        services.AddSingleton(settings);
        services.AddSingleton<Administrators>();
        services.AddSingleton<Turns>();
        services.AddSingleton<RegistrationBot>();
        services.AddHttpClient(nameof(LocalConnectors)).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        services.AddSingleton<BotFrameworkAuthentication>(provider =>
            local is not null ? Local(provider, local)
            : isDevelopment && string.IsNullOrEmpty(configuration["MicrosoftAppId"]) ? new BotAuthentication(new NoTrust(), new NoConnectors())
            : Channel(provider, configuration));
        services.AddSingleton(provider => new BotEndpoint(
            new CloudAdapter(provider.GetRequiredService<BotFrameworkAuthentication>(), provider.GetRequiredService<ILogger<CloudAdapter>>()),
            provider.GetRequiredService<RegistrationBot>()));
        if (!isDevelopment)
        {
            Check(configuration);
        }

        return services;
    }

    private static void Check(IConfiguration configuration)
    {
        foreach (var name in (string[])["MicrosoftAppId", "MicrosoftAppTenantId", "MicrosoftAppType"])
        {
            if (string.IsNullOrWhiteSpace(configuration[name]))
            {
                throw new InvalidOperationException($"The setting {name} is missing: without it the bot would trust anybody.");
            }
        }

        if (MovingTrust.FirstOrDefault(name => !string.IsNullOrEmpty(configuration[name])) is { } moving)
        {
            throw new InvalidOperationException($"The setting {moving} moves the bot's trust elsewhere and must not be set.");
        }
    }

    private static BotAuthentication Local(IServiceProvider provider, LocalChannel local) =>
        new(new LocalTrust(local), new LocalConnectors(local, provider.GetRequiredService<IHttpClientFactory>(), provider.GetRequiredService<TimeProvider>()));

    private static BotAuthentication Channel(IServiceProvider provider, IConfiguration configuration)
    {
        var sdk = new ConfigurationBotFrameworkAuthentication(configuration, httpClientFactory: provider.GetRequiredService<IHttpClientFactory>(), logger: provider.GetRequiredService<ILogger<BotFrameworkAuthentication>>());
        var keys = new ConfigurationManager<OpenIdConnectConfiguration>(Metadata, new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever());
        var connectors = sdk.CreateConnectorFactory(new(AppClaims(configuration["MicrosoftAppId"]!)));
        return new(new ChannelTrust(configuration["MicrosoftAppId"]!, Channels, keys), new ChannelConnectors(connectors, Hosts));
    }

    private static System.Security.Claims.Claim[] AppClaims(string appId) => [new(AuthenticationConstants.AudienceClaim, appId)];
}
