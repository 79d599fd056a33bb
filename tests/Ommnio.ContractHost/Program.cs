using System.Runtime.InteropServices;
using System.Text.Json;
using Ommnio.LocalHost.Azurite;
using Ommnio.LocalHost.FunctionsHost;

// A host as a process of its own, to be interrupted and killed by tests: dotnet Ommnio.ContractHost.dll {app} {queues}
var interrupted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
var again = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
{
    signal.Cancel = true;
    if (!interrupted.TrySetResult())
    {
        again.Cancel();
    }
});

await using var azurite = await AzuriteServer.StartAsync(new AzuriteOptions(), null, CancellationToken.None);
await using var host = await FunctionsHost.StartAsync(
    new FunctionsHostOptions
    {
        AppDirectory = args[0],
        StorageConnectionString = azurite.ConnectionString,
        Settings = new Dictionary<string, string> { ["Queues"] = args[1], ["TickSchedule"] = "0 0 0 1 1 *" },
        Logging = _ => { },
    },
    CancellationToken.None);

Console.WriteLine(JsonSerializer.Serialize(new
{
    url = host.Url,
    workerProcessId = host.WorkerProcessId,
    azuriteProcessId = azurite.ProcessId,
    connectionString = azurite.ConnectionString,
}));

await await Task.WhenAny(interrupted.Task, host.Completion);
await host.DrainAsync(again.Token);
