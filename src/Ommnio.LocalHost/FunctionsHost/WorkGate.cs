namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>Counts the calls that run, and lets no new one in once it is closed.</summary>
internal sealed class WorkGate
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private bool _closed;

    /// <returns>Whether the call may run; it must then <see cref="Leave"/> at its end.</returns>
    public bool TryEnter()
    {
        lock (_lock)
        {
            _running += _closed ? 0 : 1;
            return !_closed;
        }
    }

    /// <summary>Ends when the last call that was let in has ended.</summary>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _closed = true;
            SetIdleWhenDone();
        }
        return _idle.Task;
    }

    public void Leave()
    {
        lock (_lock)
        {
            _running--;
            SetIdleWhenDone();
        }
    }

    private void SetIdleWhenDone()
    {
        if (_closed && _running == 0)
        {
            _idle.TrySetResult();
        }
    }
}
