using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Ommnio.Storage.Tests.Observing;

/// <summary>The spans and figures that the calls of one test make: others run at the same time, and are not heard.</summary>
internal sealed class Heard : IDisposable
{
    private static readonly AsyncLocal<Heard?> Current = new();
    private readonly MeterListener meters = new();
    private readonly ActivityListener traces;

    public Heard()
    {
        Current.Value = this;
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (IsOurs(instrument.Meter.Name))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        meters.Start();
        traces = new()
        {
            ShouldListenTo = source => IsOurs(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => Current.Value == this ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (Current.Value == this)
                {
                    Spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(traces);
    }

    public ConcurrentQueue<Activity> Spans { get; } = [];

    /// <summary>As <c>name{tag=value,...} value</c>, in order.</summary>
    public ConcurrentQueue<string> Figures { get; } = [];

    public IEnumerable<string> Of(string name) => Figures.Where(figure => figure.StartsWith($"{name}{{", StringComparison.Ordinal) || figure.StartsWith($"{name} ", StringComparison.Ordinal));

    public Activity One(string name) => Spans.Single(span => span.OperationName == name);

    public void Dispose()
    {
        Current.Value = null;
        meters.Dispose();
        traces.Dispose();
    }

    private static bool IsOurs(string name) => name.StartsWith("Ommnio.", StringComparison.Ordinal);

    private void Take<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Current.Value == this)
        {
            var said = string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
            Figures.Enqueue(FormattableString.Invariant($"{instrument.Name}{(said.Length > 0 ? $"{{{said}}}" : "")} {value}"));
        }
    }
}
