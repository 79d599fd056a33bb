using Microsoft.Extensions.Configuration;

namespace Ommnio.Bot.Activities;

/// <summary>The self-check of the settings by which the bot is known, before anything starts.</summary>
internal static class BotIdentity
{
    internal const string AppId = "MicrosoftAppId";
    private const string Tenant = "MicrosoftAppTenantId";
    private const string Type = "MicrosoftAppType";
    private const string Password = "MicrosoftAppPassword";
    private const string SingleTenant = "SingleTenant";
    private const string ManagedIdentity = "UserAssignedMSI";

    // The SDK reads these and silently trusts somebody else.
    internal static readonly string[] MovingTrust =
    [
        "ToBotFromChannelTokenIssuer", "ToBotFromChannelOpenIdMetadataUrl", "ToBotFromEmulatorOpenIdMetadataUrl", "ToChannelFromBotLoginUrl",
        "ToChannelFromBotOAuthScope", "OAuthUrl", "CallerId", "ChannelService",
    ];

    /// <exception cref="InvalidOperationException">A setting is missing, or moves the bot's trust elsewhere.</exception>
    internal static void Check(IConfiguration configuration)
    {
        var missing = ((string[])[AppId, Tenant, Type]).FirstOrDefault(name => string.IsNullOrWhiteSpace(configuration[name]));
        if (missing is not null)
        {
            throw new InvalidOperationException($"The setting {missing} is missing: without it the bot would trust anybody.");
        }

        if (MovingTrust.FirstOrDefault(name => !string.IsNullOrEmpty(configuration[name])) is { } moving)
        {
            throw new InvalidOperationException($"The setting {moving} moves the bot's trust elsewhere and must not be set.");
        }

        var type = configuration[Type]!;
        if (!type.Equals(SingleTenant, StringComparison.OrdinalIgnoreCase) && !type.Equals(ManagedIdentity, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException($"The setting {Type} must be {SingleTenant} or {ManagedIdentity}.");
        }

        if (type.Equals(SingleTenant, StringComparison.OrdinalIgnoreCase) && string.IsNullOrWhiteSpace(configuration[Password]))
        {
            throw new InvalidOperationException($"The setting {Password} is missing: without it the bot could not reply.");
        }
    }
}
