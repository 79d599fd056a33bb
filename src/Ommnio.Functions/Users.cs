using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Ommnio.Core.Governing;
using Ommnio.Core.Listing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;

namespace Ommnio.Functions;

public sealed class Users(RegisterUser register, ChangeUser change, FindUsers find, ListUsers list, UserWire wire, Idempotency idempotency)
{
    [Function(nameof(RegisterUser))]
    public async Task<IResult> RegisterUser([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, _, refusal) = await JsonBody.ReadAsync(request, WireJson.Plain.RegisterBody, cancellationToken);
        if ((refusal ?? Idempotency.Refusal(request) ?? MayInvite(request, body!)) is { } refused)
        {
            return refused;
        }

        var operation = idempotency.Of(request, body!, WireJson.Plain.RegisterBody);
        var outcome = await register.HandleAsync(new(Caller.Of(request).Actor, body!, body!.Channel, operation) { InvitesAtOnce = body.Invite?.Now is true }, cancellationToken);
        return await wire.AnswerAsync(request, outcome, cancellationToken);
    }

    [Function(nameof(GetUser))]
    public async Task<IResult> GetUser([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var found = UserId.TryParse(id) is { } user ? await find.ByIdAsync(Caller.Of(request).Actor, user, cancellationToken) : null;
        return await wire.AnswerAsync(request, found, cancellationToken);
    }

    [Function(nameof(ListUsers))]
    public async Task<IResult> ListUsers([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users")] HttpRequest request, CancellationToken cancellationToken)
    {
        var query = ListQuery.Read(request);
        if (query.Problems.Count > 0)
        {
            return Problems.Of(request, StatusCodes.Status400BadRequest, query.Problems);
        }

        return await list.HandleAsync(new(Caller.Of(request).Actor, query.Fields, query.Limit, query.After), cancellationToken) switch
        {
            ListUsersOutcome.Listed(var page) => UserWire.Of(page),
            ListUsersOutcome.Refused(var problems) => Problems.Of(request, StatusCodes.Status400BadRequest, problems),
            _ => throw new InvalidOperationException("An outcome that nobody answers."),
        };
    }

    [Function(nameof(ChangeUser))]
    public async Task<IResult> ChangeUser([HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "users/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var patch = await UserPatch.ReadAsync(request, cancellationToken);
        if (patch.Refusal is not null || UserId.TryParse(id) is not { } user)
        {
            return patch.Refusal ?? Problems.NotFound(request);
        }

        var outcome = await change.HandleAsync(new(Caller.Of(request).Actor, user, patch.Version, patch.Apply, patch.RemovesNationalId), cancellationToken);
        return await wire.AnswerAsync(request, outcome, cancellationToken);
    }

    private static IResult? MayInvite(HttpRequest request, RegisterBody body) =>
        body.Invite is null || Caller.Of(request).Key.Scopes.Contains(Scope.InvitationsWrite) ? null : Authentication.ScopeMissing(request, Scope.InvitationsWrite);
}
