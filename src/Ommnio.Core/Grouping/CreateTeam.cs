using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Core.Grouping;

/// <param name="Operation">Null: this call cannot be repeated by name; a second one with the same name is told that it is taken.</param>
public sealed record CreateTeamRequest(Actor Actor, TeamDetails Details, Operation? Operation);

public sealed class CreateTeam(ICatalogues catalogues, IIds ids)
{
    /// <summary>Safe to repeat with the same operation: the first answer comes again.</summary>
    public async Task<TeamOutcome> HandleAsync(CreateTeamRequest request, CancellationToken cancellationToken)
    {
        var id = new TeamId(ids.Next());
        return await TeamOutcome.OfAsync(catalogues, request.Actor, request.Operation, catalogue => Decide(request, catalogue, id), cancellationToken);
    }

    public static (Team? Changed, TeamOutcome Outcome) Decide(CreateTeamRequest request, Catalogue catalogue, TeamId id)
    {
        var (team, problems) = request.Details.On(new(id, "", null, TeamRole.Member, []), catalogue, request.Actor);
        return team is null ? (null, new TeamOutcome.Refused(problems))
            : TeamOutcome.Forbids(request.Actor, TeamAct.Create, TeamCase.Of(team)) is { } forbidden ? (null, forbidden)
            : TeamDetails.Taken(team, catalogue) is { } taken ? (null, new TeamOutcome.Taken(taken))
            : (team, new TeamOutcome.Done(team));
    }
}
