using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;

namespace Ommnio.Functions;

/// <summary>Teams and their membership rules. A Team Administrator meets only their own teams and what lies below them.</summary>
public sealed class Teams(ICatalogues catalogues, SetRules setRules, FindUsers find)
{
    [Function(nameof(ListTeams))]
    public async Task<IResult> ListTeams([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "teams")] HttpRequest request, CancellationToken cancellationToken) =>
        TeamWire.List(await SeenAsync(Caller.Of(request).Actor, cancellationToken));

    [Function(nameof(GetTeam))]
    public async Task<IResult> GetTeam([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "teams/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var seen = await SeenAsync(Caller.Of(request).Actor, cancellationToken);
        return TeamId.TryParse(id) is { } team && seen.Team(team) is { } found ? TeamWire.One(found, seen) : NotFound(request);
    }

    [Function(nameof(SetRules))]
    public async Task<IResult> SetRules([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "teams/{id}/rules")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var (body, _, refusal) = await JsonBody.ReadAsync(request, WireJson.Plain.RulesBody, cancellationToken);
        var match = IfMatch.Read(request);
        if ((refusal ?? match.Refusal) is { } refused)
        {
            return refused;
        }

        if (body!.Rules is not { } rules)
        {
            return Problems.Of(request, StatusCodes.Status400BadRequest, new Problem("rules.missing", "rules"));
        }

        var actor = Caller.Of(request).Actor;
        return TeamId.TryParse(id) is not { } team ? NotFound(request)
            : await setRules.HandleAsync(new(actor, team, match.Version, rules), cancellationToken) switch
            {
                SetRulesOutcome.Set(var after) => TeamWire.One(after, await SeenAsync(actor, cancellationToken)),
                SetRulesOutcome.Refused(var problems) => Problems.Of(request, StatusCodes.Status400BadRequest, problems),
                SetRulesOutcome.Forbidden(var problem) => Problems.Of(request, StatusCodes.Status403Forbidden, problem),
                SetRulesOutcome.Stale => Problems.Of(request, StatusCodes.Status412PreconditionFailed, new Problem("rules.stale", null)),
                SetRulesOutcome.Busy => Problems.Of(request, StatusCodes.Status503ServiceUnavailable, new Problem("rules.busy", null)),
                _ => NotFound(request),
            };
    }

    /// <summary>Why a user is in a team, or why not: what each rule and each of its conditions says of them.</summary>
    [Function(nameof(WhyMember))]
    public async Task<IResult> WhyMember([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/{id}/teams/{teamId}/why")] HttpRequest request, string id, string teamId, CancellationToken cancellationToken)
    {
        var actor = Caller.Of(request).Actor;
        var user = UserId.TryParse(id) is { } userId ? await find.ByIdAsync(actor, userId, cancellationToken) : null;
        var seen = await SeenAsync(actor, cancellationToken);
        return user is null ? Problems.NotFound(request)
            : TeamId.TryParse(teamId) is { } team && seen.Team(team) is { } found ? TeamWire.Why(Core.Grouping.WhyMember.Of(user, found))
            : NotFound(request);
    }

    private async Task<Catalogue> SeenAsync(Actor actor, CancellationToken cancellationToken) => Authority.Assignable(
        actor,
        await catalogues.FindAsync(actor.Organisation, cancellationToken) ?? throw new InvalidOperationException("The organisation has no catalogue."));

    private static IResult NotFound(HttpRequest request) => Problems.Of(request, StatusCodes.Status404NotFound, new Problem("team.not_found", null));
}
