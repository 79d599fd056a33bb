using System.Net.Sockets;
using Google.Protobuf.Collections;
using Ommnio.LocalHost.FunctionsHost.Rpc;
using Ommnio.LocalHost.Processes;
using Ommnio.LocalHost.Telemetry;

namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>One run of the worker process, ready to be called: the handshake is done and its functions are loaded.</summary>
internal sealed class Worker(ChildProcess process, WorkerChannel channel, WebApplication server)
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    public int ProcessId => process.Id;

    public Uri HttpUri { get; private set; } = new("http://localhost");

    public RepeatedField<RpcFunctionMetadata> Functions { get; private set; } = [];

    public CancellationToken Lost => channel.Lost;

    /// <summary>The exit code, once the process is gone.</summary>
    public Task<int> Ended { get; } = EndAsync(process, channel, server);

    /// <exception cref="InvalidOperationException">It did not start, or it is not a worker that this host can drive.</exception>
    public static async Task<Worker> StartAsync(FunctionsApp app, ILoggerFactory logging, CancellationToken cancellationToken)
    {
        var channel = new WorkerChannel(logging);
        var server = await channel.ListenAsync(cancellationToken);
        var process = ChildProcess.Start(app.Worker(server.Urls.Single(), channel.Log));
        var worker = new Worker(process, channel, server);
        try
        {
            await worker.ShakeHandsAsync(app.Folder).WaitAsync(LongestStart, cancellationToken);
            return worker;
        }
        catch (Exception e)
        {
            await worker.StopAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw new InvalidOperationException($"The worker did not start: {e.Message}\n{process.LastLines}", e);
        }
    }

    /// <summary>Runs one function to its end, and says whether it succeeded. Cancelling tells the worker so and still waits for what it answers.</summary>
    /// <exception cref="WorkerLostException">The worker ended before it answered.</exception>
    public async Task<bool> InvokeAsync(FunctionDescription function, InvocationRequest request, CancellationToken cancellationToken)
    {
        request.FunctionId = Functions.FirstOrDefault(loaded => loaded.Name == function.Name)?.FunctionId
            ?? throw new WorkerLostException($"The restarted worker has no function {function.Name}.");
        using var span = HostSpans.Begin(function, request);
        var answer = channel.AskAsync(new() { InvocationRequest = request });
        await using var cancelling = cancellationToken.Register(() => channel.Cancel(request.InvocationId));
        return (await answer).InvocationResponse.Result.Status == StatusResult.Types.Status.Success;
    }

    public async Task StopAsync()
    {
        await process.StopAsync(Grace);
        await Ended;
    }

    private static async Task<int> EndAsync(ChildProcess process, WorkerChannel channel, WebApplication server)
    {
        // A process without its stream cannot be called any more, even if it still runs.
        await using var hungUp = channel.Lost.Register(() => _ = process.StopAsync(Grace));
        var code = await process.Exited;
        channel.Lose();
        await server.DisposeAsync();
        await process.DisposeAsync();
        return code;
    }

    private async Task ShakeHandsAsync(string folder)
    {
        var init = (await channel.AskAsync(new() { WorkerInitRequest = new() { HostVersion = "4.0.0", WorkerDirectory = folder, FunctionAppDirectory = folder } })).WorkerInitResponse;
        Check(init.Result, "initialise");
        HttpUri = init.Capabilities.TryGetValue("HttpUri", out var uri) ? new Uri(uri)
            : throw new InvalidOperationException("The worker has no web server of its own (no HttpUri): the app must call ConfigureFunctionsWebApplication.");
        var metadata = (await channel.AskAsync(new() { FunctionsMetadataRequest = new() { FunctionAppDirectory = folder } })).FunctionMetadataResponse;
        Check(metadata.Result, "list its functions");
        Functions = metadata.FunctionMetadataResults;
        await Task.WhenAll([UntilItListensAsync(), .. Functions.Select(LoadAsync)]);
    }

    private async Task LoadAsync(RpcFunctionMetadata function)
    {
        var loaded = await channel.AskAsync(new() { FunctionLoadRequest = new() { FunctionId = function.FunctionId, Metadata = function } });
        Check(loaded.FunctionLoadResponse.Result, $"load function {function.Name}");
    }

    // The worker announces its web server a moment before that listens: seen on a busy machine.
    private async Task UntilItListensAsync()
    {
        try
        {
            using var connection = new TcpClient();
            await connection.ConnectAsync(HttpUri.Host, HttpUri.Port, Lost);
        }
        catch (SocketException)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), Lost);
            await UntilItListensAsync();
        }
    }

    private static StatusResult Check(StatusResult result, string what) => result.Status == StatusResult.Types.Status.Success ? result
        : throw new InvalidOperationException($"The worker could not {what}: {result.Exception?.Message}");
}
