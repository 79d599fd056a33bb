using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;

namespace Ommnio.Functions;

public sealed class Users(RegisterUser register, ChangeUser change, FindUsers find, UserWire wire)
{
    [Function(nameof(RegisterUser))]
    public async Task<IResult> RegisterUser([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users")] HttpRequest request, CancellationToken cancellationToken)
    {
        var actor = Caller.Of(request).Actor;
        var body = await JsonBody.ReadAsync(request, WireJson.Plain.RegisterBody, cancellationToken);
        if ((body.Refusal ?? Idempotency.Refusal(request)) is { } refusal)
        {
            return refusal;
        }

        var invite = body.Value!.Invite is { } asked ? asked.Channel ?? "" : null;
        var outcome = await register.HandleAsync(new(actor, body.Value, invite, Idempotency.Of(request, body.Bytes)), cancellationToken);
        return outcome switch
        {
            RegisterUserOutcome.Registered done => await wire.CreatedAsync(actor, done.User, done.Invitation, Warnings(request, done.Warnings), cancellationToken),
            RegisterUserOutcome.Taken taken => Problems.Of(request, StatusCodes.Status409Conflict, taken.Problem),
            RegisterUserOutcome.Forbidden forbidden => Problems.Of(request, StatusCodes.Status403Forbidden, forbidden.Problem),
            RegisterUserOutcome.Refused refused => Problems.Of(request, StatusCodes.Status400BadRequest, refused.Problems),
            _ => Problems.Of(request, StatusCodes.Status422UnprocessableEntity, new Problem("idempotency.mismatch", null)),
        };
    }

    [Function(nameof(GetUser))]
    public async Task<IResult> GetUser([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var actor = Caller.Of(request).Actor;
        return UserId.TryParse(id) is { } user && await find.ByIdAsync(actor, user, cancellationToken) is { } found
            ? await wire.OneAsync(actor, found, StatusCodes.Status200OK, cancellationToken)
            : Problems.NotFound(request);
    }

    [Function(nameof(ListUsers))]
    public async Task<IResult> ListUsers([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users")] HttpRequest request, CancellationToken cancellationToken)
    {
        var query = ListQuery.Read(request);
        if (query.Problems.Count > 0)
        {
            return Problems.Of(request, StatusCodes.Status400BadRequest, query.Problems);
        }

        var page = await find.ListAsync(Caller.Of(request).Actor, query.Text, query.Limit, query.After, cancellationToken);
        return page is null
            ? Problems.Of(request, StatusCodes.Status400BadRequest, new Problem("request.bad_cursor", "after"))
            : new JsonAnswer(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(new([.. page.Items.Select(UserWire.Of)], page.Next), WireJson.Plain.ListAnswer));
    }

    [Function(nameof(ChangeUser))]
    public async Task<IResult> ChangeUser([HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "users/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var actor = Caller.Of(request).Actor;
        var patch = await UserPatch.ReadAsync(request, cancellationToken);
        if (patch.Refusal is not null || UserId.TryParse(id) is not { } user)
        {
            return patch.Refusal ?? Problems.NotFound(request);
        }

        var outcome = await change.HandleAsync(new(actor, user, patch.Version, patch.Apply, patch.RemovesNationalId), cancellationToken);
        return outcome switch
        {
            ChangeUserOutcome.Changed done => await wire.OneAsync(actor, done.User, StatusCodes.Status200OK, cancellationToken, Warnings(request, done.Warnings)),
            ChangeUserOutcome.Taken taken => Problems.Of(request, StatusCodes.Status409Conflict, taken.Problem),
            ChangeUserOutcome.Forbidden forbidden => Problems.Of(request, StatusCodes.Status403Forbidden, forbidden.Problem),
            ChangeUserOutcome.Refused refused => Problems.Of(request, StatusCodes.Status400BadRequest, refused.Problems),
            ChangeUserOutcome.Stale => Problems.Of(request, StatusCodes.Status412PreconditionFailed, new Problem("request.stale", null)),
            ChangeUserOutcome.NotFound => Problems.NotFound(request),
            _ => Problems.Of(request, StatusCodes.Status503ServiceUnavailable, new Problem("request.busy", null)),
        };
    }

    private static List<ErrorAnswer> Warnings(HttpRequest request, IReadOnlyList<Problem> warnings) =>
        [.. warnings.Select(warning => new ErrorAnswer(warning.Code, Words.Say(warning, Problems.LanguageOf(request))))];
}
