using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Ommnio.Core.Auditing;
using Ommnio.Core.Users;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;

namespace Ommnio.Functions;

/// <summary>Who changed which fields of a user, never to what; and what was done to the account.</summary>
public sealed class Histories(FindHistory find)
{
    [Function(nameof(GetAccountHistory))]
    public async Task<IResult> GetAccountHistory([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "history")] HttpRequest request, CancellationToken cancellationToken)
    {
        var query = PageQuery.Read(request);
        return query.Problems.Count > 0 ? Problems.Of(request, StatusCodes.Status400BadRequest, query.Problems)
            : HistoryWire.OfAccount(request, await find.OfAccountAsync(Caller.Of(request).Actor, query.Limit, query.After, cancellationToken));
    }

    [Function(nameof(GetHistory))]
    public async Task<IResult> GetHistory([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/{id}/history")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var query = PageQuery.Read(request);
        if (query.Problems.Count > 0)
        {
            return Problems.Of(request, StatusCodes.Status400BadRequest, query.Problems);
        }

        return UserId.TryParse(id) is not { } user ? Problems.NotFound(request)
            : HistoryWire.Answer(request, await find.HandleAsync(Caller.Of(request).Actor, user, query.Limit, query.After, cancellationToken));
    }
}
