using Azure;
using Azure.Storage.Queues;

namespace Ommnio.Storage.Queues;

/// <summary>Best effort: what is to be sent stands in a table, and a sweep sends what did not go out.</summary>
internal static class Sending
{
    /// <returns>Why the queue could not be reached; null: the message is in it, and never expires there.</returns>
    internal static async Task<Exception?> TryAsync(QueueClient queue, string message, TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            await queue.SendMessageAsync(message, delay, TimeSpan.FromSeconds(-1), cancellationToken: cancellationToken);
            return null;
        }
        catch (Exception failure) when (failure is RequestFailedException or AggregateException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return failure;
        }
    }
}
