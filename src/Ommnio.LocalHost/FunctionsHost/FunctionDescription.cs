namespace Ommnio.LocalHost.FunctionsHost;

public enum FunctionKind
{
    Http,
    Queue,
    Timer,
}

/// <summary>One function as the worker reported it.</summary>
public sealed record FunctionDescription
{
    public required string Name { get; init; }

    public required FunctionKind Kind { get; init; }

    /// <summary>With the route prefix of host.json, for instance <c>/api/users/{id:guid}</c>.</summary>
    public string? Route { get; init; }

    /// <summary>In capitals; empty means every method.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    public string? QueueName { get; init; }

    public string? Schedule { get; init; }

    internal string Parameter { get; init; } = "";

    internal string Connection { get; init; } = "AzureWebJobsStorage";

    internal QueueContent Content { get; init; }

    internal bool RunOnStartup { get; init; }
}

/// <summary>How the worker wants the body of a queue message.</summary>
internal enum QueueContent
{
    Text,
    Bytes,
    WholeMessage,
}
