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
            .ToDictionary(group => group.Key, group => group.Select(problem => new ErrorAnswer(problem.Code, Words.Say(problem, language))).ToList());
        var answer = new ProblemAnswer(
            $"urn:ommnio:problem:{first.Code}",
            Words.Say(new("request.title", null), language),
            status,
            string.Join(' ', problems.Select(problem => Words.Say(problem, language))),
            first.Code,
            errors,
            Activity.Current?.TraceId.ToString() ?? request.HttpContext.TraceIdentifier);
        return new JsonAnswer(status, JsonSerializer.SerializeToUtf8Bytes(answer, WireJson.Plain.ProblemAnswer), "application/problem+json; charset=utf-8");
    }

    internal static IResult NotFound(HttpRequest request) => Of(request, StatusCodes.Status404NotFound, new Problem("user.not_found", null));
}

/// <summary>A JSON answer, never cached and never sniffed: nearly all of ours carry personal data.</summary>
internal sealed class JsonAnswer(int status, byte[] body, string mediaType = "application/json; charset=utf-8", params (string Name, string Value)[] headers) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = mediaType;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        foreach (var (name, value) in headers)
        {
            response.Headers[name] = value;
        }

        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
