using System.Diagnostics;

namespace Ommnio.EndToEnd.Tests.Browser;

/// <summary>Finds Chromium, or installs Debian's package. Playwright's own download of a browser is never used.</summary>
internal static class ChromiumInstallation
{
    private static readonly string[] Known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <exception cref="InvalidOperationException">There is none and none can be installed here; the message says what to do.</exception>
    public static async Task<string> EnsureAsync()
    {
        if (Find() is { } found)
        {
            return found;
        }

        await using var turn = await TakeTurnAsync();
        if (Find() is null)
        {
            await RunAsync("apt-get", "update");
            await RunAsync("apt-get", "install", "-y", "--no-install-recommends", "chromium");
        }

        return Find() ?? throw Missing("apt-get ended well, and there is none");
    }

    private static string? Find() => Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } chosen ? chosen : Known.FirstOrDefault(File.Exists);

    // Two assemblies or two runs at once would fight for apt's own lock, and the loser fails.
    private static async Task<FileStream> TakeTurnAsync()
    {
        FileStream? turn = null;
        await Until.TrueAsync("another run installs Chromium", TimeSpan.FromMinutes(5), () =>
        {
            try
            {
                turn = new FileStream(Path.Combine(Path.GetTempPath(), "ommnio-chromium.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                turn = null;
            }

            return Task.FromResult(turn is not null);
        });
        return turn!;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/apt-get"))
        {
            throw Missing("only root on Debian can have it installed");
        }

        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw Missing($"{program} {arguments[0]} failed: {await errors}{await output}");
        }
    }

    private static InvalidOperationException Missing(string why) =>
        new($"These tests need Chromium: {why}. Install it (Debian: apt-get install chromium), or name it in the variable CHROMIUM.");
}
