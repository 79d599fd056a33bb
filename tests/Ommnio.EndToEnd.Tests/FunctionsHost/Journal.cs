namespace Ommnio.EndToEnd.Tests.FunctionsHost;

/// <summary>The contract app's journal: its functions write it, and wait in it to be released.</summary>
internal sealed class Journal : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("journal-").FullName;

    public IReadOnlyList<string> Of(string key)
    {
        var path = Path.Combine(Folder, key + ".log");
        if (!File.Exists(path))
        {
            return [];
        }
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public Task HasAsync(string key, string entry, int times = 1) =>
        Until.TrueAsync($"'{entry}' {times}x in the journal of {key}", () => Of(key).Count(written => written == entry) >= times);

    public void Release(string key) => File.WriteAllText(Path.Combine(Folder, key + ".go"), "");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
