using System.ComponentModel;
using System.Diagnostics;

namespace Ommnio.LocalHost.Processes;

/// <summary>
/// A process that does not outlive this one, not even when this one is killed. On Linux and macOS a watcher sits beside it and reads a pipe
/// that only we hold open: the kernel closes it however we end. The child has a process group of its own, so that Ctrl-C reaches
/// us alone and we decide when it goes. On Windows it is only ended by <see cref="DisposeAsync"/>.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    // The shell becomes the child (exec), so $$ is the child's id. A line on the pipe means "it ended, stand down": without that
    // the watcher could hit a stranger that was given the same number.
    private const string Watched =
        """
        exec 3<&0
        (read -r _ <&3 && exit
         kill -TERM $$; n=0
         while kill -0 $$ && [ $n -lt 50 ]; do sleep 0.1; n=$((n+1)); done
         kill -KILL $$; kill -KILL -$$) </dev/null >/dev/null 2>&1 &
        exec 3<&-
        exec "$@" </dev/null
        """;

    private const int KeptLines = 30;

    private readonly Process _process;
    private readonly Queue<string> _lines;

    private ChildProcess(Process process, Queue<string> lines)
    {
        _process = process;
        _lines = lines;
        Id = process.Id;
        Exited = WaitAsync();
    }

    public int Id { get; }

    /// <summary>Ends with the exit code (128 + signal when it was killed), after the last line of output was handed over.</summary>
    public Task<int> Exited { get; }

    /// <summary>The end of what it wrote, where a program says why it failed.</summary>
    public string LastLines
    {
        get { lock (_lines) { return string.Join('\n', _lines); } }
    }

    /// <exception cref="InvalidOperationException">The program is not there; the message says so.</exception>
    public static ChildProcess Start(ChildProcessOptions options)
    {
        var process = new Process { StartInfo = StartInfo(options) };
        var lines = new Queue<string>();
        DataReceivedEventHandler onLine = (_, line) =>
        {
            if (line.Data is not null)
            {
                Keep(lines, line.Data);
                options.OnLine?.Invoke(line.Data);
            }
        };
        process.OutputDataReceived += onLine;
        process.ErrorDataReceived += onLine;
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            process.Dispose();
            throw new InvalidOperationException($"'{options.Program}' could not be started: {e.Message}", e);
        }
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ChildProcess(process, lines);
    }

    /// <summary>Asks it to end (SIGTERM) and kills it when it has not ended within the grace period.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        try
        {
            if (!Exited.IsCompleted && !OperatingSystem.IsWindows())
            {
                using var terminate = Process.Start("/bin/sh", ["-c", $"kill -TERM {Id} 2>/dev/null"]);
                await terminate.WaitForExitAsync();
            }
            await Exited.WaitAsync(OperatingSystem.IsWindows() ? TimeSpan.Zero : grace);
        }
        catch (TimeoutException)
        {
            Kill();
            await Exited;
        }
    }

    public void Kill() => _process.Kill(entireProcessTree: true);

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.FromSeconds(5));
        _process.Dispose();
    }

    private static void Keep(Queue<string> lines, string line)
    {
        lock (lines)
        {
            lines.Enqueue(line);
            if (lines.Count > KeptLines)
            {
                lines.Dequeue();
            }
        }
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync();
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The watcher was killed too: nobody is left to stand down.
        }
        return _process.ExitCode;
    }

    private static ProcessStartInfo StartInfo(ChildProcessOptions options)
    {
        var program = Resolve(options.Program);
        string[] command = OperatingSystem.IsWindows() ? [program, .. options.Arguments]
            : OperatingSystem.IsLinux() ? ["setsid", "/bin/sh", "-c", Watched, "sh", program, .. options.Arguments]
            : ["/bin/sh", "-c", "trap '' INT\n" + Watched, "sh", program, .. options.Arguments];
        var info = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = options.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in options.Environment)
        {
            info.Environment[name] = value;
        }
        return info;
    }

    // Looked up here, or the shell would be started well and then report a missing program as an exit code only.
    private static string Resolve(string program)
    {
        string[] names = OperatingSystem.IsWindows() ? [program + ".exe", program + ".cmd", program] : [program];
        var folders = Path.IsPathRooted(program) ? [""] : Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        return folders.SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"'{program}' was not found on the PATH.");
    }
}
