using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Azure;
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

/// <summary>What requests came to.</summary>
/// <param name="Read">Rows that answers brought.</param>
/// <param name="Written">Rows that were inserted, replaced or deleted, those of a transaction one by one, as Azure's limits count them.</param>
/// <param name="Sent">Bytes of bodies.</param>
internal sealed record Traffic(int Requests, int Read, int Written, long Sent, long Received)
{
    public static Traffic operator +(Traffic one, Traffic other) =>
        new(one.Requests + other.Requests, one.Read + other.Read, one.Written + other.Written, one.Sent + other.Sent, one.Received + other.Received);
}

/// <summary>Counts what really goes over the wire, retries included.</summary>
internal sealed class RequestLog : HttpPipelinePolicy
{
    private readonly ConcurrentQueue<(RequestKind Kind, Uri Address)> requests = new();
    private readonly ConcurrentQueue<int> entities = new();
    private readonly ConcurrentQueue<Traffic> traffic = new();

    public IReadOnlyList<RequestKind> Kinds => [.. requests.Select(request => request.Kind)];

    public IReadOnlyList<Uri> Addresses => [.. requests.Select(request => request.Address)];

    /// <summary>How many rows the answers to queries held.</summary>
    public int Entities => entities.Sum();

    public Traffic Total => traffic.Aggregate(new Traffic(0, 0, 0, 0, 0), (all, one) => all + one);

    public void Clear()
    {
        traffic.Clear();
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
        var isAnswered = message.HasResponse && !message.Response.IsError;
        if (KindOf(message.Request) == RequestKind.Query && isAnswered)
        {
            entities.Enqueue(RowsIn(message.Response));
        }

        traffic.Enqueue(await TrafficOfAsync(message, isAnswered));
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

    private static async Task<Traffic> TrafficOfAsync(HttpMessage message, bool isAnswered)
    {
        using var body = new MemoryStream();
        await (message.Request.Content?.WriteToAsync(body, message.CancellationToken) ?? Task.CompletedTask);
        var kind = KindOf(message.Request);
        return new(
            1,
            !isAnswered || message.Response.Status != 200 ? 0 : kind == RequestKind.Query ? RowsIn(message.Response) : kind == RequestKind.Read ? 1 : 0,
            kind == RequestKind.Write ? 1 : kind == RequestKind.Transaction ? Encoding.UTF8.GetString(body.ToArray()).Split(" HTTP/1.1").Length - 1 : 0,
            body.Length,
            message.HasResponse ? message.Response.Content.ToMemory().Length : 0);
    }

    private static int RowsIn(Response page) => JsonDocument.Parse(page.Content).RootElement.GetProperty("value").GetArrayLength();

    private void Write(Request request) => requests.Enqueue((KindOf(request), request.Uri.ToUri()));
}
