using System.Diagnostics;
using Shouldly;

namespace Ommnio.EndToEnd.Tests.FunctionsHost;

internal static class Signal
{
    public static Task KillAsync(int process) => SendAsync("KILL", $"{process}");

    /// <summary>What a terminal does on Ctrl-C: everything in the foreground group gets it.</summary>
    public static Task InterruptGroupAsync(int leader) => SendAsync("INT", $"-{leader}");

    private static async Task SendAsync(string signal, string target)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {target}"]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
    }
}
