using System.Security.Cryptography;

namespace Ommnio.LocalHost.Processes;

/// <summary>npm packages as a committed lock file pins them, installed in the folder of that lock file.</summary>
/// <param name="what">What a person calls it, with about how much it is.</param>
internal sealed class NpmFolder(string folder, string what)
{
    private readonly string marker = Path.Combine(folder, "node_modules", ".installed-for");

    public string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([folder, "node_modules", .. parts]);

    /// <summary>Does nothing when it is there already. Safe when several processes come at once: one installs, the others wait.</summary>
    /// <exception cref="InvalidOperationException">npm is missing or failed; the message says which.</exception>
    public async Task EnsureAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var wanted = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(folder, "package-lock.json"), cancellationToken)));
        if (await IsInstalledAsync(wanted, cancellationToken))
        {
            return;
        }

        await using var turn = await TakeTurnAsync(progress, cancellationToken);
        if (!await IsInstalledAsync(wanted, cancellationToken))
        {
            await InstallAsync(progress, cancellationToken);
            await File.WriteAllTextAsync(marker, wanted, cancellationToken);
        }
    }

    private async Task<bool> IsInstalledAsync(string wanted, CancellationToken cancellationToken) =>
        File.Exists(marker) && await File.ReadAllTextAsync(marker, cancellationToken) == wanted;

    private async Task<FileStream> TakeTurnAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Directory.CreateDirectory(Repository.PathOf(".local")).FullName, $"{Path.GetFileName(folder)}-install.lock");
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
                    progress?.Report($"Waiting for another process that installs {what} ...");
                }

                await Task.Delay(TimeSpan.FromMilliseconds(250), cancellationToken);
            }
        }
    }

    private async Task InstallAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        progress?.Report($"Installing {what} from npm, once ...");
        await using var npm = NodeTools.Start("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--omit=optional"], folder, onLine: null);
        var code = await npm.Exited.WaitAsync(cancellationToken);
        if (code != 0)
        {
            throw new InvalidOperationException($"Installing {what} failed: npm ended with {code}.\n{npm.LastLines}");
        }

        progress?.Report("Installed.");
    }
}
