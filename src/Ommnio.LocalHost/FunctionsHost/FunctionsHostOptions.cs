namespace Ommnio.LocalHost.FunctionsHost;

public sealed record FunctionsHostOptions
{
    /// <summary>The built output of a functions app, with its host.json and worker.config.json.</summary>
    public required string AppDirectory { get; init; }

    /// <summary>The public HTTP port on 127.0.0.1; 0 takes any free one.</summary>
    public int Port { get; init; }

    /// <summary>What <c>AzureWebJobsStorage</c> stands for, here and in the worker.</summary>
    public required string StorageConnectionString { get; init; }

    /// <summary>The app settings: the worker gets them as environment variables, and <c>AzureFunctionsJobHost__...</c> override host.json.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>More routes on the same port. They still answer while the host drains, when the functions no longer do.</summary>
    public Action<WebApplication>? MapMore { get; init; }

    /// <summary>Where logs go: this host's, and the worker's with their own categories and levels. host.json says how much of them.</summary>
    public required Action<ILoggingBuilder> Logging { get; init; }
}
