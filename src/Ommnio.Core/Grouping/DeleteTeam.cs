using Ommnio.Core.Governing;
using Ommnio.Core.Jobs;
using Ommnio.Core.Listing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;

namespace Ommnio.Core.Grouping;

/// <summary>Deletes a team, for good (D32).</summary>
/// <param name="ExpectedVersion">The version that was looked at; null: whatever is there.</param>
/// <param name="TypedName">The team's name, typed to confirm; needed where it has members.</param>
public sealed record DeleteTeamRequest(Actor Actor, TeamId Team, int? ExpectedVersion, string? TypedName);

/// <summary>
/// The team's row goes first, in one write, and with it everything that follows from the team: a membership of a team that is gone
/// counts nowhere, gives no right, brings no chat group and is shown nowhere. Then a job takes the memberships away. It is stored
/// before the row goes and waits for that, so that a crash in between loses nothing.
/// </summary>
/// <remarks>
/// Users and teams have no transaction in common. Whoever is saved into the team between the look and the write, or by a catalogue that
/// is seconds old, holds such a membership of nothing; a second job, some minutes later, takes it away, or the user's next save before it.
/// </remarks>
public sealed class DeleteTeam(ICatalogues catalogues, IUserLists lists, StartJob jobs, IIds ids, TimeProvider time)
{
    /// <summary>Repeated, it is answered that there is no such team.</summary>
    public async Task<TeamOutcome> HandleAsync(DeleteTeamRequest request, CancellationToken cancellationToken)
    {
        var organisation = request.Actor.Organisation;
        var members = await lists.ByNameAsync(organisation, new("", "", [[new UserFilter.InTeam(request.Team)]]), 1, after: null, cancellationToken);
        var hasMembers = members!.Items.Count > 0;
        var catalogue = await catalogues.FindAsync(organisation, cancellationToken) ?? throw new InvalidOperationException("The actor's organisation has no catalogue.");
        var job = Job.EndMemberships(new(ids.Next()), request.Team, request.Actor, time.GetUtcNow());
        if (Decide(request, catalogue, hasMembers).Edit is not null)
        {
            Job[] all = [.. hasMembers ? [job] : (ReadOnlySpan<Job>)[], job.Again(new(ids.Next()))];
            await Task.WhenAll(all.Select(one => jobs.AddAsync(organisation, one, operation: null, cancellationToken)));
        }

        var outcome = await TeamOutcome.EditAsync(catalogues, request.Actor, operation: null, now => Decide(request, now, hasMembers), cancellationToken);
        if (outcome is not TeamOutcome.Deleted || !hasMembers)
        {
            return outcome;
        }

        await jobs.SendAsync(organisation, job, cancellationToken);
        return new TeamOutcome.Deleted(job);
    }

    public static (CatalogueEdit? Edit, TeamOutcome Outcome) Decide(DeleteTeamRequest request, Catalogue catalogue, bool hasMembers)
    {
        if (TeamOutcome.Find(request.Actor, TeamAct.See, request.Team, request.ExpectedVersion, catalogue, out var team) is { } absent)
        {
            return (null, absent);
        }

        // Whoever may see a team may see all that lies below it.
        var children = catalogue.Teams.Where(child => child.Parent == team.Id).Select(child => child.Name).Order(StringComparer.OrdinalIgnoreCase).ToList();
        return children.Count > 0 ? (null, new TeamOutcome.Conflict(new("team.has_children", null, [.. children])))
            : TeamOutcome.Forbids(request.Actor, TeamAct.Delete, TeamCase.Of(team) with { HasMembers = hasMembers }) is { } forbidden ? (null, forbidden)
            : hasMembers && string.IsNullOrWhiteSpace(request.TypedName) ? (null, new TeamOutcome.Conflict(new("team.has_members", null)))
            : request.TypedName is { Length: > 0 } typed && !PlainText.IsTyped(typed, team.Name) ? (null, new TeamOutcome.Refused([new("team.delete.confirm", "confirm")]))
            : (new CatalogueEdit.RemoveTeam(team.Id), new TeamOutcome.Deleted(Job: null));
    }
}
