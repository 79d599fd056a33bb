namespace Ommnio.EndToEnd.Tests;

/// <summary>What Linux says is running.</summary>
internal static class Running
{
    /// <summary>The process and everything in its process group: a child that we start leads a group of its own.</summary>
    public static IReadOnlyList<int> Processes(int leader) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
            .Where(id => id > 0 && (id == leader || GroupOf(id) == leader) && !IsZombie(id))];

    public static IReadOnlyList<int> Children(int parent) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? id : 0)
            .Where(id => id > 0 && Stat(id) is { } stat && int.Parse(stat[1]) == parent && stat[0] != "Z")];

    private static int? GroupOf(int id) => Stat(id) is { } stat ? int.Parse(stat[2]) : null;

    private static bool IsZombie(int id) => Stat(id) is not { } stat || stat[0] == "Z";

    private static string[]? Stat(int id)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{id}/stat");
            return line[(line.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
