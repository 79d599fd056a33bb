using System.Diagnostics;
using Ommnio.LocalHost.FunctionsHost;
using Ommnio.LocalHost.FunctionsHost.Rpc;

namespace Ommnio.LocalHost.Telemetry;

/// <summary>The host's own part of a trace: one span for each invocation, above the worker's. Nobody listens: none is made.</summary>
internal static class HostSpans
{
    internal const string Name = "Ommnio.LocalHost";
    private static readonly ActivitySource Source = new(Name);

    /// <summary>And tells the worker what its own span is part of: this, or else the caller's.</summary>
    internal static Activity? Begin(FunctionDescription function, InvocationRequest request)
    {
        var span = Source.StartActivity($"invoke {function.Name}", function.Route is null ? ActivityKind.Consumer : ActivityKind.Server);
        // The worker throws when it is absent, not when it is empty. The web server's own activity is passed over: nobody ever sees it.
        request.TraceContext = new() { TraceParent = span?.Id ?? Activity.Current?.ParentId ?? "" };
        return span;
    }

    internal static ActivityListener Listen(Action<SeenSpan> onEnd)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => onEnd(SeenSpan.Of(activity)),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
