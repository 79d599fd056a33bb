using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ommnio.Bot.Activities;
using Ommnio.Functions;
using Ommnio.Functions.Observing;

namespace Ommnio.Tests.Infra;

/// <summary>Which settings the app asks for when it is composed: not what somebody wrote down, but what it does.</summary>
internal static class SettingsOfTheApp
{
    private static readonly Dictionary<string, string?> Common = new()
    {
        ["PublicUrl"] = "https://people.example",
        ["Secrets:CurrentKeyId"] = "k1",
        ["Secrets:Keys:k1"] = Convert.ToBase64String([.. Enumerable.Range(100, 32).Select(i => (byte)i)]),
        ["Email:Host"] = "mail.example",
        ["Email:From"] = "no-reply@people.example",
        ["Sms:Account"] = "AC0",
        ["Sms:Token"] = "token",
        ["Sms:From"] = "MG0",
    };

    /// <summary>As the Bicep sets them; the test of production refusals goes out from the same.</summary>
    internal static Dictionary<string, string?> Production { get; } = new(Common)
    {
        ["Storage:TableServiceUri"] = "https://data.table.core.windows.net/",
        ["Storage:QueueServiceUri"] = "https://host.queue.core.windows.net/",
        ["Storage:ClientId"] = "33333333-3333-3333-3333-333333333333",
        ["MicrosoftAppType"] = "UserAssignedMSI",
        ["MicrosoftAppId"] = "11111111-1111-1111-1111-111111111111",
        ["MicrosoftAppTenantId"] = "22222222-2222-2222-2222-222222222222",
        ["DirectLine:Endpoint"] = "https://directline.botframework.com",
        ["DirectLine:Secret"] = "secret",
        ["DirectLine:TrustedOrigins"] = "https://page.example",
        ["SignIn:Issuer"] = "https://login.microsoftonline.com/{tenantid}/v2.0",
        ["SignIn:ClientId"] = "44444444-4444-4444-4444-444444444444",
        ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = $"InstrumentationKey={Guid.Empty};IngestionEndpoint=https://insights.example/",
        ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = "ClientId=33333333-3333-3333-3333-333333333333;Authorization=AAD",
    };

    private static Dictionary<string, string?> Laptop { get; } = new(Common)
    {
        ["Storage:ConnectionString"] = "UseDevelopmentStorage=true",
        ["LocalChannel:Key"] = Common["Secrets:Keys:k1"],
        ["LocalChannel:ServiceUrl"] = "http://127.0.0.1:7071",
    };

    private static Dictionary<string, string?> WithPassword { get; } = new(Production) { ["MicrosoftAppType"] = "SingleTenant", ["MicrosoftAppPassword"] = "password" };

    internal static IReadOnlySet<string> InProduction() => Asked(Production, isDevelopment: false);

    /// <summary>All that may be set, in the README's words: a key's id is <c>{id}</c> there.</summary>
    internal static IReadOnlyList<string> All() =>
        [.. Asked(Production, isDevelopment: false).Union(Asked(WithPassword, isDevelopment: false)).Union(Asked(Laptop, isDevelopment: true)).Except(BotIdentity.MovingTrust)];

    private static SortedSet<string> Asked(Dictionary<string, string?> settings, bool isDevelopment)
    {
        var source = new Recording(settings);
        var configuration = new ConfigurationBuilder().Add(source).Build();
        new ServiceCollection().AddLogging().AddOmmnio(configuration).AddChat(configuration, isDevelopment).AddTelemetry(configuration);
        return new(source.Asked.Select(name => name.StartsWith("Secrets:Keys:", StringComparison.Ordinal) ? "Secrets:Keys:{id}" : name), StringComparer.Ordinal);
    }

    private sealed class Recording : ConfigurationProvider, IConfigurationSource
    {
        internal Recording(Dictionary<string, string?> settings) => Data = new Dictionary<string, string?>(settings, StringComparer.OrdinalIgnoreCase);

        internal HashSet<string> Asked { get; } = [];

        public override bool TryGet(string key, out string? value)
        {
            Asked.Add(key);
            return base.TryGet(key, out value);
        }

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;
    }
}
