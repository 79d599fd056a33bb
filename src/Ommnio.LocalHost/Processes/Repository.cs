namespace Ommnio.LocalHost.Processes;

/// <summary>The checkout that the running program was built from.</summary>
public static class Repository
{
    private const string Landmark = "Ommnio.Functions.sln";

    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Landmark)))
            {
                return folder.FullName;
            }
        }
        throw new DirectoryNotFoundException($"No folder above {start} holds {Landmark}: run this from a checkout of the repository.");
    }
}
