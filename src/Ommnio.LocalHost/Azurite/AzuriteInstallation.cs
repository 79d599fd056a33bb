using Ommnio.LocalHost.Processes;

namespace Ommnio.LocalHost.Azurite;

internal static class AzuriteInstallation
{
    private static readonly NpmFolder Packages = new(Repository.PathOf("src", "Ommnio.LocalHost", "Azurite"), "Azurite, the storage emulator (some 450 packages)");

    public static string Script { get; } = Packages.PathOf("azurite", "dist", "src", "azurite.js");

    public static Task EnsureAsync(IProgress<string>? progress, CancellationToken cancellationToken) => Packages.EnsureAsync(progress, cancellationToken);
}
