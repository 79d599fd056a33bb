using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using Ommnio.Core.Wording;

namespace Ommnio.Functions.Http;

/// <summary>
/// Turns every unhandled exception of an HTTP function into a problem: without it the worker answers 200 with an empty body.
/// Queue and timer functions fail as they must, so that their messages come again.
/// </summary>
internal sealed partial class LastResort(ILogger<LastResort> logger) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.GetHttpContext() is { RequestAborted.IsCancellationRequested: true })
        {
            // The caller has gone; nobody is left to answer.
        }
        catch (Exception fault) when (context.GetHttpContext() is { Response.HasStarted: false })
        {
            var http = context.GetHttpContext()!;
            Activity.Current?.SetStatus(ActivityStatusCode.Error);
            Log.Fault(logger, context.FunctionDefinition.Name, Activity.Current?.TraceId.ToString(), fault);
            http.Response.Clear();
            await Problems.Of(http.Request, StatusCodes.Status500InternalServerError, new Problem("request.fault", null)).ExecuteAsync(http);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Unhandled exception in {Function}, trace {TraceId}")]
        internal static partial void Fault(ILogger logger, string function, string? traceId, Exception fault);
    }
}
