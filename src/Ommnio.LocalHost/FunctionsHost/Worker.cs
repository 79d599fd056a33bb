using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Ommnio.LocalHost.FunctionsHost.Rpc;
using Ommnio.LocalHost.Processes;

namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>One run of the worker process, ready to be called: the handshake is done and its functions are loaded.</summary>
internal sealed class Worker : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TerminateGrace = TimeSpan.FromSeconds(5);

    private readonly ChildProcess _process;
    private readonly WorkerChannel _channel;
    private readonly Dictionary<string, string> _functionIds = [];

    private Worker(ChildProcess process, WorkerChannel channel)
    {
        _process = process;
        _channel = channel;
        Ended = EndAsync();
    }

    public int ProcessId => _process.Id;

    public string HttpUri { get; private set; } = "";

    public RepeatedField<RpcFunctionMetadata> Functions { get; private set; } = [];

    public CancellationToken Lost => _channel.Lost;

    /// <summary>The exit code, once the process is gone.</summary>
    public Task<int> Ended { get; }

    /// <exception cref="InvalidOperationException">It did not start, or it is not a worker that this host can drive.</exception>
    public static async Task<Worker> StartAsync(
        WorkerCommand command, RpcService rpc, ILoggerFactory logging, CancellationToken cancellationToken)
    {
        var logs = new WorkerLogs(logging);
        var channel = new WorkerChannel(logs);
        var id = Guid.NewGuid().ToString();
        rpc.Expect(id, channel);
        var worker = new Worker(ChildProcess.Start(command.For(id, logs.Write)), channel);
        try
        {
            await worker.ShakeHandsAsync(command.AppDirectory).WaitAsync(StartTimeout, cancellationToken);
            return worker;
        }
        catch (Exception e) when (e is WorkerLostException or TimeoutException)
        {
            await worker.DisposeAsync();
            throw new InvalidOperationException($"The worker did not start: {e.Message}\n{logs.LastLines}", e);
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs one function to its end. Cancelling tells the worker so and still waits for what it answers.</summary>
    /// <exception cref="WorkerLostException">The worker ended before it answered.</exception>
    public async Task<StatusResult> InvokeAsync(string function, InvocationRequest request, CancellationToken cancellationToken)
    {
        request.FunctionId = _functionIds.GetValueOrDefault(function) ?? throw new WorkerLostException($"The restarted worker has no function {function}.");
        var answer = _channel.AskAsync(new StreamingMessage { RequestId = request.InvocationId, InvocationRequest = request });
        await using var cancelling = cancellationToken.Register(() => _channel.Post(new StreamingMessage
        {
            RequestId = Guid.NewGuid().ToString(),
            InvocationCancel = new InvocationCancel { InvocationId = request.InvocationId, GracePeriod = Duration.FromTimeSpan(TerminateGrace) },
        }));
        return (await answer).InvocationResponse.Result;
    }

    public async Task TerminateAsync(bool gently)
    {
        if (!gently)
        {
            _process.Kill();
        }
        _channel.Post(new StreamingMessage { WorkerTerminate = new WorkerTerminate { GracePeriod = Duration.FromTimeSpan(TerminateGrace) } });
        await Task.WhenAny(Ended, Task.Delay(TerminateGrace));
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _process.StopAsync(TimeSpan.FromSeconds(2));
        await Ended;
        await _process.DisposeAsync();
    }

    private async Task<int> EndAsync()
    {
        // A process without its stream cannot be called any more, even if it still runs.
        await using var hungUp = Lost.Register(() => _ = _process.StopAsync(TimeSpan.FromSeconds(5)));
        var code = await _process.Exited;
        await _channel.LoseAsync();
        return code;
    }

    private async Task ShakeHandsAsync(string appDirectory)
    {
        await _channel.Connected;
        var init = (await AskAsync(new StreamingMessage
        {
            WorkerInitRequest = new WorkerInitRequest { HostVersion = "4.0.0", WorkerDirectory = appDirectory, FunctionAppDirectory = appDirectory },
        })).WorkerInitResponse;
        Check(init.Result, "initialise");
        HttpUri = init.Capabilities.TryGetValue("HttpUri", out var uri) ? uri
            : throw new InvalidOperationException("The worker has no web server of its own (no HttpUri): the app must call ConfigureFunctionsWebApplication.");
        var metadata = (await AskAsync(new StreamingMessage
        {
            FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = appDirectory },
        })).FunctionMetadataResponse;
        Check(metadata.Result, "list its functions");
        Functions = metadata.FunctionMetadataResults;
        await Task.WhenAll(Functions.Select(LoadAsync));
    }

    private async Task LoadAsync(RpcFunctionMetadata function)
    {
        _functionIds.Add(function.Name, function.FunctionId);
        var loaded = await AskAsync(new StreamingMessage
        {
            FunctionLoadRequest = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function },
        });
        Check(loaded.FunctionLoadResponse.Result, $"load function {function.Name}");
    }

    private Task<StreamingMessage> AskAsync(StreamingMessage question)
    {
        question.RequestId = Guid.NewGuid().ToString();
        return _channel.AskAsync(question);
    }

    private static void Check(StatusResult result, string what)
    {
        if (result.Status != StatusResult.Types.Status.Success)
        {
            throw new InvalidOperationException($"The worker could not {what}: {result.Exception?.Message}");
        }
    }
}
