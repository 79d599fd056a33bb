using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Ommnio.Benchmarks.Speed;

/// <summary>The figures for people and for programs.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    internal static string Table(IEnumerable<Figure> figures)
    {
        var table = new StringBuilder("| name | ours | against | ratio | target | met? |\n|---|---|---|---|---|---|\n");
        foreach (var figure in figures)
        {
            table.Append(CultureInfo.InvariantCulture, $"| `{figure.Name}` | {figure.Ours:0.##} {figure.Unit} | {figure.Against:0.##} {figure.Unit}: {figure.What} | {figure.Ratio:0.00} | {(figure.IsAtLeast ? "≥" : "≤")} {figure.Target:0.0#} | {(figure.IsMet ? "yes" : "no")} |\n");
        }

        return table.ToString();
    }

    internal static string Json(IEnumerable<Figure> figures) => JsonSerializer.Serialize(
        figures.Select(figure => new
        {
            name = figure.Name,
            ratio = figure.Ratio,
            target = figure.Target,
            ours = figure.Ours,
            against = figure.Against,
            unit = figure.Unit,
            samples = figure.Samples,
        }),
        Indented);
}
