namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>host.json, the app settings, and what the WebJobs SDK is to see of both.</summary>
internal sealed class HostConfiguration
{
    private const string OverridePrefix = "AzureFunctionsJobHost:";
    private const string PollingKey = "extensions:queues:maxPollingInterval";

    // The real host waits up to a minute on an idle queue. On a laptop somebody sits and waits for what the message brings.
    private static readonly TimeSpan LongestPollingPause = TimeSpan.FromSeconds(1);

    public HostConfiguration(FunctionsHostOptions options)
    {
        Settings = new ConfigurationBuilder()
            .AddInMemoryCollection([new("AzureWebJobsStorage", options.StorageConnectionString)])
            .AddEnvironmentVariables()
            .AddInMemoryCollection(options.Settings.Select(setting =>
                KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), (string?)setting.Value)))
            .AddInMemoryCollection([new("AzureWebJobsStorage", options.StorageConnectionString)])
            .Build();
        HostJson = new ConfigurationBuilder()
            .AddJsonFile(Existing(options, "host.json"))
            .AddInMemoryCollection(Settings.AsEnumerable()
                .Where(setting => setting.Key.StartsWith(OverridePrefix, StringComparison.OrdinalIgnoreCase))
                .Select(setting => KeyValuePair.Create(setting.Key[OverridePrefix.Length..], setting.Value)))
            .Build();
        WorkerCommand = new ConfigurationBuilder().AddJsonFile(Existing(options, "worker.config.json")).Build();
    }

    public IConfiguration Settings { get; }

    public IConfiguration HostJson { get; }

    public IConfiguration WorkerCommand { get; }

    /// <summary>The SDK itself binds host.json when it finds it under this prefix, so that retries and poison queues are the real code.</summary>
    public IEnumerable<KeyValuePair<string, string?>> ForWebJobs() =>
    [
        .. Settings.AsEnumerable(),
        .. HostJson.AsEnumerable().Where(setting => !setting.Key.Equals(PollingKey, StringComparison.OrdinalIgnoreCase)).Select(setting => KeyValuePair.Create("AzureWebJobs:" + setting.Key, setting.Value)),
        KeyValuePair.Create<string, string?>("AzureWebJobs:" + PollingKey, PollingPause().ToString("c")),
    ];

    private TimeSpan PollingPause() =>
        HostJson.GetValue<TimeSpan?>(PollingKey) is { } wanted && wanted < LongestPollingPause ? wanted : LongestPollingPause;

    private static string Existing(FunctionsHostOptions options, string file) =>
        Path.GetFullPath(Path.Combine(options.AppDirectory, file)) is var path && File.Exists(path)
            ? path
            : throw new FileNotFoundException($"{path} is missing: {options.AppDirectory} is not the built output of a functions app.");
}
