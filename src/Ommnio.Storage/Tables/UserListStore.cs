using Azure.Data.Tables;
using Ommnio.Core.Governing;
using Ommnio.Core.Listing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tables;

/// <summary>Lists as walks through ranges of rows. A cursor is the list that was walked and the place to go on from.</summary>
internal sealed class UserListStore(StorageTables tables, MasterKeys keys) : IUserLists
{
    private readonly Cursors cursors = new(keys);

    public async Task<Page<ListedUser>?> ByNameAsync(OrganisationId organisation, UserQuery query, int limit, string? after, CancellationToken cancellationToken)
    {
        var bound = $"{organisation}\nname\n{query.Text}\n{query.Asked}";
        var next = after is null ? Keys.Names : cursors.Read(after, bound);
        if (next is null)
        {
            return null;
        }

        var reading = new Reading(limit, Math.Max(1, query.InEach.Sum(set => set.Count)));
        List<ListedUser> page = [];
        if (next.StartsWith(Keys.Names, StringComparison.Ordinal))
        {
            var walk = new Intersection<FoundRow>(ByFirstName(organisation, query, reading), next[Keys.Names.Length..]);
            var more = await FillAsync(page, walk, reading, Listed, cancellationToken);
            next = more is not null ? Keys.Names + more : query is { AlsoByLastName: true, Text.Length: > 0 } ? Keys.LastNames : null;
        }

        if (next?.StartsWith(Keys.LastNames, StringComparison.Ordinal) is true)
        {
            var walk = new Intersection<FoundRow>([ByLastName(organisation, query, reading)], next[Keys.LastNames.Length..]);
            var more = await FillAsync(page, walk, reading, stop => IsNew(stop, query) ? Listed(stop) with { Via = Via(stop, query) } : null, cancellationToken);
            next = more is not null ? Keys.LastNames + more : null;
        }

        return new(page, next is null ? null : cursors.Write(next, bound));
    }

    public async Task<Page<ListedUser>?> ByCodeAsync(OrganisationId organisation, int limit, string? after, CancellationToken cancellationToken)
    {
        var bound = $"{organisation}\ncode";
        var next = after is null ? "" : cursors.Read(after, bound);
        if (next is null)
        {
            return null;
        }

        var reading = new Reading(limit, 1);
        List<ListedUser> page = [];
        var walk = new RangeWalk(tables.Directory, organisation, new(Keys.Codes, "", null), reading, reading.Wanted, isEachWanted: true);
        next = await FillAsync(page, new([walk], next), reading, stop => new(UserMapping.SummaryOf(UserMapping.Read(stop.Met[0].Row)), []), cancellationToken);
        return new(page, next is null ? null : cursors.Write(next, bound));
    }

    public async Task<IReadOnlyList<UserSummary>> AccountAdministratorsAsync(OrganisationId organisation, int most, CancellationToken cancellationToken)
    {
        var rows = await AdministratorRows.AllAsync(tables.Directory, organisation).Take(most).ToListAsync(cancellationToken);
        var users = await Task.WhenAll(rows.Select(row => StorageTables.FindAsync(tables.Directory, row.PartitionKey, Keys.UserOfAdministrator(row.RowKey), cancellationToken)));
        return [.. users.OfType<TableEntity>().Select(row => UserMapping.SummaryOf(UserMapping.Read(row))).OrderBy(user => user.Name.Folded, StringComparer.Ordinal)];
    }

    /// <summary>Fills the page as far as it goes; where to go on, or null when there is no more.</summary>
    private static async Task<string?> FillAsync(List<ListedUser> page, Intersection<FoundRow> walk, Reading reading, Func<Stop<FoundRow>, ListedUser?> read, CancellationToken cancellationToken)
    {
        while (true)
        {
            var from = walk.From;
            var user = await walk.LeapAsync(cancellationToken) is { } stop ? read(stop) : null;
            if (walk.IsOver)
            {
                return null;
            }

            if (user is not null && reading.Wanted == 1)
            {
                return from;
            }

            if (user is not null)
            {
                page.Add(user);
                reading.Wanted--;
            }

            if (reading.IsSpent)
            {
                return walk.From;
            }
        }
    }

    private List<IWalk<FoundRow>> ByFirstName(OrganisationId organisation, UserQuery query, Reading reading)
    {
        var beginning = Keys.PlacesFrom(query.Text);
        return query.InEach.Count == 0 ? [new RangeWalk(tables.Directory, organisation, new(Keys.Names, beginning, null), reading, reading.Wanted, isEachWanted: true)]
            : [.. query.InEach.Select(OneOf)];

        IWalk<FoundRow> OneOf(IReadOnlyList<UserFilter> set)
        {
            // Together they need about as many rows as one alone would, and no two need many more than their share.
            var first = Math.Clamp((2 * reading.Wanted / Math.Max(1, set.Count)) + 1, RangeWalk.Least, Math.Max(RangeWalk.Least, reading.Wanted));
            return new Union<FoundRow>([.. set.Select(filter => new RangeWalk(tables.Directory, organisation, new(Posting.Of(filter).Prefix, beginning, filter), reading, first, isEachWanted: query.InEach.Count == 1))]);
        }
    }

    // By last name users stand in no posting: a second row for each would not fit a transaction at the domain's limits. So the rows
    // of the last name are read, which tell all that their users stand under, and those who are not meant are left out here.
    private RangeWalk ByLastName(OrganisationId organisation, UserQuery query, Reading reading) =>
        new(tables.Directory, organisation, new(Keys.LastNames, Keys.PlacesFrom(query.Text), null), reading, Math.Max(100, reading.Wanted), isEachWanted: query.InEach.Count == 0);

    // Whose full name begins with the text as well was listed by it.
    private static bool IsNew(Stop<FoundRow> stop, UserQuery query)
    {
        var user = UserMapping.ReadSummary(stop.Met[0].Row);
        return !Keys.Place(user.Name.Folded, user.Id).StartsWith(Keys.PlacesFrom(query.Text), StringComparison.Ordinal)
            && query.InEach.All(set => set.Any(filter => Posting.Holds(filter, stop.Met[0].Row)));
    }

    private static List<UserFilter> Via(Stop<FoundRow> stop, UserQuery query) => [.. query.InEach.Take(1).SelectMany(set => set).Where(filter => Posting.Holds(filter, stop.Met[0].Row))];

    private static ListedUser Listed(Stop<FoundRow> stop) => new(UserMapping.ReadSummary(stop.Met[0].Row), [.. stop.Met.Select(found => found.By).OfType<UserFilter>()]);
}
