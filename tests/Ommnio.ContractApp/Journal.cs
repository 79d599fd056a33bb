using System.Collections.Concurrent;

namespace Ommnio.ContractApp;

/// <summary>What happened, and what may go on, by a key of the test's own.</summary>
internal static class Journal
{
    private static readonly ConcurrentDictionary<string, ConcurrentQueue<string>> Entries = [];
    private static readonly ConcurrentDictionary<string, TaskCompletionSource> Gates = [];

    public static void Write(string key, string entry) => Entries.GetOrAdd(key, _ => []).Enqueue(entry);

    public static IReadOnlyList<string> Read(string key) => [.. Entries.GetValueOrDefault(key) ?? []];

    public static void Release(string key) => GateOf(key).TrySetResult();

    public static async Task RunUntilReleasedAsync(string key, CancellationToken cancellationToken)
    {
        Write(key, "started");
        try
        {
            await GateOf(key).Task.WaitAsync(cancellationToken);
            Write(key, "ended");
        }
        catch (OperationCanceledException)
        {
            Write(key, "cancelled");
            throw;
        }
    }

    private static TaskCompletionSource GateOf(string key) =>
        Gates.GetOrAdd(key, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
