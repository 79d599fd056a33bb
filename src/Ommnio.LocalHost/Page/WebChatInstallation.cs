using System.Text.Json;
using Ommnio.LocalHost.Processes;

namespace Ommnio.LocalHost.Page;

/// <summary>Web Chat from npm: one bundle of it is served, from this machine and never from elsewhere.</summary>
internal static class WebChatInstallation
{
    private static readonly string Folder = Repository.PathOf("src", "Ommnio.Web");

    public static string Bundle { get; } = Path.Combine(Folder, "vendor", $"webchat-{PinnedVersion()}.js");

    /// <summary>Does nothing when it is there already. Safe when several processes come at once.</summary>
    /// <exception cref="InvalidOperationException">Node is missing, or the package could not be had or is not the pinned one.</exception>
    public static async Task EnsureAsync(IProgress<string>? progress, CancellationToken cancellationToken)
    {
        if (File.Exists(Bundle))
        {
            return;
        }

        progress?.Report("Fetching Web Chat, the chat control (7 MB), from npm, once ...");
        await using var node = NodeTools.Start("node", ["fetch-webchat.mjs"], Folder, onLine: null);
        if (await node.Exited.WaitAsync(cancellationToken) != 0)
        {
            throw new InvalidOperationException($"Web Chat could not be fetched from npm:\n{node.LastLines}");
        }
    }

    private static string PinnedVersion()
    {
        using var package = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "package.json")));
        return package.RootElement.GetProperty("webchat").GetProperty("version").GetString()!;
    }
}
