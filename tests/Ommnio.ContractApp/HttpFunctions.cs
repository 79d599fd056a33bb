using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Ommnio.ContractApp;

public sealed partial class HttpFunctions(ILoggerFactory logging)
{
    [Function("Values")]
    public static IActionResult Values(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "values/{name}/{number:int?}")] HttpRequest request, string name, int? number, string? word) =>
        new JsonResult(new { name, number, word, host = request.Host.Value, address = request.HttpContext.Connection.RemoteIpAddress?.ToString() });

    [Function("OnlyNumbers")]
    public static IActionResult OnlyNumbers([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "numbers/{number:int}")] HttpRequest request, int number) =>
        new OkObjectResult(number);

    [Function("Replace")]
    public static IActionResult Replace([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "numbers/{id:int}")] HttpRequest request, int id) =>
        new OkObjectResult(-id);

    [Function("Echo")]
    public static async Task Echo([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request)
    {
        var response = request.HttpContext.Response;
        response.StatusCode = StatusCodes.Status201Created;
        response.ContentType = request.ContentType;
        response.Headers["x-query"] = request.QueryString.Value;
        response.Headers.Location = "http://elsewhere.example/";
        await request.Body.CopyToAsync(response.Body);
    }

    [Function("NotAllowed")]
    public static IActionResult NotAllowed([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "not-allowed")] HttpRequest request) =>
        new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);

    [Function("Throw")]
    public static IActionResult Throw([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throw")] HttpRequest request) =>
        throw new InvalidOperationException("thrown on purpose");

    [Function("Stream")]
    public static async Task Stream([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "stream/{key}")] HttpRequest request, string key)
    {
        var response = request.HttpContext.Response;
        await response.WriteAsync("one\n", request.HttpContext.RequestAborted);
        await response.Body.FlushAsync(request.HttpContext.RequestAborted);
        await Journal.RunUntilReleasedAsync(key, request.HttpContext.RequestAborted);
        await response.WriteAsync("two\n", request.HttpContext.RequestAborted);
    }

    [Function("Slow")]
    public static async Task<IActionResult> Slow(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "slow/{key}")] HttpRequest request, string key, CancellationToken cancellationToken)
    {
        await Journal.RunUntilReleasedAsync(key, cancellationToken);
        return new OkObjectResult("done");
    }

    [Function("Deaf")]
    public static async Task<IActionResult> Deaf([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "deaf/{key}")] HttpRequest request, string key)
    {
        await Journal.RunUntilReleasedAsync(key, CancellationToken.None);
        return new OkResult();
    }

    [Function("Exit")]
    public static IActionResult Exit([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "exit/{code:int}")] HttpRequest request, int code)
    {
        Environment.Exit(code);
        return new OkResult();
    }

    [Function("Setting")]
    public static IActionResult Setting([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "setting/{name}")] HttpRequest request, string name) =>
        new OkObjectResult(Environment.GetEnvironmentVariable(name));

    [Function("WriteLogs")]
    public IActionResult WriteLogs([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "logs/{key}")] HttpRequest request, string key)
    {
        Log.Braces(logging.CreateLogger("Contract.Loud"), key);
        Log.Hidden(logging.CreateLogger("Contract.Quiet"), key);
        return new NoContentResult();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Key} {{braces}}")]
        public static partial void Braces(ILogger logger, string key);

        [LoggerMessage(LogLevel.Information, "{Key} not to be seen")]
        public static partial void Hidden(ILogger logger, string key);
    }
}
