using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Wording;
using Ommnio.Functions.Wire;

namespace Ommnio.Functions.Http;

/// <summary>Refusals on the wire: RFC 9457, with a stable code, the words in the caller's language, and all fields at once.</summary>
internal static class Problems
{
    internal static Language LanguageOf(HttpRequest request) => Languages.For(request.Headers.AcceptLanguage);

    internal static IResult Of(HttpRequest request, int status, params IReadOnlyList<Problem> problems)
    {
        var language = LanguageOf(request);
        var first = problems[0];
        var errors = problems
            .Where(problem => problem.Field is not null)
            .GroupBy(problem => problem.Field!)
            .ToDictionary(group => group.Key, group => group.Select(problem => Say(problem, language)).ToList());
        var answer = new ProblemAnswer(
            $"urn:ommnio:problem:{first.Code}",
            Words.Say(new($"title.{status}", null), language),
            status,
            string.Join(' ', problems.Select(problem => Words.Say(problem, language)).Distinct()),
            first.Code,
            errors,
            Activity.Current?.TraceId.ToString() ?? request.HttpContext.TraceIdentifier);
        (string Name, string Value)[] headers = status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable ? [("Retry-After", "1")] : [];
        return new JsonAnswer(status, JsonSerializer.SerializeToUtf8Bytes(answer, WireJson.Plain.ProblemAnswer), "application/problem+json; charset=utf-8", headers);
    }

    internal static IResult NotFound(HttpRequest request) => Of(request, StatusCodes.Status404NotFound, new Problem("user.not_found", null));

    internal static List<ErrorAnswer> Say(HttpRequest request, IReadOnlyList<Problem> problems) => [.. problems.Select(problem => Say(problem, LanguageOf(request)))];

    private static ErrorAnswer Say(Problem problem, Language language) => new(problem.Code, Words.Say(problem, language));
}
