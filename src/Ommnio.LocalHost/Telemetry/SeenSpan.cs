using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Ommnio.LocalHost.Telemetry.Otlp;

namespace Ommnio.LocalHost.Telemetry;

/// <summary>A span that has ended, the worker's or this host's.</summary>
/// <param name="Parent">Empty: none.</param>
/// <param name="Links">The spans that it follows, of other traces.</param>
internal sealed record SeenSpan(
    string Source, string Name, string Trace, string Id, string Parent, DateTime Start, TimeSpan Took,
    IReadOnlyDictionary<string, string> Tags, IReadOnlyList<(string Trace, string Span)> Links, bool IsFailed)
{
    private const int Error = 2;

    internal static IEnumerable<SeenSpan> Of(ExportTraces export) =>
        from scope in export.ResourceSpans.SelectMany(resource => resource.ScopeSpans)
        from span in scope.Spans
        select new SeenSpan(
            scope.Scope.Name, span.Name, Hex(span.TraceId), Hex(span.SpanId), Hex(span.ParentSpanId),
            DateTime.UnixEpoch.AddTicks((long)(span.StartTimeUnixNano / 100)), TimeSpan.FromTicks((long)((span.EndTimeUnixNano - span.StartTimeUnixNano) / 100)),
            TagsOf(span.Attributes), [.. span.Links.Select(link => (Hex(link.TraceId), Hex(link.SpanId)))], span.Status?.Code == Error);

    internal static SeenSpan Of(Activity activity) => new(
        activity.Source.Name, activity.OperationName, activity.TraceId.ToString(), activity.SpanId.ToString(), activity.ParentSpanId == default ? "" : activity.ParentSpanId.ToString(),
        activity.StartTimeUtc, activity.Duration, new Dictionary<string, string>(), [], activity.Status == ActivityStatusCode.Error);

    internal static IReadOnlyDictionary<string, string> TagsOf(RepeatedField<KeyValue> attributes) => attributes.ToDictionary(tag => tag.Key, tag => tag.Value.ValueCase switch
    {
        AnyValue.ValueOneofCase.Text => tag.Value.Text,
        AnyValue.ValueOneofCase.Truth => tag.Value.Truth ? "true" : "false",
        AnyValue.ValueOneofCase.Whole => tag.Value.Whole.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.Number => tag.Value.Number.ToString(CultureInfo.InvariantCulture),
        _ => "?",
    });

    private static string Hex(ByteString id) => Convert.ToHexStringLower(id.Span);
}
