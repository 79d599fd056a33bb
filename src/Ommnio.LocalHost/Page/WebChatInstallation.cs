using Ommnio.LocalHost.Processes;

namespace Ommnio.LocalHost.Page;

/// <summary>Web Chat from npm: one bundle of it is served, from this machine and never from elsewhere.</summary>
internal static class WebChatInstallation
{
    private static readonly NpmFolder Packages = new(Repository.PathOf("src", "Ommnio.Web"), "Web Chat, the chat control (some 400 packages)");

    public static string Bundle { get; } = Packages.PathOf("botframework-webchat", "dist", "webchat.js");

    public static Task EnsureAsync(IProgress<string>? progress, CancellationToken cancellationToken) => Packages.EnsureAsync(progress, cancellationToken);
}
