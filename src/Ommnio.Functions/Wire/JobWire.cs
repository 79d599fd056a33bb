using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Jobs;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;

namespace Ommnio.Functions.Wire;

/// <summary>Jobs on the wire.</summary>
internal static class JobWire
{
    internal static IResult Accepted(HttpRequest request, Job job) => Answer(request, job, StatusCodes.Status202Accepted, ("Location", $"/api/jobs/{job.Id}"));

    internal static IResult One(HttpRequest request, Job? job) =>
        job is null ? Problems.Of(request, StatusCodes.Status404NotFound, new Problem("job.not_found", null)) : Answer(request, job, StatusCodes.Status200OK);

    internal static IResult Restarted(HttpRequest request, Job? job) => job is null ? One(request, null) : Accepted(request, job);

    private static JsonAnswer Answer(HttpRequest request, Job job, int status, params (string Name, string Value)[] headers)
    {
        var problem = job.Problem is { } why ? Problems.Say(request, [why])[0] : null;
        var (seen, changed, joined, left, skipped) = job.Progress;
        var answer = new JobAnswer(job.Id.ToString(), Naming.CamelCase(job.Kind), Naming.CamelCase(job.State), job.Total, seen, changed, joined, left, skipped, job.CreatedAt, job.StartedAt, job.FinishedAt, problem);
        return new JsonAnswer(status, JsonSerializer.SerializeToUtf8Bytes(answer, WireJson.Plain.JobAnswer), headers: headers);
    }
}

/// <param name="Total">How many users there were when it was started; null where nobody counted.</param>
/// <param name="Joined">Memberships that it began; <paramref name="Left"/>: that it ended.</param>
/// <param name="Skipped">Users whose record is too full to take the change.</param>
/// <param name="Problem">Why it failed.</param>
internal sealed record JobAnswer(
    string Id, string Kind, string State, int? Total, int Seen, int Changed, int Joined, int Left, int Skipped,
    DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, ErrorAnswer? Problem);
