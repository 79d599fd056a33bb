using Ommnio.Core.Governing;
using Ommnio.Core.Jobs;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Grouping;

/// <summary>What creating or changing a team came to; its rules included.</summary>
public abstract record TeamOutcome
{
    private TeamOutcome()
    {
    }

    /// <summary>Also when nothing differed: then nothing was written, and the version is as before.</summary>
    public sealed record Done(Team Team) : TeamOutcome;

    /// <param name="Job">What takes the members' places away; null where there were none.</param>
    public sealed record Deleted(Job? Job) : TeamOutcome;

    /// <summary>What the team still has is in the way.</summary>
    public sealed record Conflict(Problem Problem) : TeamOutcome;

    public sealed record NotFound : TeamOutcome;

    /// <summary>The chat group that was named is not there, or not the actor's to manage.</summary>
    public sealed record NoGroup : TeamOutcome;

    public sealed record Stale : TeamOutcome;

    public sealed record Refused(IReadOnlyList<Problem> Problems) : TeamOutcome;

    public sealed record Taken(Problem Problem) : TeamOutcome;

    public sealed record Forbidden(Problem Problem) : TeamOutcome;

    /// <summary>The operation's name stands for another request.</summary>
    public sealed record Mismatch : TeamOutcome;

    public sealed record Busy : TeamOutcome;

    /// <summary>Decides on the catalogue as it is and stores what was decided; anew when somebody was faster.</summary>
    internal static Task<TeamOutcome> OfAsync(ICatalogues catalogues, Actor actor, Operation? operation, Func<Catalogue, (Team? Changed, TeamOutcome Outcome)> decide, CancellationToken cancellationToken) =>
        EditAsync(
            catalogues,
            actor,
            operation,
            catalogue =>
            {
                var (team, outcome) = decide(catalogue);
                // Links to chat groups that are gone count nowhere, and go with the team's next change.
                return (team is null ? null : new CatalogueEdit.PutTeam(team with { ChatGroups = team.ChatGroups.RemoveAll(link => catalogue.ChatGroup(link.Group) is null) }), outcome);
            },
            cancellationToken);

    internal static async Task<TeamOutcome> EditAsync(ICatalogues catalogues, Actor actor, Operation? operation, Func<Catalogue, (CatalogueEdit? Edit, TeamOutcome Outcome)> decide, CancellationToken cancellationToken)
    {
        var (changing, decided) = await catalogues.DecideAsync(actor.Organisation, operation, decide, cancellationToken);
        return changing switch
        {
            CatalogueChanging.Busy => new Busy(),
            CatalogueChanging.Mismatch => new Mismatch(),
            CatalogueChanging.TooLarge => new Refused([new("rules.too_large", "rules")]),
            CatalogueChanging.Repeated(CatalogueEdit.PutTeam(var team)) => new Done(team),
            _ => decided!,
        };
    }

    /// <summary>Why there is nothing to change: the team is not there, that is not the actor's to do, or it is not as they think; null when it is found.</summary>
    internal static TeamOutcome? Find(Actor actor, TeamAct act, TeamId id, int? expectedVersion, Catalogue catalogue, out Team team)
    {
        team = catalogue.Team(id)!;
        return team is null ? new NotFound()
            : Forbids(actor, act, TeamCase.Of(team)) is { } forbidden ? forbidden
            : expectedVersion is { } expected && expected != team.Version ? new Stale()
            : null;
    }

    /// <summary>Null when the actor may.</summary>
    internal static TeamOutcome? Forbids(Actor actor, TeamAct act, TeamCase team) => Authority.On(actor, act, team) switch
    {
        Ruling.Forbidden(var problem) => new Forbidden(problem),
        Ruling.NotThere => new NotFound(),
        _ => null,
    };

    internal static (Team? Changed, TeamOutcome Outcome) Changed(Team team)
    {
        var next = team with { Version = team.Version + 1 };
        return (next, new Done(next));
    }
}
