using Microsoft.AspNetCore.Http;

namespace Ommnio.Functions.Http;

/// <summary>An answer without a body.</summary>
internal sealed class EmptyAnswer(int status, params (string Name, string Value)[] headers) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => status;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        AnswerHeaders.Set(httpContext.Response);
        foreach (var (name, value) in headers)
        {
            httpContext.Response.Headers[name] = value;
        }

        return Task.CompletedTask;
    }
}
