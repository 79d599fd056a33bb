using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Threading.Channels;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Ommnio.LocalHost.FunctionsHost.Rpc;

namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>Where one worker dials in, and what is then asked, answered and logged on its stream.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The source has no timer, and the end of the stream may come after everything else is disposed.")]
internal sealed class WorkerChannel(ILoggerFactory logging) : FunctionRpc.FunctionRpcBase
{
    private readonly Channel<StreamingMessage> _outgoing = Channel.CreateUnbounded<StreamingMessage>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _pending = [];
    private readonly TaskCompletionSource<StreamingMessage> _unanswerable = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _lost = new();

    /// <summary>Fires when the stream has ended or the process is gone, before whatever was asked fails.</summary>
    public CancellationToken Lost => _lost.Token;

    public async Task<WebApplication> ListenAsync(CancellationToken cancellationToken)
    {
        var builder = InnerHost.NewBuilder(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(logging).AddSingleton(this).AddGrpc(grpc => grpc.MaxReceiveMessageSize = grpc.MaxSendMessageSize = int.MaxValue);
        var server = builder.Build();
        server.MapGrpcService<WorkerChannel>();
        await server.StartAsync(cancellationToken);
        return server;
    }

    public override async Task EventStream(IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        // Whichever ends takes the other with it. How the worker hung up does not matter.
        await Task.WhenAny(ReadAsync(requestStream), WriteAsync(responseStream));
        Lose();
    }

    /// <summary>The worker echoes the request id, so one dictionary pairs every kind of answer. Asked before it has dialled in, it answers then.</summary>
    /// <exception cref="WorkerLostException">The worker ended before it answered.</exception>
    public async Task<StreamingMessage> AskAsync(StreamingMessage question)
    {
        question.RequestId = question.InvocationRequest?.InvocationId ?? Guid.NewGuid().ToString();
        var answer = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[question.RequestId] = answer;
        _outgoing.Writer.TryWrite(question);
        return await await Task.WhenAny(answer.Task, _unanswerable.Task);
    }

    /// <summary>Tells the function to end early. Its answer comes all the same.</summary>
    public void Cancel(string invocationId) => _outgoing.Writer.TryWrite(new() { InvocationCancel = new() { InvocationId = invocationId } });

    public void Lose()
    {
        _lost.Cancel();
        _unanswerable.TrySetException(new WorkerLostException("The worker process ended."));
    }

    /// <summary>A line of the worker's console.</summary>
    public void Log(string line) => Log("Worker.Console", LogLevel.Information, line);

    // The text is the worker's, already formatted: it must not be read as a template again.
    private void Log(string category, LogLevel level, string text) => logging.CreateLogger(category).Log(level, default, text, null, static (state, _) => state);

    private void Log(RpcLog entry)
    {
        var level = (LogLevel)entry.Level;
        if (entry.LogCategory == RpcLog.Types.RpcLogCategory.User || (entry.LogCategory == RpcLog.Types.RpcLogCategory.System && level >= LogLevel.Warning))
        {
            // The worker puts the whole exception, with its stack, into the message.
            Log(entry.Category, level, entry.Exception is { } e ? $"{entry.Message}{Environment.NewLine}{e.Message}" : entry.Message);
        }
    }

    private async Task ReadAsync(IAsyncStreamReader<StreamingMessage> incoming)
    {
        await foreach (var message in incoming.ReadAllAsync(Lost))
        {
            if (message.RpcLog is { } entry)
            {
                Log(entry);
            }
            else if (_pending.TryRemove(message.RequestId, out var answer))
            {
                answer.TrySetResult(message);
            }
        }
    }

    private async Task WriteAsync(IServerStreamWriter<StreamingMessage> outgoing)
    {
        await foreach (var message in _outgoing.Reader.ReadAllAsync(Lost))
        {
            await outgoing.WriteAsync(message, Lost);
        }
    }
}

[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Nobody else throws it.")]
internal sealed class WorkerLostException(string message) : Exception(message);
