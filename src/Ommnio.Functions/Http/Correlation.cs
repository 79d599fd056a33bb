using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Ommnio.Functions.Http;

/// <summary>
/// The outermost: gives each invocation an activity, so that answers, logs and calls of storage carry one trace id, the host's
/// where it says one. HTTP answers get the headers that all of them have.
/// </summary>
internal sealed class Correlation : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        using var activity = new Activity(context.FunctionDefinition.Name);
        if (Activity.Current is null && ActivityContext.TryParse(context.TraceContext.TraceParent, context.TraceContext.TraceState, out _))
        {
            activity.SetParentId(context.TraceContext.TraceParent);
        }

        activity.Start();
        if (context.GetHttpContext() is { } http)
        {
            AnswerHeaders.Set(http.Response);
        }

        await next(context);
    }
}
