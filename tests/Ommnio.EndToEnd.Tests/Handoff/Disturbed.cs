using System.Diagnostics;
using Azure.Data.Tables;

namespace Ommnio.EndToEnd.Tests.Handoff;

/// <summary>What the tests of the hand-off do to a running product, and where they look afterwards.</summary>
internal static class Disturbed
{
    /// <summary>By SIGKILL. The one before may just have died, and the next not be there yet.</summary>
    public static Task KillWorkerAsync(this LocalHost.FunctionsHost.FunctionsHost host) => Until.TrueAsync("a worker was killed", () =>
    {
        try
        {
            Process.GetProcessById(host.WorkerProcessId).Kill();
            return true;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    });

    /// <summary>Fires the outbox's timer again and again until it is so.</summary>
    public static Task SweptUntilAsync(this LocalHost.FunctionsHost.FunctionsHost host, string what, Func<Task<bool>> condition) => Until.TrueAsync(what, TimeSpan.FromMinutes(5), async () =>
    {
        using var http = new HttpClient { BaseAddress = host.Url };
        using var fired = await http.PostAsync(new Uri("/admin/functions/SweepOutbox", UriKind.Relative), null);
        return await condition();
    });

    /// <summary>The rows of an organisation whose key begins so; all of them for the empty text.</summary>
    public static async Task<List<TableEntity>> RowsAsync(string storage, string organisation, string prefix)
    {
        var above = prefix.Length == 0 ? "~" : $"{prefix[..^1]}{(char)(prefix[^1] + 1)}";
        return await new TableClient(storage, "directory")
            .QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {organisation} and RowKey ge {prefix} and RowKey lt {above}"))
            .ToListAsync();
    }
}
