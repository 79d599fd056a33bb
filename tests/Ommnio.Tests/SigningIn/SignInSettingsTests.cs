using Microsoft.Extensions.Configuration;
using Ommnio.Functions.SigningIn;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.SigningIn;

public sealed class SignInSettingsTests
{
    private static readonly Dictionary<string, string?> Whole = new()
    {
        ["SignIn:Issuer"] = "https://login.microsoftonline.com/{tenantid}/v2.0",
        ["SignIn:ClientId"] = "44444444-4444-4444-4444-444444444444",
        ["DirectLine:Endpoint"] = "https://directline.botframework.com",
        ["DirectLine:Secret"] = "secret",
        ["DirectLine:TrustedOrigins"] = "https://page.example",
    };

    [Fact]
    public void Without_any_of_it_nobody_signs_in() => Read(("SignIn:Issuer", null), ("SignIn:ClientId", null)).ShouldBeNull();

    [Theory]
    [InlineData("https://login.microsoftonline.com/{tenantid}/v2.0", "https://login.microsoftonline.com/organizations/v2.0/.well-known/openid-configuration")]
    [InlineData("https://accounts.example", "https://accounts.example/.well-known/openid-configuration")]
    [InlineData("https://accounts.example/", "https://accounts.example/.well-known/openid-configuration")]
    public void A_provider_describes_itself_where_the_standard_says(string issuer, string discovery) => Read(("SignIn:Issuer", issuer))!.Discovery.ShouldBe(discovery);

    [Theory]
    [InlineData("SignIn:Issuer", null, "The setting SignIn:Issuer is missing.")]
    [InlineData("SignIn:ClientId", "", "The setting SignIn:ClientId is missing.")]
    [InlineData("DirectLine:Endpoint", null, "The setting DirectLine:Endpoint is missing.")]
    [InlineData("DirectLine:Secret", null, "The setting DirectLine:Secret is missing.")]
    [InlineData("DirectLine:TrustedOrigins", null, "The setting DirectLine:TrustedOrigins is missing.")]
    [InlineData("SignIn:Issuer", "login.example", "The setting SignIn:Issuer must be an https address, as the provider's discovery document has it.")]
    [InlineData("SignIn:Issuer", "http://login.example", "The setting SignIn:Issuer must be an https address, as the provider's discovery document has it.")]
    [InlineData("SignIn:Issuer", "http://127.0.0.1:5000", "The setting SignIn:Issuer must be an https address, as the provider's discovery document has it.")]
    public void Half_a_sign_in_or_one_that_can_be_overheard_is_refused_by_name(string name, string? value, string message) =>
        Should.Throw<InvalidOperationException>(() => Read((name, value))).Message.ShouldBe(message);

    [Fact]
    public void In_Development_a_provider_on_this_machine_may_do_without_https_and_no_other()
    {
        SignInSettings.Read(Configuration(("SignIn:Issuer", "http://127.0.0.1:5000")), isDevelopment: true).ShouldNotBeNull();
        Should.Throw<InvalidOperationException>(() => SignInSettings.Read(Configuration(("SignIn:Issuer", "http://login.example")), isDevelopment: true));
    }

    private static SignInSettings? Read(params (string Name, string? Value)[] changes) => SignInSettings.Read(Configuration(changes), isDevelopment: false);

    private static IConfiguration Configuration(params (string Name, string? Value)[] changes) => new ConfigurationBuilder()
        .AddInMemoryCollection(Whole)
        .AddInMemoryCollection(changes.Select(change => KeyValuePair.Create(change.Name, change.Value)))
        .Build();
}
