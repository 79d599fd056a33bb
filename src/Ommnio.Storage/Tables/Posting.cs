using Azure.Data.Tables;
using Ommnio.Core.Grouping;
using Ommnio.Core.Listing;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Storage.Tables;

/// <summary>
/// What users stand under, said alike by who writes and by who lists. Of the states the posting holds what is stored: whether
/// somebody who signed up is active follows from the time, so their row tells the last access, and both states are lists of the
/// same rows (D18). The storage sifts them: it looks at all who signed up and sends those in the state.
/// </summary>
internal sealed record Posting(string Dimension, string Value)
{
    // As text in the order of time: the emulator compares instants by the millisecond only.
    private const string LastAccess = "LastAccess";
    private const string All = "Postings";
    private const string SignedUp = "signedUp";

    internal string Prefix => Keys.PostingPrefix(Dimension, Value);

    internal static IReadOnlyList<Posting> Of(User user) =>
    [
        new("state", Stored(user.StateAt(user.UpdatedAt))),
        .. user.Area is { } area ? [new("area", area.Key)] : (ReadOnlySpan<Posting>)[],
        .. user.Location is { } location ? [new("location", location.Key)] : (ReadOnlySpan<Posting>)[],
        .. user.RelatedTo is { } manager ? [new("manager", manager.Id.ToString())] : (ReadOnlySpan<Posting>)[],
        .. user.Tags.Select(tag => new Posting("tag", tag.Key)),
        .. user.Teams.Select(team => new Posting("team", team.Team.ToString())),
        .. user.Teams.Where(team => team.Role == TeamRole.Administrator).Select(team => new Posting("teamAdmin", team.Team.ToString())),
        .. user.ChatGroups.Select(membership => new Posting("group", membership.Group.ToString())),
    ];

    internal static Posting Of(UserFilter filter) => filter switch
    {
        UserFilter.InState state => new("state", Stored(state.State)),
        UserFilter.InArea area => new("area", area.Area.Key),
        UserFilter.At location => new("location", location.Location.Key),
        UserFilter.RelatedTo manager => new("manager", manager.Manager.ToString()),
        UserFilter.Tagged tag => new("tag", tag.Tag.Key),
        UserFilter.InTeam team => new("team", team.Team.ToString()),
        UserFilter.Administrating team => new("teamAdmin", team.Team.ToString()),
        UserFilter.InChatGroup group => new("group", group.Group.ToString()),
        _ => throw new InvalidOperationException("A filter that nobody stands under."),
    };

    /// <summary>The columns of the posting's own row besides the summary.</summary>
    internal (string Name, object? Value) Column(User user) => (LastAccess, this is { Dimension: "state", Value: SignedUp } && (user.LastAccessAt ?? user.SignedUpAt) is { } at ? Keys.Ascending(at) : null);

    /// <summary>The columns by which a row tells all that its user stands under.</summary>
    internal static (string Name, object? Value)[] Columns(User user)
    {
        var postings = Of(user);
        return [(All, string.Join('\n', postings.Select(posting => posting.Prefix))), postings[0].Column(user)];
    }

    /// <summary>What the storage must see to besides the range; empty where the range is enough.</summary>
    internal static string Condition(UserFilter? filter) => filter switch
    {
        UserFilter.InState { State: UserState.Active } state => TableClient.CreateQueryFilter($" and LastAccess gt {Keys.Ascending(state.Now - User.ActiveFor)}"),
        UserFilter.InState { State: UserState.Inactive } state => TableClient.CreateQueryFilter($" and LastAccess le {Keys.Ascending(state.Now - User.ActiveFor)}"),
        _ => "",
    };

    /// <summary>Whether the user of a row with <see cref="Columns"/> stands under the filter.</summary>
    internal static bool Holds(UserFilter filter, TableEntity row) =>
        row.GetString(All).Split('\n').Contains(Of(filter).Prefix)
        && filter switch
        {
            UserFilter.InState { State: UserState.Active } state => string.CompareOrdinal(row.GetString(LastAccess), Keys.Ascending(state.Now - User.ActiveFor)) > 0,
            UserFilter.InState { State: UserState.Inactive } state => string.CompareOrdinal(row.GetString(LastAccess), Keys.Ascending(state.Now - User.ActiveFor)) <= 0,
            _ => true,
        };

    private static string Stored(UserState state) => state is UserState.Active or UserState.Inactive ? SignedUp : Naming.CamelCase(state);
}
