using System.Net;
using System.Net.Sockets;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Ommnio.Bot.Activities;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Activities;

/// <summary>Where the bot speaks to: the channels' own addresses, and nothing inside our own network.</summary>
public sealed class OutgoingTests
{
    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea/", true)]
    [InlineData("https://directline.botframework.com/", true)]
    [InlineData("https://europe.webchat.botframework.com/", true)]
    [InlineData("http://smba.trafficmanager.net/emea/", false)]
    [InlineData("https://smba.trafficmanager.net:8443/", false)]
    [InlineData("https://evil.trafficmanager.net/", false)]
    [InlineData("https://smba.trafficmanager.net.evil.example/", false)]
    [InlineData("https://evilbotframework.com/", false)]
    [InlineData("https://smba.trafficmanager.net@evil.example/", false)]
    [InlineData("https://169.254.169.254/", false)]
    [InlineData("nonsense", false)]
    public async Task Replies_go_only_to_the_channels_own_addresses(string address, bool allowed)
    {
        using var services = Deployed();
        var authentication = services.GetRequiredService<BotFrameworkAuthentication>();
        Task<IConnectorClient> ConnectAsync() => authentication.CreateConnectorFactory(new()).CreateAsync(address, Door.AppId, CancellationToken.None);

        if (allowed)
        {
            (await ConnectAsync()).BaseUri.ShouldBe(new Uri(address));
        }
        else
        {
            await Should.ThrowAsync<UnauthorizedAccessException>(ConnectAsync);
        }
    }

    [Fact]
    public void The_list_of_hosts_can_be_set()
    {
        var hosts = ServiceHosts.Read(" .botframework.azure.us, smba.infra.gov.teams.microsoft.us ");

        hosts.Contain("https://directline.botframework.azure.us/").ShouldBeTrue();
        hosts.Contain("https://smba.infra.gov.teams.microsoft.us/").ShouldBeTrue();
        hosts.Contain("https://smba.trafficmanager.net/").ShouldBeFalse();
        ServiceHosts.Read("").ShouldBeSameAs(ServiceHosts.Default);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:52.112.1.1", true)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("52.112.1.1", true)]
    [InlineData("2603:1027::1", true)]
    public void Addresses_inside_are_told_from_those_outside(string address, bool isPublic) => Outgoing.IsPublic(IPAddress.Parse(address)).ShouldBe(isPublic);

    [Fact]
    public async Task Nothing_connects_to_an_address_inside()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var services = Deployed();
        var factory = new Outgoing(services.GetRequiredService<IHttpClientFactory>());
        using var client = factory.CreateClient("whatever the SDK asks for");

        var refusal = await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/")));

        refusal.ToString().ShouldContain("not a public one");
        listener.Pending().ShouldBeFalse();
    }

    [Fact]
    public void Redirects_and_proxies_are_not_followed()
    {
        using var handler = Outgoing.Handler();
        (handler.AllowAutoRedirect, handler.UseProxy, handler.UseCookies).ShouldBe((false, false, false));
    }

    private static ServiceProvider Deployed() => new ServiceCollection()
        .AddLogging()
        .AddSingleton(TimeProvider.System)
        .AddOmmnioBot(BotIdentityTests.Whole(), new(_ => "", _ => [], _ => "", _ => new(new("", []), "")), local: null, isDevelopment: false)
        .BuildServiceProvider();
}
