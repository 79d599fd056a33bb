using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Grpc.Core;
using Ommnio.LocalHost.FunctionsHost.Rpc;

namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>One worker's stream: what is asked, answered and logged on it.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The source has no timer, and the end of the stream may come after everything else is disposed.")]
internal sealed class WorkerChannel(WorkerLogs logs)
{
    private readonly Channel<StreamingMessage> _outgoing = Channel.CreateUnbounded<StreamingMessage>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _pending = [];
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _lost = new();

    /// <summary>Faults when the worker ended without having dialled in.</summary>
    public Task Connected => _connected.Task;

    /// <summary>Fires when the stream has ended or the process is gone; whatever was asked has failed by then.</summary>
    public CancellationToken Lost => _lost.Token;

    public void Post(StreamingMessage message) => _outgoing.Writer.TryWrite(message);

    /// <summary>The worker echoes the request id, so one dictionary pairs every kind of answer.</summary>
    /// <exception cref="WorkerLostException">The worker ended before it answered.</exception>
    public async Task<StreamingMessage> AskAsync(StreamingMessage question)
    {
        var answer = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[question.RequestId] = answer;
        if (_lost.IsCancellationRequested)
        {
            answer.TrySetException(new WorkerLostException());
        }
        Post(question);
        try
        {
            return await answer.Task;
        }
        finally
        {
            _pending.TryRemove(question.RequestId, out _);
        }
    }

    public async Task RunAsync(IAsyncStreamReader<StreamingMessage> incoming, IServerStreamWriter<StreamingMessage> outgoing, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Lost);
        var writing = WriteAsync(outgoing, ended.Token);
        _connected.TrySetResult();
        try
        {
            while (await incoming.MoveNext(ended.Token))
            {
                Receive(incoming.Current);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or Grpc.Core.RpcException)
        {
            // The worker hung up: the same as an orderly end of the stream.
        }
        finally
        {
            await LoseAsync();
            await writing;
        }
    }

    public async Task LoseAsync()
    {
        _outgoing.Writer.TryComplete();
        _connected.TrySetException(new WorkerLostException());
        await _lost.CancelAsync();
        foreach (var answer in _pending.Values)
        {
            answer.TrySetException(new WorkerLostException());
        }
    }

    private void Receive(StreamingMessage message)
    {
        if (message.ContentCase == StreamingMessage.ContentOneofCase.RpcLog)
        {
            logs.Write(message.RpcLog);
        }
        else if (_pending.TryGetValue(message.RequestId, out var answer))
        {
            answer.TrySetResult(message);
        }
    }

    private async Task WriteAsync(IServerStreamWriter<StreamingMessage> outgoing, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in _outgoing.Reader.ReadAllAsync(cancellationToken))
            {
                await outgoing.WriteAsync(message, cancellationToken);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or Grpc.Core.RpcException or InvalidOperationException)
        {
            // The reading side sees the same end and reports it.
        }
    }
}
