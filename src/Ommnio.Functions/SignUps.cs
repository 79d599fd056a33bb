using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime.Text;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;

namespace Ommnio.Functions;

/// <summary>What the chat product's own services report: who has signed up with a proved number, and who was there when.</summary>
public sealed class SignUps(SignUpByPhone signUp, ReportAccesses report, TimeProvider time)
{
    // Clocks differ; a day ahead would keep somebody active who is not.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    [Function(nameof(SignUpByPhone))]
    public async Task<IResult> SignUpByPhone([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "signups")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, _, refusal) = await JsonBody.ReadAsync(request, WireJson.Plain.SignUpBody, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        return await signUp.HandleAsync(body!.Phone, cancellationToken) switch
        {
            SignUpByPhoneOutcome.Linked(var users) => new JsonAnswer(
                StatusCodes.Status200OK,
                JsonSerializer.SerializeToUtf8Bytes(new([.. users.Select(user => new LinkedAnswer(user.Organisation.Value, user.User.ToString()))]), WireJson.Plain.SignUpAnswer)),
            SignUpByPhoneOutcome.Refused(var problem) => Problems.Of(request, StatusCodes.Status400BadRequest, problem),
            _ => throw new InvalidOperationException("An outcome that has no status."),
        };
    }

    [Function(nameof(ReportAccesses))]
    public async Task<IResult> ReportAccesses([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "accesses")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, _, refusal) = await JsonBody.ReadAsync(request, WireJson.Plain.IReadOnlyListAccessBody, cancellationToken);
        if (refusal is not null || body!.Count is < 1 or > Core.Inviting.ReportAccesses.Most)
        {
            return refusal ?? Problems.Of(request, StatusCodes.Status400BadRequest, new Problem("access.count", null));
        }

        var (accesses, problems) = Read(body, time.GetUtcNow());
        if (problems.Count > 0)
        {
            return Problems.Of(request, StatusCodes.Status400BadRequest, problems);
        }

        var ignored = await report.HandleAsync(Caller.Of(request).Actor.Organisation, accesses, cancellationToken);
        return new JsonAnswer(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(new([.. ignored.Select(user => user.ToString())]), WireJson.Plain.AccessesAnswer));
    }

    private static (List<Access> Accesses, List<Problem> Problems) Read(IReadOnlyList<AccessBody> said, DateTimeOffset now)
    {
        List<Access> accesses = [];
        List<Problem> problems = [];
        foreach (var (index, one) in said.Index())
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"[{index}]");
            // At the ends of the calendar an offset leads beyond it.
            var at = one.At is { } text && OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: { Year: > 1 and < 9999 } read } ? read.ToDateTimeOffset() : (DateTimeOffset?)null;
            if (at is null || at > now + Ahead)
            {
                problems.Add(new("access.bad_time", $"{field}.at"));
            }

            if (UserId.TryParse(one.UserId) is not { } user)
            {
                problems.Add(new("access.bad_user", $"{field}.userId"));
            }
            else if (at is { } when)
            {
                accesses.Add(new(user, when));
            }
        }

        return (accesses, [.. problems.Take(100)]);
    }
}
