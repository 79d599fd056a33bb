using System.Globalization;

namespace Ommnio.LocalHost.Telemetry;

/// <summary>Shows each trace as a tree once it is quiet, what it follows, and every figure that moved.</summary>
internal sealed class TelemetryConsole : IAsyncDisposable
{
    private const int Remembered = 1_000;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private readonly Lock gate = new();
    private readonly Dictionary<string, (List<SeenSpan> Spans, DateTimeOffset Last)> open = [];
    private readonly Dictionary<string, double> figures = [];
    private readonly Dictionary<string, string> names = [];
    private readonly Queue<string> remembered = [];
    private readonly CancellationTokenSource stopping = new();
    private readonly TextWriter console;
    private readonly TimeProvider time;
    private readonly Task showing;

    internal TelemetryConsole(TextWriter console, TimeProvider time)
    {
        (this.console, this.time) = (console, time);
        showing = ShowAsync();
    }

    internal void Take(IEnumerable<SeenSpan> spans)
    {
        lock (gate)
        {
            foreach (var span in spans)
            {
                var trace = open.GetValueOrDefault(span.Trace).Spans ?? [];
                trace.Add(span);
                open[span.Trace] = (trace, time.GetUtcNow());
            }
        }
    }

    internal void Take(IEnumerable<SeenMetric> metrics)
    {
        lock (gate)
        {
            foreach (var moved in metrics.Select(Moved).OfType<string>())
            {
                console.WriteLine($"  figure {moved}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await showing;
        Print(_ => true);
        stopping.Dispose();
    }

    private async Task ShowAsync()
    {
        using var timer = new PeriodicTimer(Quiet / 4, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token))
            {
                Print(last => last <= time.GetUtcNow() - Quiet);
            }
        }
        catch (OperationCanceledException)
        {
            // The last are shown by who stops it.
        }
    }

    private void Print(Func<DateTimeOffset, bool> isQuiet)
    {
        lock (gate)
        {
            foreach (var (trace, (spans, _)) in open.Where(one => isQuiet(one.Value.Last)).OrderBy(one => one.Value.Spans.Min(span => span.Start)).ToList())
            {
                open.Remove(trace);
                spans.ForEach(span => Remember(span, trace));
                console.WriteLine(string.Join(Environment.NewLine, TraceTree.Of(spans, names)));
            }
        }
    }

    // What a later trace follows is named, as long as it is among the last.
    private void Remember(SeenSpan span, string trace)
    {
        names[span.Id] = $"{span.Name} of trace {trace[..8]}";
        remembered.Enqueue(span.Id);
        if (remembered.Count > Remembered)
        {
            names.Remove(remembered.Dequeue());
        }
    }

    private string? Moved(SeenMetric metric)
    {
        var series = $"{metric.Name.Replace("ommnio.", "", StringComparison.Ordinal)}{string.Concat(metric.Tags.Select(tag => $" {TraceTree.Short(tag.Key)}={tag.Value}"))}";
        var (value, unit) = (metric.Count ?? metric.Value, metric.Unit.StartsWith('{') ? "" : $" {metric.Unit}");
        var before = figures.GetValueOrDefault(series, double.NaN);
        figures[series] = value;
        return value.Equals(before) ? null
            : metric.Count is { } count ? string.Create(CultureInfo.InvariantCulture, $"{series} {count} × {metric.Value / count:0.##}{unit}")
            : string.Create(CultureInfo.InvariantCulture, $"{series} {value:0.##}{unit}");
    }
}
