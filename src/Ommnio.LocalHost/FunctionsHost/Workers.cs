namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>Keeps one worker running, and makes callers wait while there is none.</summary>
internal sealed partial class Workers(Func<CancellationToken, Task<Worker>> start, RestartPolicy policy, ILogger logger) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource<Worker> _ready = NotReady();
    private volatile Worker? _latest;
    private Task _keeping = Task.CompletedTask;

    public Worker? Latest => _latest;

    /// <summary>Faults when the worker died too often.</summary>
    public Task Completion => _completion.Task;

    public async Task<Worker> StartAsync(CancellationToken cancellationToken)
    {
        var worker = await start(cancellationToken);
        SetReady(worker);
        _keeping = KeepRunningAsync(worker);
        return worker;
    }

    /// <summary>The worker as soon as there is one.</summary>
    /// <exception cref="WorkerLostException">There will be none any more.</exception>
    public Task<Worker> GetAsync(CancellationToken cancellationToken) => _ready.Task.WaitAsync(cancellationToken);

    /// <summary>Ends the worker for good.</summary>
    public async Task StopAsync(bool gently)
    {
        await _stopping.CancelAsync();
        await (_latest?.TerminateAsync(gently) ?? Task.CompletedTask);
        await _keeping;
        _completion.TrySetResult();
    }

    public void Dispose() => _stopping.Dispose();

    private async Task KeepRunningAsync(Worker worker)
    {
        for (Worker? running = worker; running is not null;)
        {
            var code = await running.Ended;
            if (_stopping.IsCancellationRequested)
            {
                return;
            }
            Log.Died(logger, running.ProcessId, code);
            await running.DisposeAsync();
            running = await RestartAsync();
        }
    }

    private async Task<Worker?> RestartAsync()
    {
        for (var delay = policy.AfterDeath(); delay is { } pause; delay = policy.AfterFailedStart())
        {
            try
            {
                await Task.Delay(pause, _stopping.Token);
                var worker = await start(_stopping.Token);
                SetReady(worker);
                Log.Restarted(logger, worker.ProcessId);
                return worker;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return null;
            }
            catch (InvalidOperationException e)
            {
                Log.NotRestarted(logger, e.Message);
            }
        }
        Log.GaveUp(logger);
        var error = new WorkerLostException("The worker died too often.");
        _ready.TrySetException(error);
        _completion.TrySetException(error);
        return null;
    }

    private void SetReady(Worker worker)
    {
        _latest = worker;
        _ready.TrySetResult(worker);
        // Before the calls on it fail: whoever sees one fail and tries again must not get the dead one.
        worker.Lost.Register(() => _ready = NotReady());
    }

    private static TaskCompletionSource<Worker> NotReady() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The worker (process {ProcessId}) ended with {ExitCode}; starting it again.")]
        public static partial void Died(ILogger logger, int processId, int exitCode);

        [LoggerMessage(LogLevel.Information, "The worker runs again (process {ProcessId}).")]
        public static partial void Restarted(ILogger logger, int processId);

        [LoggerMessage(LogLevel.Error, "The worker could not be started again. {Reason}")]
        public static partial void NotRestarted(ILogger logger, string reason);

        [LoggerMessage(LogLevel.Critical, "The worker died too often; it is not started again.")]
        public static partial void GaveUp(ILogger logger);
    }
}
