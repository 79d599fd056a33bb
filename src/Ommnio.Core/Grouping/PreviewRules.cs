using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Grouping;

/// <summary>Asks who would join and leave a team if its rules were applied (D40). Writes nothing (R27).</summary>
/// <param name="Rules">Rules that are only proposed; null: those that the team has.</param>
/// <param name="Details">How many of those who join, and of those who leave, to name.</param>
public sealed record PreviewRulesRequest(Actor Actor, TeamId Team, IReadOnlyList<RuleFields>? Rules, int? Details);

public abstract record PreviewRulesOutcome
{
    private PreviewRulesOutcome()
    {
    }

    /// <param name="Team">As it is stored, whatever rules were proposed.</param>
    public sealed record Previewed(Team Team, RulesPreview Preview) : PreviewRulesOutcome;

    public sealed record NotFound : PreviewRulesOutcome;

    public sealed record Refused(IReadOnlyList<Problem> Problems) : PreviewRulesOutcome;

    public sealed record Forbidden(Problem Problem) : PreviewRulesOutcome;
}

public sealed class PreviewRules(ICatalogues catalogues, IUserWalks walks, IIds ids)
{
    public const int MostDetails = 1_000;
    private const int DefaultDetails = 100;
    private const int PageSize = 1_000;

    /// <summary>One query for the catalogue, and one for every thousand users of the organisation.</summary>
    public async Task<PreviewRulesOutcome> HandleAsync(PreviewRulesRequest request, CancellationToken cancellationToken)
    {
        var catalogue = await catalogues.FindNowAsync(request.Actor.Organisation, cancellationToken) ?? throw new InvalidOperationException("The actor's organisation has no catalogue.");
        RuleId[] newIds = [.. Enumerable.Range(0, SetRules.MostRules).Select(_ => new RuleId(ids.Next()))];
        var (team, refusal) = Decide(request, catalogue, newIds);
        return team is null ? refusal!
            : new PreviewRulesOutcome.Previewed(catalogue.Team(team.Id)!, await TallyAsync(walks, request.Actor.Organisation, new(team, request.Details ?? DefaultDetails), cancellationToken));
    }

    /// <summary>The team with the rules that are to be looked at, or why they are not.</summary>
    public static (Team? Team, PreviewRulesOutcome? Refusal) Decide(PreviewRulesRequest request, Catalogue catalogue, IReadOnlyList<RuleId> newIds)
    {
        // Whoever sets rules may look at what they do: it names people outside any Team Administrator's scope (D33).
        if (TeamOutcome.Find(request.Actor, TeamAct.SetRules, request.Team, expectedVersion: null, catalogue, out var team) is { } absent)
        {
            return (null, absent is TeamOutcome.Forbidden(var problem) ? new PreviewRulesOutcome.Forbidden(problem) : new PreviewRulesOutcome.NotFound());
        }

        List<Problem> problems = request.Details is < 0 or > MostDetails ? [new("rules.details", "details", $"{MostDetails}")] : [];
        var rules = request.Rules is { } proposed ? SetRules.Read(team, proposed, newIds, problems) : team.Rules;
        return problems.Count > 0 ? (null, new PreviewRulesOutcome.Refused(problems)) : (SetRules.With(team, rules), null);
    }

    internal static async Task<RulesPreview> TallyAsync(IUserWalks walks, OrganisationId organisation, PreviewTally tally, CancellationToken cancellationToken)
    {
        var page = new Page<Walked>([], null);
        do
        {
            page = await walks.NextAsync(organisation, new Walk.Everybody(), page.Next, PageSize, cancellationToken);
            foreach (var user in page.Items)
            {
                tally.Add(user.User!);
            }
        }
        while (page.Next is not null);
        return tally.Result;
    }
}
