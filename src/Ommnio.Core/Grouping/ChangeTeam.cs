using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;

namespace Ommnio.Core.Grouping;

/// <summary>Renames a team, moves it in the tree, or sets what role its later joiners get (D37).</summary>
/// <param name="ExpectedVersion">The version the change is based on; null: whatever is there (D56).</param>
/// <param name="Edit">From the details as they are to the details as they should be; pure.</param>
public sealed record ChangeTeamRequest(Actor Actor, TeamId Team, int? ExpectedVersion, Func<TeamDetails, TeamDetails> Edit);

public sealed class ChangeTeam(ICatalogues catalogues)
{
    /// <summary>Safe to repeat: the same details again are no change.</summary>
    public Task<TeamOutcome> HandleAsync(ChangeTeamRequest request, CancellationToken cancellationToken) =>
        TeamOutcome.OfAsync(catalogues, request.Actor, operation: null, catalogue => Decide(request, catalogue), cancellationToken);

    public static (Team? Changed, TeamOutcome Outcome) Decide(ChangeTeamRequest request, Catalogue catalogue)
    {
        if (TeamOutcome.Find(request.Actor, TeamAct.Edit, request.Team, request.ExpectedVersion, catalogue, out var before) is { } absent)
        {
            return (null, absent);
        }

        var (after, problems) = request.Edit(TeamDetails.Of(before)).On(before, catalogue, request.Actor);
        return after is null ? (null, new TeamOutcome.Refused(problems))
            : after.Parent != before.Parent && TeamOutcome.Forbids(request.Actor, TeamAct.Move, TeamCase.Of(before) with { NewParent = after.Parent }) is { } forbidden ? (null, forbidden)
            : TeamDetails.Taken(after, catalogue) is { } taken ? (null, new TeamOutcome.Taken(taken))
            : after == before ? (null, new TeamOutcome.Done(before))
            : TeamOutcome.Changed(after);
    }
}
