namespace Ommnio.LocalHost.Processes;

/// <summary>Starts <c>node</c> or <c>npm</c> from the PATH, and says plainly what to install where they are missing.</summary>
public static class NodeTools
{
    public static ChildProcess Start(string program, IReadOnlyList<string> arguments, string workingDirectory, Action<string>? onLine)
    {
        try
        {
            return ChildProcess.Start(new ChildProcessOptions
            {
                Program = program,
                Arguments = arguments,
                WorkingDirectory = workingDirectory,
                OnLine = onLine,
            });
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidOperationException($"Node.js 20 or newer with npm is needed (https://nodejs.org): {e.Message}", e);
        }
    }
}
