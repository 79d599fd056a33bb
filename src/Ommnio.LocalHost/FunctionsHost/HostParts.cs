namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>The hosts inside this one start and stop when told to; the usual lifetime would stop them on Ctrl-C before anything is drained.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>The caller's loggers behind the filters of host.json.</summary>
internal static class HostLogging
{
    public static ILoggerFactory Create(ILoggerFactory target, IConfiguration hostJson) => LoggerFactory.Create(builder => builder
        .AddProvider(new Forwarding(target))
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddFilter("Grpc", LogLevel.Warning)
        .AddFilter("Yarp", LogLevel.Error)
        .AddFilter("Azure", LogLevel.Warning)
        .AddFilter("Host", LogLevel.Warning)
        .AddFilter("Host.Results", LogLevel.None)
        .AddConfiguration(hostJson.GetSection("logging")));

    private sealed class Forwarding(ILoggerFactory target) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => target.CreateLogger(categoryName);

        public void Dispose()
        {
            // The loggers are the caller's.
        }
    }
}
