using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;

namespace Ommnio.Functions;

/// <summary>The payroll integrator's calls: by code, one or many, and by ID, which is in the body and never in an address.</summary>
public sealed class Lookups(FindUsers find, UserWire wire)
{
    private const string ByCode = "users/by-code/";

    [Function(nameof(GetUserByCode))]
    public async Task<IResult> GetUserByCode([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = ByCode + "{*code}")] HttpRequest request, CancellationToken cancellationToken)
    {
        var code = EmployeeCode.Read(CodeIn(request.Path), "code").Value;
        var found = code is null ? null : await find.ByCodeAsync(Caller.Of(request).Actor, code, cancellationToken);
        return await wire.AnswerAsync(request, found, cancellationToken);
    }

    [Function(nameof(LookUpCodes))]
    public async Task<IResult> LookUpCodes([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users/lookup")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, _, refusal) = await JsonBody.ReadAsync(request, WireJson.Plain.CodesBody, cancellationToken);
        if (refusal is not null || body!.Codes is not { Count: >= 1 and <= 100 } codes)
        {
            return refusal ?? Problems.Of(request, StatusCodes.Status400BadRequest, new Problem("lookup.count", "codes"));
        }

        var actor = Caller.Of(request).Actor;
        return await wire.FoundAsync(actor, await CodesFound.AmongAsync(find, actor, codes, cancellationToken), cancellationToken);
    }

    [Function(nameof(LookUpNationalId))]
    public async Task<IResult> LookUpNationalId([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users/lookup-id")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, _, refusal) = await JsonBody.ReadAsync(request, WireJson.Plain.NationalIdBody, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var id = NationalId.Read(body!.NationalId, "nationalId");
        return id.Problem is { } problem
            ? Problems.Of(request, StatusCodes.Status400BadRequest, problem)
            : await wire.AnswerAsync(request, await find.ByNationalIdAsync(Caller.Of(request).Actor, id.Value!, cancellationToken), cancellationToken);
    }

    // Hosts decode an address once and leave %2F alone, so that a slash stays inside its segment; what a proxy does to it on
    // the way comes to the same. A code that itself holds the three characters %2F is only found by the list.
    private static string CodeIn(PathString path)
    {
        var start = path.Value!.IndexOf(ByCode, StringComparison.OrdinalIgnoreCase) + ByCode.Length;
        return path.Value[start..].Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
    }
}
