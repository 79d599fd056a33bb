using System.Diagnostics;
using System.Globalization;
using Ommnio.Benchmarks.Stage;

namespace Ommnio.Benchmarks.Speed;

/// <summary>All figures of speed, by name.</summary>
internal static class Suite
{
    private static readonly Dictionary<string, Func<Product, Effort, CancellationToken, Task<IReadOnlyList<Figure>>>> All = new()
    {
        ["lookup"] = Lookup.RunAsync,
        ["create"] = Create.RunAsync,
        ["http-lookup"] = HttpCalls.LookupAsync,
        ["http-create"] = HttpCalls.CreateAsync,
        ["list"] = ListPage.RunAsync,
        ["turn"] = BotTurn.RunAsync,
        ["handoff"] = Handoff.RunAsync,
        ["rules"] = RulesOnSave.RunAsync,
        ["start"] = Start.RunAsync,
        ["memory"] = Memory.RunAsync,
    };

    internal static IReadOnlyCollection<string> Names => All.Keys;

    /// <exception cref="ArgumentException">There is no figure of that name.</exception>
    internal static async Task RunAsync(string? only, bool quick, string? json, CancellationToken cancellationToken)
    {
        if (only is not null && !All.ContainsKey(only))
        {
            throw new ArgumentException($"There is no figure {only}. There are: {string.Join(", ", Names)}.");
        }

        var effort = quick ? Effort.Quick : Effort.Whole;
        await using var product = await Product.StartAsync(cancellationToken);
        List<Figure> figures = [];
        foreach (var (name, run) in All.Where(one => only is null || one.Key == only))
        {
            var started = Stopwatch.GetTimestamp();
            figures.AddRange(await run(product, effort, cancellationToken));
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"[{Stopwatch.GetElapsedTime(started).TotalSeconds,5:0.0} s] {name}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors, .NET {Environment.Version}, Azurite in memory; the median of {effort.Rounds} rounds, measured by turns{(quick ? ", in short" : "")}.\n"));
        Console.Write(Report.Table(figures));
        if (json is not null)
        {
            await File.WriteAllTextAsync(json, Report.Json(figures), cancellationToken);
        }
    }
}
