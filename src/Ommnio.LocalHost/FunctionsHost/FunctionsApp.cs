using System.Globalization;
using Ommnio.LocalHost.Processes;

namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>The built app: its settings, host.json among them as in the real host, and how its worker is started.</summary>
internal sealed class FunctionsApp(FunctionsHostOptions options, Uri publicUrl)
{
    // A setting AzureFunctionsJobHost__... overrides host.json, because that is read to the same place.
    private const string HostJsonSection = "AzureFunctionsJobHost";
    private readonly IConfiguration _worker = ReadJson(options, "worker.config.json").GetSection("description");

    public string Folder { get; } = Path.GetFullPath(options.AppDirectory);

    public IConfiguration Settings { get; } = new ConfigurationBuilder()
        .AddInMemoryCollection(ReadJson(options, "host.json").AsEnumerable().Select(entry => KeyValuePair.Create($"{HostJsonSection}:{entry.Key}", entry.Value)))
        .AddEnvironmentVariables()
        .AddInMemoryCollection(options.Settings.Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)))
        // The second tells the WebJobs SDK where to look, so that retries and poison queues are the real code.
        .AddInMemoryCollection([new("AzureWebJobsStorage", options.StorageConnectionString), new("AzureWebJobsConfigurationSection", HostJsonSection)])
        .Build();

    public IConfiguration HostJson => Settings.GetSection(HostJsonSection);

    /// <summary>What its worker.config.json says, with the arguments of the real host, and the app settings as environment.</summary>
    public ChildProcessOptions Worker(string rpcUrl, Action<string> onLine) => new()
    {
        Program = _worker["defaultExecutablePath"]!,
        Arguments =
        [
            _worker["defaultWorkerPath"]!,
            "--functions-uri", rpcUrl,
            "--functions-worker-id", "worker",
            "--functions-grpc-max-message-length", int.MaxValue.ToString(CultureInfo.InvariantCulture),
        ],
        WorkingDirectory = Folder,
        Environment = new Dictionary<string, string>(options.Settings)
        {
            ["AZURE_FUNCTIONS_ENVIRONMENT"] = options.Settings.GetValueOrDefault("AZURE_FUNCTIONS_ENVIRONMENT", "Development"),
            ["AzureWebJobsStorage"] = options.StorageConnectionString,
            ["WEBSITE_HOSTNAME"] = publicUrl.Authority,
            ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
            ["FUNCTIONS_WORKER_DIRECTORY"] = Folder,
            ["FUNCTIONS_APPLICATION_DIRECTORY"] = Folder,
        },
        OnLine = onLine,
    };

    private static IConfiguration ReadJson(FunctionsHostOptions options, string file) =>
        Path.GetFullPath(Path.Combine(options.AppDirectory, file)) is var path && File.Exists(path)
            ? new ConfigurationBuilder().AddJsonFile(path).Build()
            : throw new FileNotFoundException($"{path} is missing: {options.AppDirectory} is not the built output of a functions app.");
}
