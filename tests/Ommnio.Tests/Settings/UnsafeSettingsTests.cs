using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Ommnio.Functions.Settings;
using Ommnio.Tests.Infra;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Settings;

public sealed class UnsafeSettingsTests
{
    [Fact]
    public void What_the_Bicep_sets_is_safe() => UnsafeSettings.Of(Configuration()).ShouldBeEmpty();

    [Theory]
    [InlineData("LocalChannel:Key", "x", "LocalChannel:Key is for Development only")]
    [InlineData("LocalChannel:ServiceUrl", "http://127.0.0.1", "LocalChannel:ServiceUrl is for Development only")]
    [InlineData("Storage:ConnectionString", "UseDevelopmentStorage=true", "Storage:ConnectionString is for Development only")]
    [InlineData("Storage:ConnectionString", "DefaultEndpointsProtocol=https;AccountName=real;AccountKey=eA==", "Storage:ConnectionString is for Development only")]
    [InlineData("AzureWebJobsStorage", "UseDevelopmentStorage=true", "AzureWebJobsStorage is the storage emulator's")]
    [InlineData("AzureWebJobsStorage", "AccountName=devstoreaccount1;BlobEndpoint=http://10.0.0.1", "AzureWebJobsStorage is the storage emulator's")]
    [InlineData("PublicUrl", "http://people.example", "PublicUrl must be an https address")]
    [InlineData("PublicUrl", "https://localhost:7071", "PublicUrl must be an https address")]
    [InlineData("Storage:TableServiceUri", "http://data.table.core.windows.net", "Storage:TableServiceUri must be an https address")]
    [InlineData("Storage:QueueServiceUri", "https://127.0.0.1:10001/devstoreaccount1", "Storage:QueueServiceUri must be an https address")]
    [InlineData("DirectLine:Endpoint", "http://127.0.0.1:7071", "DirectLine:Endpoint must be an https address")]
    [InlineData("Sms:Endpoint", "http://127.0.0.1:7071", "Sms:Endpoint must be an https address")]
    [InlineData("SignIn:Issuer", "http://login.example", "SignIn:Issuer must be an https address")]
    [InlineData("SignIn:Issuer", "https://127.0.0.1:5000", "SignIn:Issuer must be an https address")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector.example:4318", "OTEL_EXPORTER_OTLP_ENDPOINT must be an https address")]
    [InlineData("Email:Security", "none", "Email:Security must be startTls or tls")]
    [InlineData("Secrets:Keys:k1", "Zm9yIGxvY2FsIHVzZSBvbmx5LCBuZXZlciBvbiBBeiE=", "Secrets:Keys:k1 is not random")]
    [InlineData("Secrets:Keys:old", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "Secrets:Keys:old is not random")]
    [InlineData("DirectLine:TrustedOrigins", null, "DirectLine:TrustedOrigins must name the https origins")]
    [InlineData("DirectLine:TrustedOrigins", "*", "DirectLine:TrustedOrigins must name the https origins")]
    [InlineData("DirectLine:TrustedOrigins", "https://page.example,http://page.example", "DirectLine:TrustedOrigins must name the https origins")]
    [InlineData("Bot:ServiceHosts", ".com", "Bot:ServiceHosts must name hosts by their domains")]
    [InlineData("Bot:ServiceHosts", "localhost", "Bot:ServiceHosts must name hosts by their domains")]
    [InlineData("Bot:ServiceHosts", "smba.trafficmanager.net,10.0.0.1", "Bot:ServiceHosts must name hosts by their domains")]
    public void Each_unsafe_setting_is_refused_by_name(string name, string? value, string reason)
    {
        UnsafeSettings.Of(Configuration((name, value))).Single().ShouldContain(reason);
        Should.Throw<InvalidOperationException>(() => UnsafeSettings.Refuse(Configuration((name, value)), new In("Production"))).Message.ShouldContain(reason);
    }

    [Fact]
    public void All_of_them_are_said_at_once() => UnsafeSettings.Of(Configuration(("PublicUrl", "http://people.example"), ("LocalChannel:Key", "x"))).Count().ShouldBe(2);

    [Theory]
    [InlineData("Development", false)]
    [InlineData("Testing", false)]
    [InlineData("Staging", true)]
    [InlineData("Production", true)]
    public void Whatever_is_not_Development_is_taken_for_production(string environment, bool isRefused)
    {
        var refuse = () => UnsafeSettings.Refuse(Configuration(("PublicUrl", "http://people.example")), new In(environment));
        if (isRefused)
        {
            refuse.ShouldThrow<InvalidOperationException>();
        }
        else
        {
            refuse.ShouldNotThrow();
        }
    }

    private static IConfiguration Configuration(params IReadOnlyList<(string Name, string? Value)> changes) => new ConfigurationBuilder()
        .AddInMemoryCollection(SettingsOfTheApp.Production.ExceptBy(changes.Select(change => change.Name), setting => setting.Key))
        .AddInMemoryCollection(changes.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Name, change.Value)))
        .Build();

    private sealed record In(string EnvironmentName) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = EnvironmentName;

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
