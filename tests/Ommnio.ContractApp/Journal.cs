namespace Ommnio.ContractApp;

/// <summary>
/// What happened, and what may go on, as files of a folder that the test names: they outlive this process,
/// and the test can write them when the host takes no more calls.
/// </summary>
internal static class Journal
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("JournalFolder") ?? Path.GetTempPath();
    private static readonly Lock Writing = new();

    public static void Write(string key, string entry)
    {
        lock (Writing)
        {
            using var file = new FileStream(Path.Combine(Folder, key + ".log"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            file.Write(System.Text.Encoding.UTF8.GetBytes(entry + "\n"));
        }
    }

    public static bool IsReleased(string key) => File.Exists(Path.Combine(Folder, key + ".go"));

    public static async Task RunUntilReleasedAsync(string key, CancellationToken cancellationToken)
    {
        Write(key, "started");
        try
        {
            while (!IsReleased(key))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
            }
            Write(key, "ended");
        }
        catch (OperationCanceledException)
        {
            Write(key, "cancelled");
            throw;
        }
    }
}
