using Azure.Data.Tables;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tables;

internal sealed class UserWalks(StorageTables tables) : IUserWalks
{
    private const int MostOnAPage = 1_000;

    public async Task<Core.Registering.Page<Walked>> NextAsync(OrganisationId organisation, Walk walk, string? after, int limit, CancellationToken cancellationToken)
    {
        var (from, below) = RangeOf(walk);
        var filter = after is null
            ? TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(organisation)} and RowKey ge {from} and RowKey lt {below}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(organisation)} and RowKey gt {after} and RowKey lt {below}");
        await foreach (var page in tables.Directory.QueryAsync<TableEntity>(filter, Math.Clamp(limit, 1, MostOnAPage), cancellationToken: cancellationToken).AsPages())
        {
            // A page may be empty and still go on.
            if (page.Values.Count > 0 || page.ContinuationToken is null)
            {
                return new([.. page.Values.Select(row => Met(walk, row))], page.ContinuationToken is null ? null : page.Values[^1].RowKey);
            }
        }

        return new([], null);
    }

    private static (string From, string Below) RangeOf(Walk walk) => walk switch
    {
        Walk.MembersOf(var team) => Keys.Postings("team", team.ToString()),
        Walk.ReportsOf(var manager) => Keys.Postings("manager", manager.ToString()),
        _ => Keys.Range(Keys.Users),
    };

    private static Walked Met(Walk walk, TableEntity row)
    {
        if (walk is not Walk.Everybody)
        {
            return new(UserMapping.ReadSummary(row).Id, null);
        }

        var user = UserMapping.Read(row);
        return new(user.Id, user);
    }
}
