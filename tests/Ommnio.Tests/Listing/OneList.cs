using Ommnio.Core.Listing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Tests.Listing;

/// <summary>Answers every list with the same users, and writes down what it is asked; where the call is all that matters.</summary>
internal sealed class OneList(params IReadOnlyList<User> users) : IUserLists
{
    public const string NoCursor = "no cursor";

    /// <summary>The cursor behind every page.</summary>
    public string? Next { get; init; }

    public List<(UserQuery Query, int Limit, string? After)> Asked { get; } = [];

    public List<(int Limit, string? After)> AskedByCode { get; } = [];

    public List<int> AskedForAdministrators { get; } = [];

    private IReadOnlyList<UserSummary> Summaries =>
        [.. users.Select(user => new UserSummary(user.Id, user.Name, user.Position, user.Area, user.Location, user.Code, user.Teams, user.ChatGroups, user.Role))];

    public Task<Page<ListedUser>?> ByNameAsync(OrganisationId organisation, UserQuery query, int limit, string? after, CancellationToken cancellationToken)
    {
        Asked.Add((query, limit, after));
        return Task.FromResult(PageAfter(after));
    }

    public Task<IReadOnlyList<UserSummary>> AccountAdministratorsAsync(OrganisationId organisation, int most, CancellationToken cancellationToken)
    {
        AskedForAdministrators.Add(most);
        return Task.FromResult(Summaries);
    }

    public Task<Page<ListedUser>?> ByCodeAsync(OrganisationId organisation, int limit, string? after, CancellationToken cancellationToken)
    {
        AskedByCode.Add((limit, after));
        return Task.FromResult(PageAfter(after));
    }

    private Page<ListedUser>? PageAfter(string? after) => after == NoCursor ? null : new([.. Summaries.Select(user => new ListedUser(user, []))], Next);
}
