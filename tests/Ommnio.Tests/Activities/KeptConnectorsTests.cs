using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.Time.Testing;
using Ommnio.Bot.Activities;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Activities;

/// <summary>One client for many turns: what a new one costs is most of a turn.</summary>
public sealed class KeptConnectorsTests
{
    private const string Address = "https://smba.trafficmanager.net/emea/";
    private readonly FakeTimeProvider time = new();
    private readonly Made made = new();
    private readonly KeptConnectors kept;

    public KeptConnectorsTests() => kept = new(made, time);

    [Fact]
    public async Task Turns_of_one_address_share_a_client_that_none_of_them_ends()
    {
        var first = await ClientAsync(Address);
        first.Dispose();

        (await ClientAsync(Address)).ShouldBeSameAs(first);
        made.Clients.ShouldHaveSingleItem().IsDisposed.ShouldBeFalse();
    }

    [Fact]
    public async Task Another_address_has_a_client_of_its_own()
    {
        var first = await ClientAsync(Address);

        (await ClientAsync("https://smba.trafficmanager.net/amer/")).ShouldNotBeSameAs(first);
        first.BaseUri.ShouldBe(new Uri(Address));
    }

    [Fact]
    public async Task After_two_minutes_there_is_a_new_one()
    {
        var first = await ClientAsync(Address);
        time.Advance(TimeSpan.FromSeconds(119));
        (await ClientAsync(Address)).ShouldBeSameAs(first);

        time.Advance(TimeSpan.FromSeconds(1));

        (await ClientAsync(Address)).ShouldNotBeSameAs(first);
    }

    [Fact]
    public async Task What_is_refused_is_asked_again_and_keeps_nothing()
    {
        made.Refuses = true;
        await Should.ThrowAsync<UnauthorizedAccessException>(() => ClientAsync(Address));
        made.Refuses = false;

        (await ClientAsync(Address)).ShouldNotBeNull();
    }

    private Task<IConnectorClient> ClientAsync(string address) => kept.CreateAsync(address, "audience", CancellationToken.None);

    private sealed class Made : ConnectorFactory
    {
        internal List<Client> Clients { get; } = [];

        internal bool Refuses { get; set; }

        public override Task<IConnectorClient> CreateAsync(string serviceUrl, string audience, CancellationToken cancellationToken)
        {
            if (Refuses)
            {
                throw new UnauthorizedAccessException();
            }

            Clients.Add(new(new(serviceUrl)));
            return Task.FromResult<IConnectorClient>(Clients[^1]);
        }
    }

    private sealed class Client(Uri address) : ConnectorClient(address)
    {
        internal bool IsDisposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
