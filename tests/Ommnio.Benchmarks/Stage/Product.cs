using System.Collections.Immutable;
using System.Security.Cryptography;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Functions;
using Ommnio.Functions.Security;
using Ommnio.LocalHost.Azurite;
using Ommnio.Storage;
using Ommnio.Storage.Tables;
using Ommnio.Storage.Tests.Chatting;

namespace Ommnio.Benchmarks.Stage;

/// <summary>The product as it composes itself, in this process, on an Azurite of its own; with the settings that a worker is to have beside it.</summary>
internal sealed class Product : IAsyncDisposable
{
    private readonly AzuriteServer azurite;
    private readonly ServiceProvider services;

    private Product(AzuriteServer azurite, RecordingChannel channel, byte[] secret, TimeProvider time, IReadOnlyList<HttpPipelinePolicy> policies)
    {
        this.azurite = azurite;
        (Channel, ChannelSecret) = (channel, secret);
        channel.Keeps = 1;
        Settings = new Dictionary<string, string>
        {
            ["PublicUrl"] = "https://people.example",
            ["Secrets__CurrentKeyId"] = "bench",
            ["Secrets__Keys__bench"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Storage__ConnectionString"] = azurite.ConnectionString,
            ["RequestsPerSecond"] = "1000000",
            // Nobody listens there, and nothing is sent: so there is a channel whose creation is one transaction and one message.
            ["Email__Host"] = "127.0.0.1",
            ["Email__From"] = "no-reply@example.com",
            ["LocalChannel__Key"] = Convert.ToBase64String(secret),
            ["LocalChannel__ServiceUrl"] = channel.Address.ToString(),
        };
        services = Compose(Settings, time, policies);
    }

    internal IReadOnlyDictionary<string, string> Settings { get; }

    internal string ConnectionString => azurite.ConnectionString;

    /// <summary>Where the bot's replies go, and what it shares with it.</summary>
    internal RecordingChannel Channel { get; }

    internal byte[] ChannelSecret { get; }

    internal StorageTables Tables => Get<StorageTables>();

    internal static Task<Product> StartAsync(CancellationToken cancellationToken) => StartAsync(TimeProvider.System, cancellationToken);

    /// <param name="policies">Stand before every request to the storage.</param>
    internal static async Task<Product> StartAsync(TimeProvider time, CancellationToken cancellationToken, params IReadOnlyList<HttpPipelinePolicy> policies)
    {
        var azurite = await AzuriteServer.StartAsync(new AzuriteOptions(), progress: null, cancellationToken);
        var product = new Product(azurite, await RecordingChannel.StartAsync(), RandomNumberGenerator.GetBytes(32), time, policies);
        await product.Get<StorageSetup>().EnsureAsync(cancellationToken);
        return product;
    }

    // As the app does it, from its settings.
    private static ServiceProvider Compose(IReadOnlyDictionary<string, string> settings, TimeProvider time, IReadOnlyList<HttpPipelinePolicy> policies)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)))
            .Build();
        var services = new ServiceCollection().AddLogging().AddOmmnio(configuration).AddChat(configuration, isDevelopment: true).AddSingleton(time);
        return (policies.Count == 0 ? services : services.AddOmmnioStorage(new(settings["Storage__ConnectionString"], null, null, null), policies)).BuildServiceProvider();
    }

    internal T Get<T>() where T : notnull => services.GetRequiredService<T>();

    internal async Task<Company> CompanyAsync(CancellationToken cancellationToken, params ImmutableArray<Team> teams)
    {
        var id = new OrganisationId($"{Guid.NewGuid():N}"[..12]);
        var settings = new OrganisationSettings("en", TimeZoneName.Read("Europe/Madrid", "").Value!, "ES", [NodaTime.IsoDayOfWeek.Monday]);
        ImmutableArray<KnownLabel> labels = [new(LabelKind.Area, new("Sales"), []), new(LabelKind.Position, new("Cashier"), []), new(LabelKind.Location, new("Madrid"), []), new(LabelKind.Tag, new("First aid"), [])];
        await Get<IOrganisations>().CreateAsync(new(new(id, "Acme", settings), teams, [], labels), cancellationToken);
        var text = ApiKeyText.New();
        var key = new ApiKey(text.Id, id, [.. Enum.GetValues<Scope>()], [.. text.SecretHash], null);
        await Get<IApiKeys>().AddAsync(key, cancellationToken);
        return new(new(id, null, WayIn.Api, null), key, text.Reveal());
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Channel.DisposeAsync();
        await azurite.DisposeAsync();
    }
}

/// <summary>An organisation, on whose authority it is acted there, and the key for HTTP.</summary>
internal sealed record Company(Actor Actor, ApiKey Key, string ApiKey)
{
    internal OrganisationId Id => Actor.Organisation;
}
