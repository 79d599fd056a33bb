using Microsoft.Azure.Functions.Worker;

namespace Ommnio.ContractApp;

/// <summary>The queues' names start with a setting, so that hosts that run side by side do not take each other's messages.</summary>
public static class QueueFunctions
{
    [Function("Plain")]
    public static void Plain([QueueTrigger("%Queues%-plain")] string message, FunctionContext context) =>
        Journal.Write(message, $"dequeued {context.BindingContext.BindingData["DequeueCount"]}");

    [Function("Flaky")]
    public static void Flaky([QueueTrigger("%Queues%-flaky")] FlakyMessage message, long dequeueCount)
    {
        var fails = dequeueCount <= message.Failures;
        Journal.Write(message.Key, fails ? $"failed {dequeueCount}" : $"succeeded {dequeueCount}");
        if (fails)
        {
            throw new InvalidOperationException("failed on purpose");
        }
    }

    [Function("SlowMessage")]
    public static Task SlowMessage([QueueTrigger("%Queues%-slow")] string key, CancellationToken cancellationToken) =>
        Journal.RunUntilReleasedAsync(key, cancellationToken);

    public sealed record FlakyMessage(string Key, int Failures);
}
