using System.Collections.Concurrent;
using Ommnio.LocalHost.Processes;

namespace Ommnio.EndToEnd.Tests.Benchmarks;

/// <summary>Runs the benchmarks as a person does.</summary>
internal static class Figures
{
    internal static async Task<(int Code, string Output)> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var program = Repository.PathOf("tests", "Ommnio.Benchmarks", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0");
        var lines = new ConcurrentQueue<string>();
        await using var process = ChildProcess.Start(new()
        {
            Program = "dotnet",
            Arguments = [Path.Combine(program, "Ommnio.Benchmarks.dll"), .. arguments],
            WorkingDirectory = program,
            OnLine = lines.Enqueue,
        });
        return (await process.Exited.WaitAsync(cancellationToken), string.Join('\n', lines));
    }
}
