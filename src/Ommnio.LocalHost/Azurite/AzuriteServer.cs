using System.Globalization;
using System.Text.RegularExpressions;
using Ommnio.LocalHost.Processes;

namespace Ommnio.LocalHost.Azurite;

/// <summary>A storage emulator of our own: a process that ends with this one, and keeps what it was told when it has a folder.</summary>
public sealed partial class AzuriteServer : IAsyncDisposable
{
    // Public: every Azurite in the world has this account and key.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    // It says that it closes before it has saved, and would die of that once nobody reads it: when this process was killed.
    private const string UnheardIsNoError = "data:text/javascript,process.stdout.on('error',()=>{});process.stderr.on('error',()=>{})";

    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    private readonly ChildProcess _process;

    private AzuriteServer(ChildProcess process, IReadOnlyDictionary<string, int> ports)
    {
        _process = process;
        ConnectionString = string.Create(CultureInfo.InvariantCulture,
            $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};{Endpoint("Blob")}{Endpoint("Queue")}{Endpoint("Table")}");

        string Endpoint(string service) => string.Create(CultureInfo.InvariantCulture, $"{service}Endpoint=http://127.0.0.1:{ports[service]}/{Account};");
    }

    public string ConnectionString { get; }

    public int ProcessId => _process.Id;

    /// <summary>Installs Azurite where that was not done yet, starts it and returns when all three services answer.</summary>
    /// <exception cref="InvalidOperationException">Node.js is missing, a port is taken, or it would not start; the message says which.</exception>
    public static async Task<AzuriteServer> StartAsync(AzuriteOptions options, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        await AzuriteInstallation.EnsureAsync(progress, cancellationToken);
        var announcements = new Announcements();
        var process = NodeTools.Start("node", ["--import", UnheardIsNoError, AzuriteInstallation.Script, .. Arguments(options)], Repository.Root, announcements.Read);
        try
        {
            await Task.WhenAny(announcements.AllListen, process.Exited).WaitAsync(LongestStart, cancellationToken);
            return announcements.AllListen.IsCompletedSuccessfully
                ? new AzuriteServer(process, await announcements.AllListen)
                : throw new InvalidOperationException($"Azurite did not start.\n{process.LastLines}");
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    // Port 0 is left to Azurite, which says what it got: no port can be lost to somebody else between choosing and binding.
    private static IEnumerable<string> Arguments(AzuriteOptions options) =>
    [
        "--skipApiVersionCheck", "--disableTelemetry", "--silent",
        "--blobPort", $"{options.BlobPort}", "--queuePort", $"{options.QueuePort}", "--tablePort", $"{options.TablePort}",
        .. options.DataFolder is { } folder ? (string[])["--location", Directory.CreateDirectory(folder).FullName] : ["--inMemoryPersistence"],
    ];

    private sealed partial class Announcements
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, int> _ports = [];
        private readonly TaskCompletionSource<IReadOnlyDictionary<string, int>> _all = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<IReadOnlyDictionary<string, int>> AllListen => _all.Task;

        public void Read(string line)
        {
            lock (_lock)
            {
                if (!_all.Task.IsCompleted && Listening().Match(line) is { Success: true } match)
                {
                    _ports[match.Groups["service"].Value] = int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture);
                    if (_ports.Count == 3)
                    {
                        _all.SetResult(_ports);
                    }
                }
            }
        }

        [GeneratedRegex(@"^Azurite (?<service>Blob|Queue|Table) service is successfully listening at http://127\.0\.0\.1:(?<port>\d+)")]
        private static partial Regex Listening();
    }
}
