using System.Globalization;
using Ommnio.Core.Governing;
using Ommnio.Core.Jobs;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Grouping;

/// <summary>Lets a team's rules act on everybody, as a job (D40).</summary>
/// <param name="ExpectedVersion">The version of the team that the preview was of; null: whatever is there.</param>
/// <param name="ConfirmLeaving">How many people, at most, may leave; needed where the preview says so.</param>
/// <param name="Operation">Null: every call is a job of its own. That is harmless, for the second one finds nothing to do.</param>
public sealed record ApplyRulesRequest(Actor Actor, TeamId Team, int? ExpectedVersion, int? ConfirmLeaving, Operation? Operation);

public abstract record ApplyRulesOutcome
{
    private ApplyRulesOutcome()
    {
    }

    /// <summary>Stored; it runs now or soon. The same operation again answers the same job.</summary>
    public sealed record Started(Job Job) : ApplyRulesOutcome;

    public sealed record NotFound : ApplyRulesOutcome;

    public sealed record Stale : ApplyRulesOutcome;

    public sealed record Forbidden(Problem Problem) : ApplyRulesOutcome;

    /// <summary>More people would leave than was said to be meant.</summary>
    public sealed record Unconfirmed(Problem Problem) : ApplyRulesOutcome;

    /// <summary>The operation's name stands for another request.</summary>
    public sealed record Mismatch : ApplyRulesOutcome;
}

public sealed class ApplyRules(ICatalogues catalogues, IUserWalks walks, IJobs jobs, StartJob start, IIds ids, TimeProvider time)
{
    /// <summary>What a preview costs, one transaction and one message. Safe to repeat with the same operation.</summary>
    public async Task<ApplyRulesOutcome> HandleAsync(ApplyRulesRequest request, CancellationToken cancellationToken)
    {
        var organisation = request.Actor.Organisation;

        // First: what was started before has its answer, however many would leave by now.
        if (request.Operation is { } operation && await jobs.RepeatedAsync(organisation, operation, cancellationToken) is { } repeated)
        {
            return await StartedAsync(organisation, repeated, cancellationToken);
        }

        var catalogue = await catalogues.FindNowAsync(organisation, cancellationToken) ?? throw new InvalidOperationException("The actor's organisation has no catalogue.");
        if (Refusal(request, catalogue, out var team) is { } refusal)
        {
            return refusal;
        }

        var preview = await PreviewRules.TallyAsync(walks, organisation, new(team, 0), cancellationToken);
        return Unconfirmed(preview, request.ConfirmLeaving) is { } unconfirmed
            ? new ApplyRulesOutcome.Unconfirmed(unconfirmed)
            : await StartedAsync(organisation, await start.AddAsync(organisation, Job.ApplyRules(new(ids.Next()), team, preview.Users, request.Actor, time.GetUtcNow()), request.Operation, cancellationToken), cancellationToken);
    }

    /// <summary>Why the rules may not be applied by this actor now; null: they may.</summary>
    public static ApplyRulesOutcome? Refusal(ApplyRulesRequest request, Catalogue catalogue, out Team team) =>
        TeamOutcome.Find(request.Actor, TeamAct.SetRules, request.Team, request.ExpectedVersion, catalogue, out team) switch
        {
            null => null,
            TeamOutcome.Stale => new ApplyRulesOutcome.Stale(),
            // It moves people outside any Team Administrator's scope (D33).
            TeamOutcome.Forbidden(var problem) => new ApplyRulesOutcome.Forbidden(problem),
            _ => new ApplyRulesOutcome.NotFound(),
        };

    /// <summary>Fewer may leave than was said; more may not, for then it is not what somebody looked at.</summary>
    public static Problem? Unconfirmed(RulesPreview preview, int? confirmLeaving) =>
        preview.NeedsConfirmation && !(confirmLeaving >= preview.Leaving) ? new("rules.confirm_leaving", "confirmLeaving", Text(preview.Leaving), Text(preview.ByRule)) : null;

    private async Task<ApplyRulesOutcome> StartedAsync(OrganisationId organisation, AddingJob adding, CancellationToken cancellationToken)
    {
        if (adding is not AddingJob.Added(var job))
        {
            return new ApplyRulesOutcome.Mismatch();
        }

        await start.SendAsync(organisation, job, cancellationToken);
        return new ApplyRulesOutcome.Started(job);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
