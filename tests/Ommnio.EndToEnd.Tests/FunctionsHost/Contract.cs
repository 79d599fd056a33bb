using System.Collections.Concurrent;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging;
using Ommnio.EndToEnd.Tests.Proof.PersonalData;
using Ommnio.LocalHost.FunctionsHost;
using Ommnio.LocalHost.Processes;

namespace Ommnio.EndToEnd.Tests.FunctionsHost;

/// <summary>The contract app under a host of its own, with queues that no other host reads.</summary>
internal sealed class Contract : IAsyncDisposable
{
    public static string AppDirectory { get; } =
        Repository.PathOf("tests", "Ommnio.ContractApp", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0");

    private readonly string _connectionString;

    private Contract(LocalHost.FunctionsHost.FunctionsHost host, string connectionString, string queues, Journal journal, CollectedLogs logs)
    {
        Host = host;
        Journal = journal;
        Http = new HttpClient(new Watching(new SocketsHttpHandler())) { BaseAddress = new Uri(host.Url, "/v1/") };
        Queues = queues;
        Logs = logs;
        _connectionString = connectionString;
    }

    public LocalHost.FunctionsHost.FunctionsHost Host { get; }

    public HttpClient Http { get; }

    public string Queues { get; }

    public Journal Journal { get; }

    public CollectedLogs Logs { get; }

    public static async Task<Contract> StartAsync(SharedAzurite azurite, CancellationToken cancellationToken, params (string Name, string Value)[] settings)
    {
        var logs = new CollectedLogs();
        var queues = NewQueues();
        var journal = new Journal();
        var host = await LocalHost.FunctionsHost.FunctionsHost.StartAsync(
            Options(azurite, queues, logs, [.. settings, ("JournalFolder", journal.Folder)]), cancellationToken);
        return new Contract(host, azurite.ConnectionString, queues, journal, logs);
    }

    public static FunctionsHostOptions Options(SharedAzurite azurite, string queues, CollectedLogs logs, params (string Name, string Value)[] settings) => new()
    {
        AppDirectory = AppDirectory,
        StorageConnectionString = azurite.ConnectionString,
        Settings = new Dictionary<string, string>(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)))
        {
            ["Queues"] = queues,
            ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:01",
            ["TickSchedule"] = settings.FirstOrDefault(setting => setting.Name == "TickSchedule").Value ?? "0 0 0 1 1 *",
        },
        Logging = builder => builder.AddProvider(logs),
    };

    public static string NewQueues() => $"t{Guid.NewGuid():N}"[..12];

    public Task SendAsync(string queue, string message) => SendAsync(_connectionString, $"{Queues}-{queue}", message);

    /// <summary>Base64, as the contract app's host.json wants it, unless told otherwise.</summary>
    public static async Task SendAsync(string connectionString, string queue, string message, QueueMessageEncoding encoding = QueueMessageEncoding.Base64)
    {
        var client = Client(connectionString, queue, encoding);
        await client.CreateIfNotExistsAsync();
        await client.SendMessageAsync(message);
    }

    public QueueClient Queue(string queue, QueueMessageEncoding encoding) => Client(_connectionString, $"{Queues}-{queue}", encoding);

    public async ValueTask DisposeAsync()
    {
        var worker = Host.WorkerProcessId;
        Http.Dispose();
        await Host.DisposeAsync();
        Journal.Dispose();
        await Until.TrueAsync("no worker and no watcher is left", () => Running.Processes(worker).Count == 0);
    }

    private static QueueClient Client(string connectionString, string queue, QueueMessageEncoding encoding) =>
        new(connectionString, queue, new QueueClientOptions { MessageEncoding = encoding });
}

internal sealed class CollectedLogs : ILoggerProvider
{
    public ConcurrentQueue<(string Category, LogLevel Level, string Text)> Entries { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Collecting(categoryName, Entries);

    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class Collecting(string category, ConcurrentQueue<(string, LogLevel, string)> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Write((category, logLevel, formatter(state, exception)));

        private void Write((string Category, LogLevel, string Text) line)
        {
            Watch.Saw($"log {line.Category}", line.Text);
            entries.Enqueue(line);
        }
    }
}
