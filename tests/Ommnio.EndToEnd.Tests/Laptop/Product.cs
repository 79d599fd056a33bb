using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using Ommnio.EndToEnd.Tests.Proof.PersonalData;
using Ommnio.LocalHost.Processes;

namespace Ommnio.EndToEnd.Tests.Laptop;

/// <summary>What the local host tells scripts in its data folder.</summary>
internal sealed record Announcement(Uri Url, Uri Page, string? Organisation, string? ApiKey, string? ProductKey, string Storage, int ProcessId);

/// <summary>The whole product as a person starts it: the local host as a process of its own, with data of its own.</summary>
internal sealed class Product : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);

    private readonly ConcurrentQueue<string> lines = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool ownsFolder;
    private readonly ChildProcess process;

    private Product(string folder, bool ownsFolder, string[] arguments, (string Name, string Value)[] settings)
    {
        (Folder, this.ownsFolder) = (folder, ownsFolder);
        Watch.Begin();
        process = ChildProcess.Start(new ChildProcessOptions
        {
            Program = "dotnet",
            Arguments = [Program, "--data", folder, .. arguments],
            WorkingDirectory = folder,
            Environment = settings.ToDictionary(setting => setting.Name, setting => setting.Value),
            OnLine = Take,
        });
        _ = FailWhenItEndsAsync();
    }

    public string Folder { get; }

    public Announcement Started { get; private set; } = null!;

    /// <summary>With the demo organisation's key.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>All that it wrote so far, for the message of a test that failed.</summary>
    public string Console => string.Join('\n', lines);

    public int ProcessId => process.Id;

    /// <summary>The exit code.</summary>
    public Task<int> Exited => process.Exited;

    private static string Program { get; } = Repository.PathOf(
        "src", "Ommnio.LocalHost", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "Ommnio.LocalHost.dll");

    /// <summary>On free ports, seeded, with data that go when it is disposed.</summary>
    public static Task<Product> StartAsync(CancellationToken cancellationToken) =>
        StartAsync(Directory.CreateTempSubdirectory("ommnio-product-").FullName, ownsFolder: true, [], [], cancellationToken);

    /// <param name="folder">Its data; they stay.</param>
    /// <param name="settings">Of the app, beside those that the local host gives it.</param>
    public static Task<Product> StartAsync(string folder, string[] arguments, CancellationToken cancellationToken, params (string Name, string Value)[] settings) =>
        StartAsync(folder, ownsFolder: false, arguments, settings, cancellationToken);

    /// <summary>For starts that are to fail: nothing is waited for.</summary>
    public static Product Begin(string folder, params string[] arguments) => new(folder, ownsFolder: false, arguments, []);

    public async Task StopAsync()
    {
        if (Started is not null && !Exited.IsCompleted)
        {
            await Overheard.LookAsync(Started.Storage);
        }

        await process.StopAsync(TimeSpan.FromSeconds(40));
    }

    public void Kill() => process.Kill();

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        await StopAsync();
        await process.DisposeAsync();
        if (ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }

        Watch.End();
    }

    private static async Task<Product> StartAsync(string folder, bool ownsFolder, string[] arguments, (string Name, string Value)[] settings, CancellationToken cancellationToken)
    {
        // Every log line and span on the console, where the watch reads them.
        string[] usual = [.. arguments.Contains("--port") ? [] : (string[])["--port", "0"], "--azurite-ports", "0,0,0", "--mail-port", "0", "--verbose", "--telemetry"];
        var product = new Product(folder, ownsFolder, [.. usual, .. arguments.Except(["--verbose", "--telemetry"])], settings);
        try
        {
            await product.ready.Task.WaitAsync(LongestStart, cancellationToken);
        }
        catch (Exception fault) when (fault is TimeoutException or InvalidOperationException or OperationCanceledException)
        {
            await product.DisposeAsync();
            throw new InvalidOperationException($"The local host did not get ready. It said:\n{product.Console}", fault);
        }

        var told = await File.ReadAllTextAsync(Path.Combine(folder, "localhost.json"), cancellationToken);
        product.Started = JsonSerializer.Deserialize<Announcement>(told, JsonSerializerOptions.Web)!;
        product.Http = new HttpClient(new Watching(new SocketsHttpHandler())) { BaseAddress = new Uri(product.Started.Url, "/api/") };
        product.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", product.Started.ApiKey);
        return product;
    }

    private async Task FailWhenItEndsAsync() =>
        ready.TrySetException(new InvalidOperationException($"It ended with {await process.Exited}."));

    private void Take(string line)
    {
        Watch.Saw("console", line);
        lines.Enqueue(line);
        if (line.StartsWith("Press Ctrl-C", StringComparison.Ordinal))
        {
            ready.TrySetResult();
        }
    }
}
