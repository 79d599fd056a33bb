using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Ommnio.Functions.Security;

namespace Ommnio.Functions.Observing;

/// <summary>What the triggers tell of themselves: docs/telemetry.md lists it. A function's span bears the function's name; never an address, which may hold a token or a code.</summary>
internal static class Telemetry
{
    internal const string Name = "Ommnio.Functions";
    internal const string ProviderSend = "provider send";

    internal static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Answers = Meter.CreateCounter<long>("ommnio.answers", "{answer}", "Answers to HTTP calls");

    /// <summary>The span of an invocation, under the host's; not started yet. Where nobody listens it is an activity all the same: answers and logs name its trace.</summary>
    internal static Activity Of(FunctionContext context)
    {
        var (name, trace) = (context.FunctionDefinition.Name, context.TraceContext);
        ActivityContext.TryParse(trace.TraceParent, trace.TraceState, isRemote: true, out var parent);
        var span = Source.CreateActivity(name, ActivityKind.Internal, Activity.Current?.Context ?? parent) ?? new Activity(name);
        return span.ParentId is null && Activity.Current is null && parent != default ? span.SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags) : span;
    }

    /// <param name="answer">What the function returned, and the worker will yet carry out; null: it wrote its answer itself.</param>
    internal static void Answered(Activity span, HttpContext http, object? answer)
    {
        var status = (answer as IStatusCodeHttpResult)?.StatusCode ?? http.Response.StatusCode;
        span.SetTag("http.response.status_code", status);
        if (http.Items[typeof(Caller)] is Caller caller)
        {
            span.SetTag("ommnio.organisation", caller.Actor.Organisation.Value);
        }

        if (status >= 500)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }

        Answers.Add(1, new("ommnio.function", span.OperationName), new("http.response.status_code", status));
    }
}
