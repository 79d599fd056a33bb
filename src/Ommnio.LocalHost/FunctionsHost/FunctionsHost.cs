using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>
/// Runs a built functions app on this machine: starts its worker process and drives it through the public contract as Azure's host does.
/// For development and tests; it proves nothing about capacity.
/// </summary>
public sealed class FunctionsHost : IAsyncDisposable
{
    private static readonly TimeSpan ForcedGrace = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _hurry = new();
    private readonly WorkGate _gate = new();
    private readonly HostConfiguration _configuration;
    private readonly ILoggerFactory _logging;
    private readonly WebApplication _rpc;
    private readonly Socket _socket;
    private readonly Workers _workers;
    private Triggers? _triggers;
    private WebApplication? _front;
    private HttpFront? _http;
    private readonly Lazy<Task> _draining;
    private bool _disposed;

    private FunctionsHost(FunctionsHostOptions options)
    {
        _configuration = new HostConfiguration(options);
        _logging = HostLogging.Create(options.Logging, _configuration.HostJson);
        _socket = Listen(options.Port);
        Url = new Uri($"http://{_socket.LocalEndPoint}");
        _rpc = BuildRpc();
        _workers = new Workers(token => StartWorkerAsync(options, token), new RestartPolicy(TimeProvider.System), _logging.CreateLogger<FunctionsHost>());
        _draining = new Lazy<Task>(DrainPartsAsync);
    }

    public Uri Url { get; }

    /// <summary>Of the current worker; changes after a restart.</summary>
    public int WorkerProcessId => _workers.Latest!.ProcessId;

    public IReadOnlyList<FunctionDescription> Functions { get; private set; } = [];

    /// <summary>Faults when the worker died too often, ends when the host was drained.</summary>
    public Task Completion => _workers.Completion;

    /// <exception cref="InvalidOperationException">The port is taken, the worker did not start, or a function cannot be served; the message says which.</exception>
    public static async Task<FunctionsHost> StartAsync(FunctionsHostOptions options, CancellationToken cancellationToken)
    {
        var host = new FunctionsHost(options);
        try
        {
            await host.StartPartsAsync(options, cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Takes no more work, lets running HTTP and queue calls end, and ends the worker. Cancelling it cancels those calls;
    /// it returns, in either case, when no process is left.
    /// </summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        await using var hurry = cancellationToken.Register(_hurry.Cancel);
        await _draining.Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }
        await DrainAsync(new CancellationToken(canceled: true));
        // Kestrel would wait half a minute for connections that nobody closes.
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await (_front?.StopAsync(soon.Token) ?? Task.CompletedTask);
        await _rpc.StopAsync(soon.Token);
        await (_front?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _rpc.DisposeAsync();
        _socket.Dispose();
        _triggers?.Dispose();
        _workers.Dispose();
        _http?.Dispose();
        _logging.Dispose();
        _hurry.Dispose();
    }

    private async Task StartPartsAsync(FunctionsHostOptions options, CancellationToken cancellationToken)
    {
        await _rpc.StartAsync(cancellationToken);
        var worker = await _workers.StartAsync(cancellationToken);
        Functions = FunctionCatalog.Read(worker.Functions, _configuration.HostJson, _configuration.Settings);
        await StartFrontAsync(options, cancellationToken);
        _triggers = new Triggers(Functions, _workers, _hurry.Token);
        await _triggers.StartAsync(_configuration, _logging, cancellationToken);
    }

    private Task<Worker> StartWorkerAsync(FunctionsHostOptions options, CancellationToken cancellationToken) => Worker.StartAsync(
        new WorkerCommand(options, _configuration, new Uri(_rpc.Urls.Single()), Url), _rpc.Services.GetRequiredService<RpcService>(), _logging, cancellationToken);

    private async Task StartFrontAsync(FunctionsHostOptions options, CancellationToken cancellationToken)
    {
        var builder = NewBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenHandle((ulong)_socket.Handle));
        builder.Services.AddRouting().AddHttpForwarder();
        options.ConfigureServices?.Invoke(builder.Services);
        _front = builder.Build();
        _http = new HttpFront(
            _front.Services.GetRequiredService<IHttpForwarder>(), _front.Services.GetRequiredService<ITransformBuilder>(), _workers, _gate, _hurry.Token);
        options.MapMore?.Invoke(_front);
        new AdminEndpoints(Functions, _workers, _gate, _logging.CreateLogger<FunctionsHost>(), _hurry.Token).Map(_front);
        _http.Map(_front, Functions);
        await _front.StartAsync(cancellationToken);
    }

    private async Task DrainPartsAsync()
    {
        var idle = Task.WhenAll(_triggers?.DrainAsync() ?? Task.CompletedTask, _gate.CloseAsync());
        await Task.WhenAny(idle, PatienceLostAsync());
        await _workers.StopAsync(gently: idle.IsCompleted);
        await idle;
    }

    // A function that was told to cancel gets a moment to do so; then its process is ended under it.
    private async Task PatienceLostAsync()
    {
        var hurried = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = _hurry.Token.Register(hurried.SetResult);
        await hurried.Task;
        await Task.Delay(ForcedGrace);
    }

    private WebApplication BuildRpc()
    {
        var builder = NewBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton<RpcService>().AddGrpc(grpc => grpc.MaxReceiveMessageSize = grpc.MaxSendMessageSize = int.MaxValue);
        var app = builder.Build();
        app.MapGrpcService<RpcService>();
        return app;
    }

    private WebApplicationBuilder NewBuilder()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddRouting().AddSingleton(_logging).AddSingleton<IHostLifetime, NoLifetime>();
        return builder;
    }

    // Taken before the worker starts, so that the app can be told its address and a taken port is known at once. Early callers wait in line.
    private static Socket Listen(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new InvalidOperationException($"Port {port} on 127.0.0.1 cannot be used: {e.Message}", e);
        }
    }
}
