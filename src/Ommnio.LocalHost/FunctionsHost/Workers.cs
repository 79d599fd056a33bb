namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>Keeps one worker running, and makes callers wait while there is none.</summary>
internal sealed partial class Workers(FunctionsApp app, ILoggerFactory logging) : IDisposable
{
    private readonly ILogger _logger = logging.CreateLogger<FunctionsHost>();
    private readonly RestartPolicy _policy = new(TimeProvider.System);
    private readonly CancellationTokenSource _stopping = new();
    private volatile TaskCompletionSource<Worker> _ready = NotReady();

    public Worker? Latest { get; private set; }

    /// <summary>Faults when the worker died too often; cancelled when it was stopped.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    public Task<Worker> StartAsync(CancellationToken cancellationToken)
    {
        Completion = KeepRunningAsync();
        return GetAsync(Timeout.InfiniteTimeSpan, cancellationToken);
    }

    /// <summary>The worker as soon as there is one.</summary>
    /// <exception cref="WorkerLostException">There will be none any more.</exception>
    /// <exception cref="TimeoutException">There is none yet.</exception>
    public Task<Worker> GetAsync(TimeSpan patience, CancellationToken cancellationToken) => _ready.Task.WaitAsync(patience, cancellationToken);

    /// <summary>Ends the worker for good.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task KeepRunningAsync()
    {
        try
        {
            for (TimeSpan? pause = TimeSpan.Zero; pause is not null; pause = _policy.AfterFailure())
            {
                await Task.Delay(pause.Value, _stopping.Token);
                await RunAsync();
            }
            throw new WorkerLostException("The worker died too often and is not started again.");
        }
        catch (Exception e)
        {
            _ready.TrySetException(e);
            throw;
        }
    }

    private async Task RunAsync()
    {
        try
        {
            var worker = await Worker.StartAsync(app, logging, _stopping.Token);
            await using var stopping = _stopping.Token.Register(() => _ = worker.StopAsync());
            Log.Runs(_logger, worker.ProcessId);
            Latest = worker;
            _ready.TrySetResult(worker);
            // Before the calls on it fail: whoever sees one fail and tries again must not get the dead one.
            worker.Lost.Register(() => _ready = NotReady());
            var code = await worker.Ended;
            _stopping.Token.ThrowIfCancellationRequested();
            Log.IsGone(_logger, $"process {worker.ProcessId} ended with {code}.");
        }
        // The first start is not tried again: that it fails is for who started this host to know.
        catch (InvalidOperationException e) when (Latest is not null)
        {
            Log.IsGone(_logger, e.Message);
        }
    }

    private static TaskCompletionSource<Worker> NotReady() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The worker runs (process {ProcessId}).")]
        public static partial void Runs(ILogger logger, int processId);

        [LoggerMessage(LogLevel.Error, "The worker is to be started again: {Reason}")]
        public static partial void IsGone(ILogger logger, string reason);
    }
}
