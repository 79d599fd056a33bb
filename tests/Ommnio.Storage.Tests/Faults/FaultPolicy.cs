using System.Collections.Concurrent;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Ommnio.Storage.Tests.Faults;

/// <summary>What goes wrong between us and the storage, once each, in the order planned, at the next request of the kind.</summary>
internal sealed class FaultPolicy : HttpPipelinePolicy
{
    private readonly ConcurrentQueue<(RequestKind Kind, Func<HttpMessage, Func<ValueTask>, ValueTask> Fault)> planned = new();

    private int requestsToLive = int.MaxValue;
    private bool diesAfter;

    /// <summary>While there is one, any request may go wrong.</summary>
    public Storm? Storm { get; set; }

    public bool AllHappened => planned.IsEmpty;

    /// <summary>The connection breaks before anything was sent.</summary>
    public void BreakBefore(RequestKind next) => Plan(next, (_, _) => throw new IOException("broken before it was sent"));

    /// <summary>The process dies at the so-manieth request from now: no request goes out any more, and that one only when <paramref name="after"/>.</summary>
    public void DieAt(int request, bool after) => (requestsToLive, diesAfter) = (request, after);

    public void Live() => requestsToLive = int.MaxValue;

    /// <summary>The storage carries it out, and the answer never arrives.</summary>
    public void LoseAnswerOf(RequestKind next) => Plan(next, async (_, send) =>
    {
        await send();
        throw new IOException("the answer was lost");
    });

    public void Answer(RequestKind next, int status) => Plan(next, (message, _) =>
    {
        message.Response = new CannedResponse(status, message.Request.ClientRequestId);
        return ValueTask.CompletedTask;
    });

    /// <summary>Azure ends a page where a server's range ends: it may be empty and still go on.</summary>
    public void AnswerEmptyPageBefore(string partition, string row) => Plan(RequestKind.Query, (message, _) =>
    {
        message.Response = new CannedResponse(
            200, message.Request.ClientRequestId, """{"value":[]}""", new("x-ms-continuation-NextPartitionKey", Opaque(partition)), new("x-ms-continuation-NextRowKey", Opaque(row)));
        return ValueTask.CompletedTask;

        // As the emulator makes its own.
        static string Opaque(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key));
    });

    /// <summary>Somebody else is faster: <paramref name="meanwhile"/> happens just before the request goes out.</summary>
    public void Before(RequestKind next, Func<Task> meanwhile) => Plan(next, async (_, send) =>
    {
        await meanwhile();
        await send();
    });

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("Nothing of ours blocks a thread.");

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (Storm is { } storm)
        {
            return storm.StrikeAsync(message, () => ProcessNextAsync(message, pipeline));
        }

        var left = Interlocked.Decrement(ref requestsToLive);
        return left > 0 ? LiveAsync(message, pipeline)
            : left == 0 && diesAfter ? DieAsync(message, pipeline)
            : throw new IOException("the process is dead");
    }

    private static async ValueTask DieAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        throw new IOException("the process died before it read the answer");
    }

    private ValueTask LiveAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var kind = RequestLog.KindOf(message.Request);
        return planned.TryPeek(out var next) && next.Kind == kind && planned.TryDequeue(out next)
            ? next.Fault(message, () => ProcessNextAsync(message, pipeline))
            : ProcessNextAsync(message, pipeline);
    }

    private void Plan(RequestKind kind, Func<HttpMessage, Func<ValueTask>, ValueTask> fault) => planned.Enqueue((kind, fault));
}
