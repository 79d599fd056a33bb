using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;

namespace Ommnio.Functions;

/// <summary>The administrators' side of invitations: invite, look, send again, take back.</summary>
public sealed class Invitations(InviteUser invite, ResendInvitation resend, RevokeInvitation revoke, ReplayInvitations replay, FindInvitations find, InvitationWire wire, Idempotency idempotency)
{
    [Function(nameof(InviteUser))]
    public async Task<IResult> InviteUser([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users/{id}/invitations")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var (body, _, refusal) = await JsonBody.ReadAsync(request, WireJson.Plain.InviteBody, cancellationToken);
        if ((refusal ?? Idempotency.Refusal(request)) is { } refused)
        {
            return refused;
        }

        return UserId.TryParse(id) is not { } user ? Problems.NotFound(request)
            : Naming.Parse<InvitationChannel>(body!.Channel) is var channel && channel is null && body.Channel is not null ? Problems.Of(request, StatusCodes.Status400BadRequest, new Problem("invitation.unknown_channel", "channel"))
            : wire.Answer(request, user, await invite.HandleAsync(new(Caller.Of(request).Actor, user, channel, idempotency.Of(request, body, WireJson.Plain.InviteBody)) { AtOnce = body.Now is true }, cancellationToken), StatusCodes.Status201Created);
    }

    [Function(nameof(ListInvitations))]
    public async Task<IResult> ListInvitations([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/{id}/invitations")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var found = UserId.TryParse(id) is { } user ? await find.OfAsync(Caller.Of(request).Actor, user, cancellationToken) : null;
        return found is null ? Problems.NotFound(request) : wire.List(request, found);
    }

    /// <summary>The same invitation once more: a new token and a new term. Its body may be left out.</summary>
    [Function(nameof(ResendInvitation))]
    public async Task<IResult> ResendInvitation([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users/{id}/invitations/{invitationId}/resend")] HttpRequest request, string id, string invitationId, CancellationToken cancellationToken)
    {
        var (body, _, refusal) = request.ContentType is null ? new(new ResendBody(null), [], null) : await JsonBody.ReadAsync(request, WireJson.Plain.ResendBody, cancellationToken);
        if ((refusal ?? Idempotency.Refusal(request)) is { } refused)
        {
            return refused;
        }

        return UserId.TryParse(id) is { } user && InvitationId.TryParse(invitationId) is { } invitation
            ? wire.Answer(request, user, await resend.HandleAsync(new(Caller.Of(request).Actor, user, invitation, idempotency.Of(request, body!, WireJson.Plain.ResendBody)) { AtOnce = body!.Now is true }, cancellationToken), StatusCodes.Status200OK)
            : InvitationWire.NotFound(request);
    }

    [Function(nameof(RevokeInvitation))]
    public async Task<IResult> RevokeInvitation([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "users/{id}/invitations/{invitationId}")] HttpRequest request, string id, string invitationId, CancellationToken cancellationToken) =>
        UserId.TryParse(id) is { } user && InvitationId.TryParse(invitationId) is { } invitation
            ? InvitationWire.Answer(request, await revoke.HandleAsync(new(Caller.Of(request).Actor, user, invitation), cancellationToken))
            : InvitationWire.NotFound(request);

    /// <summary>Everything that was given up, once more: after the fault that stopped it is mended.</summary>
    [Function(nameof(ReplayInvitations))]
    public async Task<IResult> ReplayInvitations([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "invitations/replay")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (after, problem) = request.Query.Keys.FirstOrDefault(name => name != "after") is { } unknown
            ? (null, new Problem("request.unknown_parameter", unknown, unknown))
            : (request.Query["after"] is { Count: > 0 } said ? said.ToString() : null, (Problem?)null);
        var replayed = problem is null ? await replay.HandleAsync(Caller.Of(request).Actor, after, cancellationToken) : null;
        return InvitationWire.Answer(request, replayed, problem ?? new("request.bad_cursor", "after"));
    }
}
