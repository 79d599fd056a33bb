using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Ommnio.EndToEnd.Tests;
using Ommnio.EndToEnd.Tests.FunctionsHost;
using Ommnio.EndToEnd.Tests.Handoff;
using Ommnio.EndToEnd.Tests.Observing;
using Ommnio.EndToEnd.Tests.Proof.PersonalData;
using Ommnio.EndToEnd.Tests.Setup;
using Ommnio.LocalHost.FunctionsHost;
using Ommnio.LocalHost.Processes;
using Ommnio.LocalHost.Telemetry;
using Xunit;

[assembly: AssemblyFixture(typeof(FunctionsAppFixture))]

namespace Ommnio.EndToEnd.Tests;

/// <summary>The built functions app under the host, on an Azurite of its own (its queue has one reader), with two organisations.</summary>
public sealed class FunctionsAppFixture : IAsyncLifetime
{
    private WatchedAzurite? azurite;
    private Collector? collector;
    private LocalHost.FunctionsHost.FunctionsHost? host;

    public static string AppDirectory { get; } =
        Repository.PathOf("src", "Ommnio.Functions", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0");

    public static IReadOnlyDictionary<string, string> Secrets { get; } = new Dictionary<string, string>
    {
        ["Secrets__CurrentKeyId"] = "test",
        ["Secrets__Keys__test"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
    };

    /// <summary>As in Azure: the app makes no tables when it starts, and demands a bot that trusts somebody. Only an emulator is not refused.</summary>
    public static (string Name, string Value)[] Production { get; } =
    [
        ("AZURE_FUNCTIONS_ENVIRONMENT", "Testing"), ("MicrosoftAppType", "SingleTenant"), ("MicrosoftAppId", "11111111-1111-1111-1111-111111111111"),
        ("MicrosoftAppTenantId", "22222222-2222-2222-2222-222222222222"), ("MicrosoftAppPassword", "unused"),
    ];

    public string StorageConnectionString => azurite!.ConnectionString;

    public Uri Url => host!.Url;

    public IReadOnlyList<FunctionDescription> Functions => host!.Functions;

    internal CollectedLogs Logs { get; } = new();

    /// <summary>Madrid Foods: two trees of teams, an Account Administrator, a Team Administrator of Stores, members.</summary>
    internal CreatedOrganisation Organisation { get; private set; } = null!;

    /// <summary>Another company on the same storage.</summary>
    internal CreatedOrganisation Foreign { get; private set; } = null!;

    /// <summary>With Madrid Foods' key.</summary>
    public HttpClient Http { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        azurite = await WatchedAzurite.StartAsync(cancellationToken);
        Organisation = await SetupCommand.CreateAsync(StorageConnectionString, SetupCommand.Document("madrid-foods.json"), cancellationToken);
        Foreign = await SetupCommand.CreateAsync(StorageConnectionString, SetupCommand.Document("other-company.json"), cancellationToken);
        // The spans of all that the tests ask of it are watched for personal data.
        collector = await Collector.StartAsync(cancellationToken);
        (string, string)[] telemetry = [.. OtlpRoutes.WorkerSettings(collector.Url).Select(setting => (setting.Key, setting.Value))];
        host = await LocalHost.FunctionsHost.FunctionsHost.StartAsync(Options(StorageConnectionString, Logs, [("Storage__ConnectionString", StorageConnectionString), .. telemetry]), cancellationToken);
        Http = Client(Organisation.ApiKey);
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        await (host?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (collector?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (azurite?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <param name="apiKey">Null: nobody.</param>
    /// <param name="actingUser">The id of an administrator; null: the key itself.</param>
    public HttpClient Client(string? apiKey, string? actingUser = null) => Client(Url, apiKey, actingUser);

    public static HttpClient Client(Uri url, string? apiKey, string? actingUser = null)
    {
        // As a careless client writes them, who knows of more than ASCII.
        var client = new HttpClient(new Watching(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 })) { BaseAddress = new Uri(url, "/api/") };
        client.DefaultRequestHeaders.Authorization = apiKey is null ? null : new AuthenticationHeaderValue("Bearer", apiKey);
        if (actingUser is not null)
        {
            client.DefaultRequestHeaders.Add("Ommnio-Acting-User", actingUser);
        }

        return client;
    }

    /// <param name="storage">The host's own: where it reads queues. The app's is a setting.</param>
    internal static FunctionsHostOptions Options(string storage, CollectedLogs logs, params (string Name, string Value)[] settings) => new()
    {
        AppDirectory = AppDirectory,
        StorageConnectionString = storage,
        Settings = ((IEnumerable<KeyValuePair<string, string>>)[
            .. Secrets, new("PublicUrl", "https://people.example"), new("Delivery__OverdueAfter", "00:00:01"), new("AttemptsPerMinute", "100000"),
            .. settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)),
        ]).GroupBy(setting => setting.Key).ToDictionary(group => group.Key, group => group.Last().Value),
        Logging = builder => builder.AddProvider(logs),
    };

    /// <summary>The rows of an organisation whose key begins so; all of them for the empty text.</summary>
    internal async Task<IReadOnlyList<TableEntity>> RowsAsync(CreatedOrganisation organisation, string prefix) => await Disturbed.RowsAsync(StorageConnectionString, organisation.Id, prefix);
}

/// <summary>What the setup command answered.</summary>
internal sealed record CreatedOrganisation(string Id, string ApiKey, IReadOnlyDictionary<string, string> ApiKeys, IReadOnlyDictionary<string, string> UserIdByCode)
{
    public static CreatedOrganisation Read(JsonNode answer) => new(
        (string)answer["organisation"]!["id"]!,
        (string)answer["apiKey"]!,
        answer["apiKeys"]!.AsObject().ToDictionary(key => key.Key, key => (string)key.Value!),
        answer["users"]!.AsArray().ToDictionary(user => (string)user!["code"]!, user => (string)user!["id"]!));
}

internal static class Rows
{
    /// <summary>A row's key but for what lists by name have to show in it (design): nothing else of it may be personal.</summary>
    public static string WithoutPlace(string key) => key[..Math.Min(2, key.Length)] switch
    {
        "n:" or "m:" => key[..2],
        "p:" => string.Join(':', key.Split(':').Take(3)),
        _ => key,
    };

    /// <summary>The texts of a row, its keys included.</summary>
    public static IEnumerable<string> Texts(this TableEntity row) => row.Select(property => property.Value).OfType<string>();
}
