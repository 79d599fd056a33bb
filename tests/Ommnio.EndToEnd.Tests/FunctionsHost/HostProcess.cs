using System.Net;
using System.Text.Json;
using Ommnio.EndToEnd.Tests.Proof.PersonalData;
using Ommnio.LocalHost.Processes;

namespace Ommnio.EndToEnd.Tests.FunctionsHost;

/// <summary>A host with its own Azurite as a process of its own, to be interrupted and killed.</summary>
internal sealed class HostProcess(ChildProcess process, HostProcess.Announcement running, string queues, Journal journal) : IAsyncDisposable
{
    public ChildProcess Process => process;

    public Announcement Started => running;

    public Journal Journal => journal;

    public HttpClient Http { get; } = new(new Watching(new SocketsHttpHandler())) { BaseAddress = new Uri(running.Url, "/v1/") };

    public static async Task<HostProcess> StartAsync(CancellationToken cancellationToken)
    {
        var program = Contract.AppDirectory.Replace("ContractApp", "ContractHost", StringComparison.Ordinal);
        var queues = Contract.NewQueues();
        var journal = new Journal();
        var announced = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = ChildProcess.Start(new ChildProcessOptions
        {
            Program = "dotnet",
            Arguments = [Path.Combine(program, "Ommnio.ContractHost.dll"), Contract.AppDirectory, queues],
            WorkingDirectory = program,
            Environment = new Dictionary<string, string> { ["JournalFolder"] = journal.Folder },
            OnLine = line =>
            {
                Watch.Saw("console", line);
                announced.TrySetResult(line);
            },
        });
        var line = await announced.Task.WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
        return new HostProcess(process, JsonSerializer.Deserialize<Announcement>(line, JsonSerializerOptions.Web)!, queues, journal);
    }

    public Task SendAsync(string queue, string message) => Contract.SendAsync(Started.ConnectionString, $"{queues}-{queue}", message);

    public Task IsDrainingAsync() => Until.TrueAsync("new calls are refused", async () =>
        (await Http.GetAsync("numbers/1")).StatusCode == HttpStatusCode.ServiceUnavailable);

    /// <summary>The host, its worker, its Azurite, and whoever watches over them.</summary>
    public Task NothingIsLeftAsync() => Until.TrueAsync("no process is left", () =>
        new[] { process.Id, Started.WorkerProcessId, Started.AzuriteProcessId }.Sum(id => Running.Processes(id).Count) == 0);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await process.DisposeAsync();
        journal.Dispose();
    }

    internal sealed record Announcement(Uri Url, int WorkerProcessId, int AzuriteProcessId, string ConnectionString);
}
