namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>Tells the WebJobs SDK to try again. The worker has logged the error itself.</summary>
internal sealed class FunctionFailedException : Exception
{
    public FunctionFailedException()
    {
    }

    public FunctionFailedException(string message)
        : base(message)
    {
    }

    public FunctionFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
