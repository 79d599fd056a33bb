using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Ommnio.Storage.Tests.Faults;

internal enum RequestKind
{
    Read,
    Query,
    Write,
    Transaction,
    Send,
    Other,
}

/// <summary>Counts what really goes over the wire, retries included.</summary>
internal sealed class RequestLog : HttpPipelinePolicy
{
    private readonly ConcurrentQueue<(RequestKind Kind, Uri Address)> requests = new();
    private readonly ConcurrentQueue<int> entities = new();

    public IReadOnlyList<RequestKind> Kinds => [.. requests.Select(request => request.Kind)];

    public IReadOnlyList<Uri> Addresses => [.. requests.Select(request => request.Address)];

    /// <summary>How many rows the answers to queries held.</summary>
    public int Entities => entities.Sum();

    public void Clear()
    {
        requests.Clear();
        entities.Clear();
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Write(message.Request);
        ProcessNext(message, pipeline);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Write(message.Request);
        await ProcessNextAsync(message, pipeline);
        if (KindOf(message.Request) == RequestKind.Query && message.HasResponse && !message.Response.IsError)
        {
            entities.Enqueue(JsonDocument.Parse(message.Response.Content).RootElement.GetProperty("value").GetArrayLength());
        }
    }

    public static RequestKind KindOf(Request request)
    {
        var path = Uri.UnescapeDataString(request.Uri.ToUri().AbsolutePath);
        return path.EndsWith("/$batch", StringComparison.Ordinal) ? RequestKind.Transaction
            : path.EndsWith("/messages", StringComparison.Ordinal) ? RequestKind.Send
            : request.Method != RequestMethod.Get ? RequestKind.Write
            : path.Contains("(PartitionKey", StringComparison.Ordinal) ? RequestKind.Read
            : path.EndsWith("()", StringComparison.Ordinal) ? RequestKind.Query
            : RequestKind.Other;
    }

    private void Write(Request request) => requests.Enqueue((KindOf(request), request.Uri.ToUri()));
}
