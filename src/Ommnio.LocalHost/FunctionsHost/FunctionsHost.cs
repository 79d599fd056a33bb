using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Azure.WebJobs.Host;

namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>
/// Runs a built functions app on this machine: starts its worker process and drives it through the public contract as Azure's host does.
/// For development and tests; it proves nothing about capacity.
/// </summary>
public sealed class FunctionsHost : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly FunctionsApp _app;
    private readonly WebApplication _web;

    // The calls that run have a permit each. Who asks for all of them waits for the calls to end, and no new one is let in meanwhile.
    private readonly ConcurrencyLimiter _calls = new(new() { PermitLimit = int.MaxValue, QueueLimit = int.MaxValue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    private FunctionsHost(FunctionsHostOptions options)
    {
        _listener = Listen(options.Port);
        Url = new Uri($"http://{_listener.LocalEndpoint}");
        _app = new FunctionsApp(options, Url);
        _web = Build(options);
    }

    public Uri Url { get; }

    /// <summary>Of the current worker; changes after a restart.</summary>
    public int WorkerProcessId => Workers.Latest!.ProcessId;

    public IReadOnlyList<FunctionDescription> Functions { get; private set; } = [];

    /// <summary>Faults when the worker died too often.</summary>
    public Task Completion => Workers.Completion;

    private Workers Workers => _web.Services.GetRequiredService<Workers>();

    /// <exception cref="InvalidOperationException">The port is taken, the worker did not start, or a function cannot be served; the message says which.</exception>
    public static async Task<FunctionsHost> StartAsync(FunctionsHostOptions options, CancellationToken cancellationToken)
    {
        var host = new FunctionsHost(options);
        try
        {
            await host.StartPartsAsync(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Takes no more work, lets running HTTP and queue calls end, and ends the worker. Cancelling it ends the worker under those calls.
    /// It returns, in either case, when no process is left.
    /// </summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        var calls = _calls.AcquireAsync(int.MaxValue, CancellationToken.None).AsTask();
        // A plain stop of the triggers would cancel what runs.
        var idle = Task.WhenAll(calls, _web.Services.GetRequiredService<IDrainModeManager>().EnableDrainModeAsync(CancellationToken.None));
        await idle.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Workers.StopAsync();
        await idle;
        // Whoever calls from now on finds no worker.
        (await calls).Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await DrainAsync(new CancellationToken(canceled: true));
        if (_web.Lifetime.ApplicationStarted.IsCancellationRequested)
        {
            // Kestrel would wait half a minute for connections that nobody closes.
            await _web.StopAsync(TimeSpan.FromSeconds(1));
        }
        await _web.DisposeAsync();
        await _calls.DisposeAsync();
        _listener.Dispose();
    }

    private WebApplication Build(FunctionsHostOptions options)
    {
        var builder = InnerHost.NewBuilder(kestrel => kestrel.ListenHandle((ulong)_listener.Server.Handle));
        builder.Configuration.AddConfiguration(_app.Settings);
        options.Logging(builder.Logging);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning).AddFilter("Yarp", LogLevel.Error)
            .AddFilter("Azure", LogLevel.Warning).AddFilter("Host", LogLevel.Warning).AddFilter("Host.Results", LogLevel.None)
            .AddConfiguration(_app.HostJson.GetSection("logging"));
        builder.Services.AddHttpForwarder().AddSingleton<HttpFront>().AddSingleton(_app).AddSingleton<Workers>();
        Triggers.AddTo(builder);
        var web = builder.Build();
        options.MapMore?.Invoke(web);
        return web;
    }

    private async Task StartPartsAsync(CancellationToken cancellationToken)
    {
        var worker = await Workers.StartAsync(cancellationToken);
        Functions = [.. worker.Functions.Select(function => FunctionDescription.Read(function, _app))];
        var routes = _web.MapGroup("").AddEndpointFilter(CountAsync);
        _web.Services.GetRequiredService<HttpFront>().MapTo(routes, Functions);
        _web.Services.GetRequiredService<Triggers>().MapTo(routes, Functions);
        await _web.StartAsync(cancellationToken);
    }

    private async ValueTask<object?> CountAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        using var call = _calls.AttemptAcquire();
        return call.IsAcquired ? await next(context) : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    // Taken before the worker starts, so that the app can be told its address and a taken port is known at once. Early callers wait in line.
    private static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException e)
        {
            listener.Dispose();
            throw new InvalidOperationException($"Port {port} on 127.0.0.1 cannot be used: {e.Message}", e);
        }
    }
}
