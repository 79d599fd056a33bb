using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ommnio.Bot.Activities;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Activities;

/// <summary>The self-check before anything starts: a bot that would trust anybody else does not.</summary>
public sealed class BotIdentityTests
{
    [Fact]
    public void A_whole_configuration_passes() => Should.NotThrow(() => Add(Whole()));

    [Fact]
    public void A_managed_identity_needs_no_password() =>
        Should.NotThrow(() => Add(Whole(("MicrosoftAppType", "UserAssignedMSI"), ("MicrosoftAppPassword", null))));

    [Theory]
    [InlineData("MicrosoftAppId", null)]
    [InlineData("MicrosoftAppId", " ")]
    [InlineData("MicrosoftAppTenantId", null)]
    [InlineData("MicrosoftAppType", null)]
    [InlineData("MicrosoftAppType", "MultiTenant")]
    [InlineData("MicrosoftAppPassword", null)]
    [InlineData("ToBotFromChannelTokenIssuer", "https://evil.example")]
    [InlineData("ToBotFromChannelOpenIdMetadataUrl", "https://evil.example")]
    [InlineData("ToBotFromEmulatorOpenIdMetadataUrl", "https://evil.example")]
    [InlineData("ToChannelFromBotLoginUrl", "https://evil.example")]
    [InlineData("ToChannelFromBotOAuthScope", "https://evil.example")]
    [InlineData("OAuthUrl", "https://evil.example")]
    [InlineData("CallerId", "somebody")]
    [InlineData("ChannelService", "https://botframework.azure.us")]
    public void Outside_development_what_is_missing_or_moves_trust_is_named_and_nothing_starts(string name, string? value) =>
        Should.Throw<InvalidOperationException>(() => Add(Whole((name, value)))).Message.ShouldContain(name);

    [Fact]
    public void A_bot_id_in_development_is_checked_as_well() =>
        Should.Throw<InvalidOperationException>(() => Add(Whole(("MicrosoftAppTenantId", null)), isDevelopment: true));

    [Fact]
    public void In_development_nothing_need_be_set_and_then_nobody_gets_in() => Should.NotThrow(() => Add(Whole(("MicrosoftAppId", null)), isDevelopment: true));

    [Fact]
    public void The_laptops_channel_is_refused_outside_development() =>
        Should.Throw<InvalidOperationException>(() => Add(Whole(), local: Door.Local)).Message.ShouldContain("Development");

    internal static IConfiguration Whole(params (string Name, string? Value)[] changes)
    {
        var settings = new Dictionary<string, string?>
        {
            ["MicrosoftAppId"] = Door.AppId,
            ["MicrosoftAppTenantId"] = "99999999-2222-3333-4444-555555555555",
            ["MicrosoftAppType"] = "SingleTenant",
            ["MicrosoftAppPassword"] = "secret",
        };
        foreach (var (name, value) in changes)
        {
            settings[name] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }

    private static void Add(IConfiguration configuration, LocalChannel? local = null, bool isDevelopment = false) =>
        new ServiceCollection().AddOmmnioBot(configuration, new(_ => "", _ => [], _ => "", _ => new(new("", []), "")), local, isDevelopment);
}
