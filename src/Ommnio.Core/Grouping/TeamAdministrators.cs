using Ommnio.Core.Listing;
using Ommnio.Core.Users;

namespace Ommnio.Core.Grouping;

/// <summary>Who administers a team itself; those of the teams above do too, and are asked for there.</summary>
public sealed class TeamAdministrators(IUserLists lists)
{
    public const int Most = 100;

    /// <summary>The first hundred by name: one request, however many members the team has. Asked for only of teams that the actor may see.</summary>
    public async Task<IReadOnlyList<UserSummary>> OfAsync(OrganisationId organisation, TeamId team, CancellationToken cancellationToken)
    {
        var page = await lists.ByNameAsync(organisation, new("", "", [[new UserFilter.Administrating(team)]]), Most, after: null, cancellationToken);
        return [.. page!.Items.Select(found => found.User)];
    }
}
