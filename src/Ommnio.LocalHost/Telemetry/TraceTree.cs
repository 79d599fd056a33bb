using System.Globalization;

namespace Ommnio.LocalHost.Telemetry;

/// <summary>A trace in lines: each span under the one that it is part of, with its tags and how long it took.</summary>
internal static class TraceTree
{
    /// <param name="names">What spans of earlier traces are called, by their ids.</param>
    internal static IEnumerable<string> Of(IReadOnlyCollection<SeenSpan> spans, IReadOnlyDictionary<string, string> names)
    {
        var ids = spans.Select(span => span.Id).ToHashSet();
        // Above the first there may be one whose program tells us nothing.
        var roots = spans.Where(span => !ids.Contains(span.Parent));
        return roots.OrderBy(span => span.Start).SelectMany(root => Lines(root, "  ", "  ", spans, names).Prepend($"  trace {root.Trace}"));
    }

    /// <summary>Without what all of them begin with.</summary>
    internal static string Short(string tag) => tag[(tag.LastIndexOf('.') + 1)..];

    private static IEnumerable<string> Lines(SeenSpan span, string first, string rest, IReadOnlyCollection<SeenSpan> spans, IReadOnlyDictionary<string, string> names)
    {
        yield return $"{first}{Words(span, names)}";
        var parts = spans.Where(part => part.Parent == span.Id).OrderBy(part => part.Start).ToList();
        foreach (var (index, part) in parts.Index())
        {
            var isLast = index == parts.Count - 1;
            foreach (var line in Lines(part, rest + (isLast ? "└─ " : "├─ "), rest + (isLast ? "   " : "│  "), spans, names))
            {
                yield return line;
            }
        }
    }

    private static string Words(SeenSpan span, IReadOnlyDictionary<string, string> names) => string.Concat(
    [
        span.Name,
        string.Create(CultureInfo.InvariantCulture, $"  {span.Took.TotalMilliseconds:0.0} ms"),
        .. span.Tags.Select(tag => $"  {Short(tag.Key)}={tag.Value}"),
        span.IsFailed ? "  FAILED" : "",
        .. span.Links.Select(link => $"  follows {names.GetValueOrDefault(link.Span, $"trace {link.Trace[..8]}")}"),
    ]);
}
