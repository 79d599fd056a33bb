using System.Collections.Concurrent;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.Timers;
using Microsoft.Azure.WebJobs.Host;
using Ommnio.LocalHost.FunctionsHost.Rpc;

namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>Queues and timers. The WebJobs SDK, which is the engine of the real host, polls, retries, poisons and keeps the time.</summary>
internal sealed class Triggers(IReadOnlyList<FunctionDescription> functions, Workers workers, CancellationToken hurry) : IDisposable
{
    private readonly Dictionary<string, FunctionDescription> _functions = functions.ToDictionary(function => function.Name);
    private IHost? _host;

    public async Task StartAsync(HostConfiguration configuration, ILoggerFactory logging, CancellationToken cancellationToken)
    {
        var triggered = functions.Where(function => function.Kind != FunctionKind.Http).ToList();
        if (triggered.Count == 0)
        {
            return;
        }
        _host = new HostBuilder()
            .UseEnvironment(Environments.Development)
            // The SDK registers services that cannot be built, and that nothing asks for.
            .UseDefaultServiceProvider(provider => provider.ValidateOnBuild = false)
            .ConfigureWebJobs(webJobs => webJobs.AddAzureStorageQueues().AddTimers())
            .ConfigureAppConfiguration(builder => builder.AddInMemoryCollection(configuration.ForWebJobs()))
            .ConfigureServices(services => services
                .AddSingleton(logging)
                .AddSingleton<IHostLifetime, NoLifetime>()
                .AddSingleton<ITypeLocator>(new TriggerMethods(triggered, RunAsync))
                .AddSingleton<ScheduleMonitor, ForgetfulScheduleMonitor>())
            .Build();
        await CreateQueuesAsync(configuration, triggered, cancellationToken);
        await _host.StartAsync(cancellationToken);
    }

    /// <summary>Takes nothing new, and returns when what runs has ended.</summary>
    public async Task DrainAsync()
    {
        if (_host is not null)
        {
            // First this: a plain stop cancels what runs.
            await _host.Services.GetRequiredService<IDrainModeManager>().EnableDrainModeAsync(CancellationToken.None);
            await _host.StopAsync();
        }
    }

    // The infrastructure's work on Azure. Without it the SDK asks for a queue that is not there once a second, and logs a warning each time.
    private static async Task CreateQueuesAsync(
        HostConfiguration configuration, IEnumerable<FunctionDescription> functions, CancellationToken cancellationToken)
    {
        foreach (var function in functions.Where(function => function.Kind == FunctionKind.Queue))
        {
            if ((configuration.Settings[function.Connection] ?? configuration.Settings["AzureWebJobs" + function.Connection]) is { } connection)
            {
                await new QueueClient(connection, function.QueueName).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            }
        }
    }

    public void Dispose() => _host?.Dispose();

    private async Task RunAsync(string name, object value, CancellationToken cancellationToken)
    {
        var function = _functions[name];
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, hurry);
        var worker = await workers.GetAsync(cancelled.Token);
        var request = value is QueueMessage message ? Invocations.Queue(function, message) : Invocations.Timer(function, (TimerInfo)value);
        var result = await worker.InvokeAsync(name, request, cancelled.Token);
        if (result.Status != StatusResult.Types.Status.Success)
        {
            throw new FunctionFailedException(name);
        }
    }

    /// <summary>The real one keeps the schedule in blobs. A laptop does not catch up on what it slept through.</summary>
    private sealed class ForgetfulScheduleMonitor : ScheduleMonitor
    {
        private readonly ConcurrentDictionary<string, ScheduleStatus> _statuses = [];

        public override Task<ScheduleStatus> GetStatusAsync(string timerName) => Task.FromResult(_statuses.GetValueOrDefault(timerName)!);

        public override Task UpdateStatusAsync(string timerName, ScheduleStatus status)
        {
            _statuses[timerName] = status;
            return Task.CompletedTask;
        }
    }
}
