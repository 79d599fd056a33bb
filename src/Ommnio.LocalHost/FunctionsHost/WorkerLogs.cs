using Ommnio.LocalHost.FunctionsHost.Rpc;

namespace Ommnio.LocalHost.FunctionsHost;

/// <summary>Hands the worker's log entries and console lines to this process' loggers.</summary>
internal sealed class WorkerLogs(ILoggerFactory logging)
{
    private const int KeptLines = 30;

    private readonly ILogger _console = logging.CreateLogger("Worker.Console");
    private readonly Queue<string> _lines = [];

    /// <summary>The end of what the worker wrote on its console, where its runtime says why it did not start.</summary>
    public string LastLines
    {
        get { lock (_lines) { return string.Join('\n', _lines); } }
    }

    public void Write(RpcLog entry)
    {
        var level = (LogLevel)entry.Level;
        if (entry.LogCategory == RpcLog.Types.RpcLogCategory.CustomMetric
            || (entry.LogCategory == RpcLog.Types.RpcLogCategory.System && level < LogLevel.Warning))
        {
            return;
        }
        // The worker puts the whole exception, with its stack, into the message.
        var text = entry.Exception is { } e ? $"{entry.Message}{Environment.NewLine}{e.Message}" : entry.Message;
        Forward(logging.CreateLogger(entry.Category), level, text);
    }

    public void Write(string line)
    {
        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > KeptLines)
            {
                _lines.Dequeue();
            }
        }
        Forward(_console, LogLevel.Information, line);
    }

    // The text is the worker's, already formatted: it must not be read as a template again.
    private static void Forward(ILogger logger, LogLevel level, string text) => logger.Log(level, default, text, null, static (state, _) => state);
}
