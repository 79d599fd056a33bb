namespace Ommnio.LocalHost.Processes;

public sealed record ChildProcessOptions
{
    public required string Program { get; init; }
    public IReadOnlyList<string> Arguments { get; init; } = [];
    public required string WorkingDirectory { get; init; }

    /// <summary>Added to the environment that this process has itself.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Called for each line of the child's output and error output, from any thread.</summary>
    public Action<string>? OnLine { get; init; }
}
