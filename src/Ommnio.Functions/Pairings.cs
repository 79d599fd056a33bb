using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Ommnio.Core.Governing;
using Ommnio.Core.Users;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;

namespace Ommnio.Functions;

/// <summary>How an administrator comes to be known in Teams and on the chat page, and how that ends.</summary>
public sealed class Pairings(MakePairingCode make, UnlinkAccounts unlink)
{
    [Function(nameof(MakePairingCode))]
    public async Task<IResult> MakePairingCode([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users/{id}/pairing-code")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        UserId.TryParse(id) is not { } user ? Problems.NotFound(request)
        : await make.HandleAsync(Caller.Of(request).Actor, user, cancellationToken) switch
        {
            MakePairingCodeOutcome.Made(var code, var until) => new JsonAnswer(StatusCodes.Status201Created, JsonSerializer.SerializeToUtf8Bytes(new(code.Reveal(), until), WireJson.Plain.PairingCodeAnswer)),
            MakePairingCodeOutcome.Refused(var problem) => Problems.Of(request, StatusCodes.Status409Conflict, problem),
            MakePairingCodeOutcome.Forbidden(var problem) => Problems.Of(request, StatusCodes.Status403Forbidden, problem),
            _ => Problems.NotFound(request),
        };

    [Function(nameof(UnlinkAccounts))]
    public async Task<IResult> UnlinkAccounts([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "users/{id}/chat-accounts")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        UserId.TryParse(id) is not { } user ? Problems.NotFound(request)
        : await unlink.HandleAsync(Caller.Of(request).Actor, user, cancellationToken) switch
        {
            UnlinkAccountsOutcome.Unlinked => new EmptyAnswer(StatusCodes.Status204NoContent),
            UnlinkAccountsOutcome.Forbidden(var problem) => Problems.Of(request, StatusCodes.Status403Forbidden, problem),
            _ => Problems.NotFound(request),
        };
}
