using Ommnio.LocalHost.Telemetry.Otlp;

namespace Ommnio.LocalHost.Telemetry;

/// <summary>One series of a metric as it stands now: since the worker started, for what is counted.</summary>
/// <param name="Value">Of a histogram, the sum of what was recorded.</param>
/// <param name="Count">How many values that sum has; null where it is no histogram.</param>
internal sealed record SeenMetric(string Name, string Unit, IReadOnlyDictionary<string, string> Tags, double Value, long? Count)
{
    internal static IEnumerable<SeenMetric> Of(ExportMetrics export) =>
        from metric in export.ResourceMetrics.SelectMany(resource => resource.ScopeMetrics).SelectMany(scope => scope.Metrics)
        from seen in (metric.Sum ?? metric.Gauge ?? new()).DataPoints.Select(point => new SeenMetric(
                metric.Name, metric.Unit, SeenSpan.TagsOf(point.Attributes), point.ValueCase == Point.ValueOneofCase.Whole ? point.Whole : point.Number, null))
            .Concat((metric.Histogram ?? new()).DataPoints.Select(point => new SeenMetric(metric.Name, metric.Unit, SeenSpan.TagsOf(point.Attributes), point.Sum, (long)point.Count)))
        select seen;
}
