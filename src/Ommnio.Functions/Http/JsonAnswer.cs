using Microsoft.AspNetCore.Http;

namespace Ommnio.Functions.Http;

/// <summary>An answer in JSON, rendered already: where an answer must come again byte for byte, its bytes are what is decided.</summary>
internal sealed class JsonAnswer(int status, byte[] body, string mediaType = "application/json; charset=utf-8", params (string Name, string Value)[] headers) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => status;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = mediaType;
        response.ContentLength = body.Length;
        AnswerHeaders.Set(response);
        foreach (var (name, value) in headers)
        {
            response.Headers[name] = value;
        }

        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
