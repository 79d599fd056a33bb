using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Ommnio.Storage;

namespace Ommnio.Functions;

/// <summary>Looks how much waits, and says so. The alerts of <c>infra/modules/alerts.bicep</c> read the figures that <see cref="Backlog"/> gives with it.</summary>
public sealed partial class Watch(Backlog backlog, TimeProvider time, ILogger<Watch> logger)
{
    [Function(nameof(WatchBacklog))]
    public async Task WatchBacklog([TimerTrigger("30 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        Log.Outbox(logger, (long)(await backlog.OldestAsync(time.GetUtcNow(), cancellationToken)).TotalSeconds);
        foreach (var queue in Backlog.PoisonQueues)
        {
            Log.Poison(logger, queue, await backlog.MessagesInAsync(queue, cancellationToken) ?? 0);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Backlog of the outbox: {Seconds} s")]
        internal static partial void Outbox(ILogger logger, long seconds);

        [LoggerMessage(Level = LogLevel.Information, Message = "Backlog of poison queue {Queue}: {Messages} messages")]
        internal static partial void Poison(ILogger logger, string queue, int messages);
    }
}
