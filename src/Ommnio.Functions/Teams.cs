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
public sealed class Teams(ICatalogues catalogues, CreateTeam create, ChangeTeam change, DeleteTeam delete, LinkChatGroup link, SetRules setRules, TeamAdministrators administrators, FindUsers find, Idempotency idempotency)
{
    [Function(nameof(ListTeams))]
    public async Task<IResult> ListTeams([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "teams")] HttpRequest request, CancellationToken cancellationToken) =>
        TeamWire.List(await SeenAsync(Caller.Of(request).Actor, cancellationToken));

    [Function(nameof(GetTeam))]
    public async Task<IResult> GetTeam([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "teams/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var seen = await SeenAsync(Caller.Of(request).Actor, cancellationToken);
        return TeamId.TryParse(id) is { } team && seen.Team(team) is { } found ? await OneAsync(request, found, cancellationToken) : NotFound(request);
    }

    [Function(nameof(CreateTeam))]
    public async Task<IResult> CreateTeam([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "teams")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, _, refusal) = await JsonBody.ReadAsync(request, WireJson.Plain.TeamDetails, cancellationToken);
        if ((refusal ?? Idempotency.Refusal(request)) is { } refused)
        {
            return refused;
        }

        var outcome = await create.HandleAsync(new(Caller.Of(request).Actor, body!, idempotency.Of(request, body!, WireJson.Plain.TeamDetails)), cancellationToken);
        return await AnswerAsync(request, outcome, cancellationToken, StatusCodes.Status201Created);
    }

    [Function(nameof(ChangeTeam))]
    public async Task<IResult> ChangeTeam([HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "teams/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(request, WireJson.Plain.TeamDetails, cancellationToken, MergePatch.MediaType);
        var match = IfMatch.Read(request);
        if ((body.Refusal ?? match.Refusal) is { } refused)
        {
            return refused;
        }

        return TeamId.TryParse(id) is not { } team ? NotFound(request)
            : await AnswerAsync(request, await change.HandleAsync(new(Caller.Of(request).Actor, team, match.Version, before => MergePatch.Apply(before, body.Bytes, WireJson.Plain.TeamDetails)), cancellationToken), cancellationToken);
    }

    [Function(nameof(DeleteTeam))]
    public async Task<IResult> DeleteTeam([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "teams/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var match = IfMatch.Read(request);
        return match.Refusal is { } refused ? refused
            : TeamId.TryParse(id) is not { } team ? NotFound(request)
            : await AnswerAsync(request, await delete.HandleAsync(new(Caller.Of(request).Actor, team, match.Version, request.Query["confirm"]), cancellationToken), cancellationToken);
    }

    [Function(nameof(LinkChatGroup))]
    public async Task<IResult> LinkChatGroup([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "teams/{id}/chat-groups/{groupId}")] HttpRequest request, string id, string groupId, CancellationToken cancellationToken)
    {
        var (body, _, refusal) = await JsonBody.ReadOptionalAsync(request, WireJson.Plain.GroupRoleBody, cancellationToken);
        return refusal ?? await LinkAsync(request, id, groupId, isLinked: true, body?.Role, cancellationToken);
    }

    [Function(nameof(UnlinkChatGroup))]
    public Task<IResult> UnlinkChatGroup([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "teams/{id}/chat-groups/{groupId}")] HttpRequest request, string id, string groupId, CancellationToken cancellationToken) =>
        LinkAsync(request, id, groupId, isLinked: false, role: null, cancellationToken);

    [Function(nameof(SetRules))]
    public async Task<IResult> SetRules([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "teams/{id}/rules")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var (body, _, refusal) = await JsonBody.ReadAsync(request, WireJson.Plain.RulesBody, cancellationToken);
        var match = IfMatch.Read(request);
        if ((refusal ?? match.Refusal) is { } refused)
        {
            return refused;
        }

        return body!.Rules is not { } rules ? Problems.Of(request, StatusCodes.Status400BadRequest, new Problem("rules.missing", "rules"))
            : TeamId.TryParse(id) is not { } team ? NotFound(request)
            : await AnswerAsync(request, await setRules.HandleAsync(new(Caller.Of(request).Actor, team, match.Version, rules), cancellationToken), cancellationToken);
    }

    /// <summary>Why a user is in a team, or why not: what each rule and each of its conditions says of them.</summary>
    [Function(nameof(WhyMember))]
    public async Task<IResult> WhyMember([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/{id}/teams/{teamId}/why")] HttpRequest request, string id, string teamId, CancellationToken cancellationToken)
    {
        var actor = Caller.Of(request).Actor;
        var user = UserId.TryParse(id) is { } userId ? await find.ByIdAsync(actor, userId, cancellationToken) : null;
        var seen = await SeenAsync(actor, cancellationToken);
        return user is null ? Problems.NotFound(request)
            : TeamId.TryParse(teamId) is { } team && seen.Team(team) is { } found ? Why(request, user, found)
            : NotFound(request);
    }

    private static IResult Why(HttpRequest request, User user, Team team)
    {
        var why = Core.Grouping.WhyMember.Of(user, team);
        return TeamWire.Why(why, Reasons.Say(why, user, team, Problems.LanguageOf(request)));
    }

    private async Task<IResult> LinkAsync(HttpRequest request, string id, string groupId, bool isLinked, string? role, CancellationToken cancellationToken) =>
        TeamId.TryParse(id) is not { } team ? NotFound(request)
        : ChatGroupId.TryParse(groupId) is not { } group ? GroupWire.NotFound(request)
        : await AnswerAsync(request, await link.HandleAsync(new(Caller.Of(request).Actor, team, group, isLinked, role), cancellationToken), cancellationToken);

    private async Task<IResult> AnswerAsync(HttpRequest request, TeamOutcome outcome, CancellationToken cancellationToken, int done = StatusCodes.Status200OK) => outcome switch
    {
        TeamOutcome.Done(var team) => await OneAsync(request, team, cancellationToken, done),
        TeamOutcome.Deleted(Job: null) => new EmptyAnswer(StatusCodes.Status204NoContent),
        TeamOutcome.Deleted(Job: { } job) => JobWire.Accepted(request, job),
        TeamOutcome.Conflict(var problem) => Problems.Of(request, StatusCodes.Status409Conflict, problem),
        TeamOutcome.Refused(var problems) => Problems.Of(request, StatusCodes.Status400BadRequest, problems),
        TeamOutcome.Taken(var problem) => Problems.Of(request, StatusCodes.Status409Conflict, problem),
        TeamOutcome.Forbidden(var problem) => Problems.Of(request, StatusCodes.Status403Forbidden, problem),
        TeamOutcome.Mismatch => Problems.Of(request, StatusCodes.Status422UnprocessableEntity, new Problem("idempotency.mismatch", null)),
        TeamOutcome.Stale => Problems.Of(request, StatusCodes.Status412PreconditionFailed, new Problem("team.stale", null)),
        TeamOutcome.Busy => Problems.Of(request, StatusCodes.Status503ServiceUnavailable, new Problem("team.busy", null)),
        TeamOutcome.NoGroup => GroupWire.NotFound(request),
        _ => NotFound(request),
    };

    private async Task<IResult> OneAsync(HttpRequest request, Team team, CancellationToken cancellationToken, int status = StatusCodes.Status200OK)
    {
        var actor = Caller.Of(request).Actor;
        // A new team has none, and a repeat of its creation is to get the same bytes whoever administers it by then.
        var found = status == StatusCodes.Status201Created ? [] : await administrators.OfAsync(actor.Organisation, team.Id, cancellationToken);
        return TeamWire.One(team, await SeenAsync(actor, cancellationToken), found, status);
    }

    private async Task<Catalogue> SeenAsync(Actor actor, CancellationToken cancellationToken) => Authority.Seen(
        actor,
        await catalogues.FindAsync(actor.Organisation, cancellationToken) ?? throw new InvalidOperationException("The organisation has no catalogue."));

    private static IResult NotFound(HttpRequest request) => Problems.Of(request, StatusCodes.Status404NotFound, new Problem("team.not_found", null));
}
