using System.Security.Cryptography;
using Ommnio.LocalHost.Processes;

namespace Ommnio.LocalHost.Azurite;

/// <summary>Azurite from npm, as the committed lock file pins it, in the folder of that lock file.</summary>
internal static class AzuriteInstallation
{
    private static readonly string Folder = Repository.PathOf("src", "Ommnio.LocalHost", "Azurite");
    private static readonly string Marker = Path.Combine(Folder, "node_modules", ".installed-for");

    public static string Script { get; } = Path.Combine(Folder, "node_modules", "azurite", "dist", "src", "azurite.js");

    /// <summary>Does nothing when it is there already. Safe when several processes come at once: one installs, the others wait.</summary>
    public static async Task EnsureAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var wanted = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Folder, "package-lock.json"), cancellationToken)));
        if (await IsInstalledAsync(wanted, cancellationToken))
        {
            return;
        }
        await using var turn = await TakeTurnAsync(progress, cancellationToken);
        if (await IsInstalledAsync(wanted, cancellationToken))
        {
            return;
        }
        await InstallAsync(progress, cancellationToken);
        await File.WriteAllTextAsync(Marker, wanted, cancellationToken);
    }

    private static async Task<bool> IsInstalledAsync(string wanted, CancellationToken cancellationToken) =>
        File.Exists(Marker) && await File.ReadAllTextAsync(Marker, cancellationToken) == wanted;

    private static async Task<FileStream> TakeTurnAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Directory.CreateDirectory(Repository.PathOf(".local")).FullName, "azurite-install.lock");
        for (var waited = false; ; waited = true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                if (!waited)
                {
                    progress?.Report("Waiting for another process that is installing Azurite ...");
                }
                await Task.Delay(TimeSpan.FromMilliseconds(250), cancellationToken);
            }
        }
    }

    private static async Task InstallAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        progress?.Report("Installing Azurite, the storage emulator, from npm (once, some 450 packages) ...");
        var output = new Queue<string>();
        await using var npm = NodeTools.Start("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], Folder, line =>
        {
            lock (output)
            {
                output.Enqueue(line);
                if (output.Count > 20)
                {
                    output.Dequeue();
                }
            }
        });
        var code = await npm.Exited.WaitAsync(cancellationToken);
        if (code != 0)
        {
            throw new InvalidOperationException($"Installing Azurite failed: npm ended with {code}.\n{string.Join('\n', output)}");
        }
        progress?.Report("Azurite is installed.");
    }
}
