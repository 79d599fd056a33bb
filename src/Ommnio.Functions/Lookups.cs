using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
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
        var actor = Caller.Of(request).Actor;
        return EmployeeCode.Read(RawCode(request), "code").Value is { } code && await find.ByCodeAsync(actor, code, cancellationToken) is { } user
            ? await wire.OneAsync(actor, user, StatusCodes.Status200OK, cancellationToken)
            : Problems.NotFound(request);
    }

    [Function(nameof(LookUpCodes))]
    public async Task<IResult> LookUpCodes([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users/lookup")] HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(request, WireJson.Plain.CodesBody, cancellationToken);
        if (body.Refusal is not null)
        {
            return body.Refusal;
        }

        if (body.Value!.Codes is not { Count: >= 1 and <= 100 } codes)
        {
            return Problems.Of(request, StatusCodes.Status400BadRequest, new Problem("lookup.count", "codes"));
        }

        var actor = Caller.Of(request).Actor;
        var asked = codes.Select(text => (Text: text ?? "", Code: EmployeeCode.Read(text, "codes").Value)).ToList();
        var known = asked.Where(item => item.Code is not null).ToList();
        var users = await find.ByCodesAsync(actor, [.. known.Select(item => item.Code!)], cancellationToken);
        var byCode = known.Zip(users).Where(pair => pair.Second is not null).DistinctBy(pair => pair.First.Code).ToDictionary(pair => pair.First.Code!, pair => pair.Second!);
        var found = asked.Select(item => item.Code is { } code ? byCode.GetValueOrDefault(code) : null).OfType<User>();
        var missing = asked.Where(item => item.Code is not { } code || !byCode.ContainsKey(code)).Select(item => item.Text);
        var answer = new LookupAnswer(await wire.ManyAsync(actor, found, cancellationToken), [.. missing]);
        return new JsonAnswer(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(answer, WireJson.Plain.LookupAnswer));
    }

    [Function(nameof(LookUpNationalId))]
    public async Task<IResult> LookUpNationalId([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "users/lookup-id")] HttpRequest request, CancellationToken cancellationToken)
    {
        var actor = Caller.Of(request).Actor;
        var body = await JsonBody.ReadAsync(request, WireJson.Plain.NationalIdBody, cancellationToken);
        if (body.Refusal is not null)
        {
            return body.Refusal;
        }

        var id = NationalId.Read(body.Value!.NationalId, "nationalId");
        return id.Problem is { } problem ? Problems.Of(request, StatusCodes.Status400BadRequest, problem)
            : await find.ByNationalIdAsync(actor, id.Value!, cancellationToken) is { } user ? await wire.OneAsync(actor, user, StatusCodes.Status200OK, cancellationToken)
            : Problems.NotFound(request);
    }

    // A code may hold slashes, and routing decodes all but those: only the address as it was sent tells them apart.
    private static string RawCode(HttpRequest request)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];
        var start = target.IndexOf(ByCode, StringComparison.OrdinalIgnoreCase);
        return start < 0 ? "" : Uri.UnescapeDataString(target[(start + ByCode.Length)..]);
    }
}
