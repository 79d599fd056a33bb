using System.Collections.Immutable;
using Ommnio.Core.Governing;
using Ommnio.Core.Listing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Core.Grouping;

/// <param name="Below">Whether the teams below it count too: nothing but administration flows through the tree (D31), so who is there is asked for by name.</param>
public sealed record ListTeamMembersRequest(Actor Actor, TeamId Team, bool Below, int Limit, string? After);

/// <summary>A user in one or more of the teams that were asked for.</summary>
/// <param name="In">Their place in each of these teams; in no others.</param>
public sealed record TeamMember(UserSummary User, ImmutableArray<TeamMembership> In)
{
    /// <summary>The strongest of them.</summary>
    public TeamRole Role => In.Max(membership => membership.Role);
}

public abstract record ListTeamMembersOutcome
{
    private ListTeamMembersOutcome()
    {
    }

    public sealed record Listed(Page<TeamMember> Page) : ListTeamMembersOutcome;

    public sealed record NotFound : ListTeamMembersOutcome;

    /// <summary>The cursor is not one of this list.</summary>
    public sealed record BadCursor : ListTeamMembersOutcome;
}

/// <summary>The members of a team, or of a team and everything below it, each once, in the order of their names.</summary>
public sealed class ListTeamMembers(ICatalogues catalogues, IUserLists lists)
{
    public async Task<ListTeamMembersOutcome> HandleAsync(ListTeamMembersRequest request, CancellationToken cancellationToken)
    {
        var catalogue = await catalogues.FindAsync(request.Actor.Organisation, cancellationToken)
            ?? throw new InvalidOperationException("The actor's organisation has no catalogue.");
        if (catalogue.Team(request.Team) is not { } team || Authority.On(request.Actor, TeamAct.See, TeamCase.Of(team)) is not Ruling.Allowed)
        {
            return new ListTeamMembersOutcome.NotFound();
        }

        var teams = request.Below ? catalogue.WithDescendants([team.Id]).ToHashSet() : [team.Id];
        var query = new UserQuery($"members of {team.Id} {request.Below}", "", [[.. teams.Select(id => new UserFilter.InTeam(id))]]);
        return await lists.ByNameAsync(request.Actor.Organisation, query, request.Limit, request.After, cancellationToken) is not { } page
            ? new ListTeamMembersOutcome.BadCursor()
            : new ListTeamMembersOutcome.Listed(new([.. page.Items.Select(found => Member(found.User, teams))], page.Next));
    }

    private static TeamMember Member(UserSummary user, HashSet<TeamId> teams) => new(user, [.. user.Teams.Where(membership => teams.Contains(membership.Team))]);
}
