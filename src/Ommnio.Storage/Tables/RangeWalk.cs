using Azure.Data.Tables;
using Ommnio.Core.Listing;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tables;

/// <summary>Rows whose keys begin alike and go on with a place in the order.</summary>
/// <param name="Prefix">What stands before the place.</param>
/// <param name="Beginning">What the place begins with, as <see cref="Keys.PlacesFrom"/> writes it.</param>
/// <param name="By">The filter whose rows they are; null: all users.</param>
internal sealed record RowRange(string Prefix, string Beginning, UserFilter? By);

/// <summary>A row, and the filter that it was found by.</summary>
internal sealed record FoundRow(TableEntity Row, UserFilter? By);

/// <summary>What one page of a list may still read.</summary>
internal sealed class Reading(int limit, int ranges)
{
    // Beyond the first of each range. Enough for a thousand users that two filters share; where they hardly meet, the page ends.
    private const int MostRequests = 32;
    private int requests;

    /// <summary>How many users it takes until the page is full and it is known whether there are more.</summary>
    internal int Wanted { get; set; } = limit + 1;

    internal bool IsSpent => requests >= ranges + MostRequests;

    internal void Count() => Interlocked.Increment(ref requests);
}

/// <summary>
/// A walk through one range, read in pages. How many rows the next one asks for follows from the last: more where most of it was
/// walked, fewer where the walk leaps over it.
/// </summary>
/// <param name="first">How many rows are asked for at first.</param>
/// <param name="isEachWanted">Whether each row is one for the page: then no more are asked for than it still takes.</param>
internal sealed class RangeWalk(TableClient table, OrganisationId organisation, RowRange range, Reading reading, int first, bool isEachWanted) : IWalk<FoundRow>
{
    internal const int Least = 10;
    private const int Most = 1_000;

    // Where hardly any row is wanted, pages that end short cost less than filling them at any price.
    private readonly int most = Math.Clamp(4 * first, Least, Most);
    private IReadOnlyList<TableEntity> rows = [];
    private int at;
    private int visited;
    private int size = first;
    private bool isLast;

    public Stop<FoundRow>? Here => at < rows.Count ? new(PlaceOf(rows[at]), [new(rows[at], range.By)]) : null;

    public async ValueTask ReachAsync(string place, CancellationToken cancellationToken)
    {
        var before = at;
        while (at < rows.Count && string.CompareOrdinal(PlaceOf(rows[at]), place) < 0)
        {
            at++;
        }

        visited += at == before ? 0 : 1;
        if (at == rows.Count && !isLast)
        {
            await ReadAsync(range.Prefix + place, cancellationToken);
        }
    }

    private async Task ReadAsync(string reached, CancellationToken cancellationToken)
    {
        var (first, below) = Keys.Range(range.Prefix + range.Beginning);
        var from = string.CompareOrdinal(reached, first) > 0 ? reached : first;
        var top = NextSize();
        (rows, at, visited, isLast) = ([], 0, 0, true);
        if (string.CompareOrdinal(from, below) >= 0)
        {
            return;
        }

        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(organisation)} and RowKey ge {from} and RowKey lt {below}");
        await foreach (var page in table.QueryAsync<TableEntity>($"{filter}{Posting.Condition(range.By)}", top, cancellationToken: cancellationToken).AsPages())
        {
            reading.Count();
            (rows, isLast) = (page.Values, page.ContinuationToken is null);

            // A page may be empty and still go on.
            if (rows.Count > 0)
            {
                return;
            }
        }
    }

    private int NextSize()
    {
        if (rows.Count > 0)
        {
            size = visited * 4 >= rows.Count ? size * 2 : size / 2;
        }

        size = Math.Clamp(size, Least, most);
        return isEachWanted ? Math.Clamp(reading.Wanted, Least, size) : size;
    }

    private string PlaceOf(TableEntity row) => row.RowKey[range.Prefix.Length..];
}
