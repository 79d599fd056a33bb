using System.Globalization;
using Ommnio.LocalHost.Processes;

namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>How the worker is started: its worker.config.json, the arguments of the real host, and the app settings as environment.</summary>
internal sealed class WorkerCommand(FunctionsHostOptions options, HostConfiguration configuration, Uri rpc, Uri publicUrl)
{
    public string AppDirectory { get; } = Path.GetFullPath(options.AppDirectory);

    public ChildProcessOptions For(string workerId, Action<string> onLine) => new()
    {
        Program = Described("defaultExecutablePath"),
        Arguments =
        [
            Described("defaultWorkerPath"),
            "--host", rpc.Host, "--port", rpc.Port.ToString(CultureInfo.InvariantCulture),
            "--functions-uri", rpc.ToString(),
            "--functions-worker-id", workerId,
            "--functions-request-id", workerId,
            "--functions-grpc-max-message-length", int.MaxValue.ToString(CultureInfo.InvariantCulture),
        ],
        WorkingDirectory = AppDirectory,
        Environment = Environment(),
        OnLine = onLine,
    };

    private Dictionary<string, string> Environment()
    {
        var environment = new Dictionary<string, string>
        {
            ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
            ["WEBSITE_HOSTNAME"] = publicUrl.Authority,
        };
        foreach (var (name, value) in options.Settings)
        {
            environment[name] = value;
        }
        environment["AzureWebJobsStorage"] = options.StorageConnectionString;
        environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        environment["FUNCTIONS_WORKER_DIRECTORY"] = AppDirectory;
        environment["FUNCTIONS_APPLICATION_DIRECTORY"] = AppDirectory;
        return environment;
    }

    private string Described(string key) => configuration.WorkerCommand["description:" + key]
        ?? throw new InvalidOperationException($"worker.config.json in {AppDirectory} has no {key}.");
}
