using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Ommnio.Functions.Observing;

namespace Ommnio.Functions.Http;

/// <summary>
/// The outermost: gives each invocation an activity, so that answers, logs and calls of storage carry one trace id, the host's
/// where it says one. HTTP answers get the headers that all of them have.
/// </summary>
internal sealed class Correlation : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        using var span = Telemetry.Of(context);
        span.Start();
        var http = context.GetHttpContext();
        if (http is not null)
        {
            AnswerHeaders.Set(http.Response);
        }

        try
        {
            await next(context);
        }
        catch
        {
            // Without the exception: what it says may be somebody's. It is in the log.
            span.SetStatus(ActivityStatusCode.Error);
            throw;
        }

        if (http is not null)
        {
            Telemetry.Answered(span, http, context.GetInvocationResult().Value);
        }
    }
}
