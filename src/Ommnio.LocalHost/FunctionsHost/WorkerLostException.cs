namespace Ommnio.LocalHost.FunctionsHost;

internal sealed class WorkerLostException : Exception
{
    public WorkerLostException()
        : base("The worker process ended.")
    {
    }

    public WorkerLostException(string message)
        : base(message)
    {
    }

    public WorkerLostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
