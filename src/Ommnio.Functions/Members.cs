using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Ommnio.Core.Grouping;
using Ommnio.Core.Users;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;

namespace Ommnio.Functions;

/// <summary>Who is in teams and chat groups: lists, and the places of single users in groups.</summary>
public sealed class Members(ListTeamMembers ofTeam, ListGroupMembers ofGroup, SetGroupMember set, MemberWire wire, UserWire users)
{
    [Function(nameof(ListTeamMembers))]
    public async Task<IResult> ListTeamMembers([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "teams/{id}/members")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var query = MembersQuery.Read(request, "below");
        return query.Refusal is { } refused ? refused
            : TeamId.TryParse(id) is not { } team ? MemberWire.NoTeam(request)
            : await wire.AnswerAsync(request, await ofTeam.HandleAsync(new(Caller.Of(request).Actor, team, query.Below, query.Limit, query.After), cancellationToken), cancellationToken);
    }

    [Function(nameof(ListGroupMembers))]
    public async Task<IResult> ListGroupMembers([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "chat-groups/{id}/members")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var query = MembersQuery.Read(request);
        return query.Refusal is { } refused ? refused
            : ChatGroupId.TryParse(id) is not { } group ? GroupWire.NotFound(request)
            : MemberWire.Answer(request, await ofGroup.HandleAsync(new(Caller.Of(request).Actor, group, query.Limit, query.After), cancellationToken));
    }

    [Function(nameof(AddGroupMember))]
    public async Task<IResult> AddGroupMember([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "chat-groups/{id}/members/{userId}")] HttpRequest request, string id, string userId, CancellationToken cancellationToken)
    {
        var (body, _, refusal) = await JsonBody.ReadOptionalAsync(request, WireJson.Plain.GroupRoleBody, cancellationToken);
        return refusal ?? await SetAsync(request, id, userId, isMember: true, body?.Role, cancellationToken);
    }

    [Function(nameof(RemoveGroupMember))]
    public Task<IResult> RemoveGroupMember([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "chat-groups/{id}/members/{userId}")] HttpRequest request, string id, string userId, CancellationToken cancellationToken) =>
        SetAsync(request, id, userId, isMember: false, role: null, cancellationToken);

    private async Task<IResult> SetAsync(HttpRequest request, string id, string userId, bool isMember, string? role, CancellationToken cancellationToken)
    {
        var match = IfMatch.Read(request);
        if (match.Refusal is not null || ChatGroupId.TryParse(id) is not { } group || UserId.TryParse(userId) is not { } user)
        {
            return match.Refusal ?? (ChatGroupId.TryParse(id) is null ? GroupWire.NotFound(request) : Problems.NotFound(request));
        }

        return await set.HandleAsync(new(Caller.Of(request).Actor, group, user, match.Version, isMember, role), cancellationToken) switch
        {
            SetGroupMemberOutcome.User(var outcome) => await users.AnswerAsync(request, outcome, cancellationToken),
            SetGroupMemberOutcome.ThroughTeam(var problem) => Problems.Of(request, StatusCodes.Status409Conflict, problem),
            SetGroupMemberOutcome.Forbidden(var problem) => Problems.Of(request, StatusCodes.Status403Forbidden, problem),
            _ => GroupWire.NotFound(request),
        };
    }
}
