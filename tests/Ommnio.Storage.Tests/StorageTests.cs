using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
using Ommnio.Storage.Tables;
using Ommnio.Storage.Tests.Faults;
using Xunit;

namespace Ommnio.Storage.Tests;

/// <summary>Every test has an organisation of its own, the stores as the app composes them, and hands on the wire.</summary>
public abstract class StorageTests : IAsyncDisposable
{
    private readonly ServiceProvider services;

    protected StorageTests(SharedAzurite azurite)
    {
        services = Compose(azurite.ConnectionString, Requests, Faults);
        Tables = services.GetRequiredService<StorageTables>();
    }

    internal static MasterKeys Secrets { get; } = new("2026", "2026", new Dictionary<string, byte[]> { ["2026"] = [.. Enumerable.Range(1, 32).Select(i => (byte)i)] });

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected OrganisationId Organisation { get; private set; } = new($"{Guid.NewGuid():N}"[..12]);

    protected FakeTimeProvider Time { get; } = new(Some.Now);

    internal RequestLog Requests { get; } = new();

    internal FaultPolicy Faults { get; } = new();

    internal StorageTables Tables { get; }

    protected IServiceProvider Provider => services;

    protected internal T Get<T>() where T : notnull => services.GetRequiredService<T>();

    internal HandOff HandOff() => new(Get<IInvitations>(), Get<IInvitationMessages>(), Secrets, Time);

    internal Bot.Activities.Invitations Inviting(IIds ids, InvitationWays? open = null)
    {
        var (find, settings) = (new Core.Registering.FindUsers(Get<Core.Registering.IUsers>()), new Bot.Activities.BotSettings(_ => "https://people.example/i/token", _ => [], ticket => $"https://people.example/print#{ticket}", Minted));
        var (catalogues, users, invitations, ways) = (Get<Core.Organisations.ICatalogues>(), Get<Core.Registering.IUsers>(), Get<IInvitations>(), open ?? new([]));
        return new(
            new(catalogues, users, invitations, ways, HandOff(), Secrets, ids, Time),
            new(catalogues, users, invitations, ways, HandOff(), Secrets, ids, Time),
            new(users, invitations, ids, Time),
            new(catalogues, find, invitations, settings.InvitationLink, Secrets, Time),
            find,
            Secrets,
            settings,
            Time);
    }

    internal Bot.Activities.OrganisationKeys KeysInChat() => new(new(Get<IKeyRing>(), Time), new(_ => "", _ => [], _ => "", Minted));

    /// <summary>As the app makes keys: the id follows from the name, the secret does not.</summary>
    private protected static Bot.Activities.MintedKey Minted(string operation)
    {
        var (id, secret) = (Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(operation)))[..12], $"{Guid.NewGuid():N}");
        return new(new(id, [.. SHA256.HashData(Encoding.ASCII.GetBytes(secret))]), $"reg_live_{id}_{secret}");
    }

    /// <summary>From here on the test is about another organisation.</summary>
    protected void Move() => Organisation = new($"{Guid.NewGuid():N}"[..12]);

    /// <summary>Everything that the organisation has in the directory.</summary>
    protected async Task<IReadOnlyList<TableEntity>> RowsAsync(OrganisationId? organisation = null)
    {
        var partition = (organisation ?? Organisation).Value;
        List<TableEntity> rows = [];
        await foreach (var row in Tables.Directory.QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: Token))
        {
            rows.Add(row);
        }

        return rows;
    }

    protected async Task<IReadOnlyList<string>> RowKeysAsync() => [.. (await RowsAsync()).Select(row => row.RowKey)];

    /// <summary>Another process of the product: its own caches, on the same storage.</summary>
    internal ServiceProvider Another(SharedAzurite azurite) => Compose(azurite.ConnectionString, new RequestLog(), new FaultPolicy());

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await services.DisposeAsync();
    }

    private ServiceProvider Compose(string connection, RequestLog requests, FaultPolicy faults) => new ServiceCollection()
        .AddSingleton(Secrets)
        .AddSingleton<TimeProvider>(Time)
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddOmmnioStorage(new(connection, null, null, null), requests, faults)
        .BuildServiceProvider();
}
