using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Ommnio.LocalHost.Processes;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Observing;

/// <summary>What is written of telemetry, and what is deployed to look at it, against what the code emits.</summary>
public sealed partial class TelemetryPageTests
{
    private static readonly Type[] Layers =
    [
        typeof(Storage.Backlog).Assembly.GetType("Ommnio.Storage.Telemetry", throwOnError: true)!,
        typeof(Bot.Activities.Telemetry),
        typeof(Functions.Observing.Telemetry),
    ];

    private static readonly string Page = Text("docs", "telemetry.md");

    [Fact]
    public void The_page_names_every_figure_with_its_unit_and_no_other()
    {
        var said = Rows("| figure |").Select(row => (First(row[0]), First(row[1]))).ToList();

        said.Order().ShouldBe(Figures().Order());
        said.Count.ShouldBeGreaterThan(8);
    }

    [Fact]
    public void The_page_names_every_span_and_no_other()
    {
        var said = Rows("| span |").SelectMany(row => Quoted.Matches(row[0]).Select(name => name.Groups[1].Value)).ToList();

        said.Except(FunctionsOfTheApp()).Except(["{function}", "invoke {function}"]).Order().ShouldBe(Spans().Order());
        said.ShouldBeUnique();
    }

    [Fact]
    public void Every_tag_is_on_the_page_and_nothing_that_is_looked_at_is_not_in_the_code()
    {
        var emitted = Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories).Where(IsOurs).SelectMany(file => Literal.Matches(File.ReadAllText(file))).Select(found => found.Groups[1].Value).ToHashSet();
        emitted.Count.ShouldBeGreaterThan(15);

        emitted.Where(name => !Page.Contains($"`{name}`", StringComparison.Ordinal)).ShouldBeEmpty();
        foreach (var looked in (string[])[Page, Text("docs", "runbook.md"), Workbook(), Text("infra", "modules", "alerts.bicep")])
        {
            var names = Ours.Matches(looked).Select(found => found.Value).ToHashSet();
            names.ShouldNotBeEmpty();
            names.Except(emitted).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Workbook_alerts_and_runbook_ask_for_names_that_there_are()
    {
        HashSet<string> there = [.. Figures().Select(figure => figure.Name), .. Spans(), .. FunctionsOfTheApp()];
        var asked = ((string[])[Workbook(), Text("infra", "modules", "alerts.bicep"), Text("docs", "runbook.md")])
            .SelectMany(text => Asked.Matches(text)).SelectMany(names => InQuotes.Matches(names.Groups[1].Value)).Select(name => name.Groups[1].Value).ToHashSet();

        asked.Count.ShouldBeGreaterThan(15);
        asked.Except(there).ShouldBeEmpty();
    }

    [Fact]
    public void The_page_says_who_looks_at_each_figure()
    {
        var (workbook, alerts) = (Workbook(), Text("infra", "modules", "alerts.bicep"));
        foreach (var row in Rows("| figure |"))
        {
            var name = $"\"{First(row[0])}\"";
            row[^1].Contains("workbook", StringComparison.Ordinal).ShouldBe(workbook.Contains(name, StringComparison.Ordinal), name);
            foreach (var alert in Alert.Matches(alerts).Select(alert => (Title: alert.Groups[1].Value, Query: alert.Groups[2].Value)))
            {
                row[^1].Contains($"**{alert.Title}**", StringComparison.Ordinal).ShouldBe(alert.Query.Contains(name, StringComparison.Ordinal), $"{name} {alert.Title}");
            }
        }
    }

    [Fact]
    public void The_failure_that_an_alert_is_for_is_one_that_the_product_gives()
    {
        var failure = Failure.Match(Text("infra", "modules", "alerts.bicep")).Groups[1].Value;

        Text("src", "Ommnio.Core", "Inviting", "FailInvitation.cs").ShouldContain($"FailedBy(\"{failure}\"");
    }

    private static List<(string Name, string Unit)> Figures()
    {
        List<(string, string)> found = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name.StartsWith("Ommnio.", StringComparison.Ordinal))
                {
                    found.Add((instrument.Name, instrument.Unit!));
                }
            },
        };
        foreach (var layer in Layers)
        {
            RuntimeHelpers.RunClassConstructor(layer.TypeHandle);
        }

        listener.Start();
        return found;
    }

    private static IEnumerable<string> Spans() =>
        from layer in Layers
        from field in layer.GetFields(BindingFlags.Static | BindingFlags.NonPublic)
        where field is { IsLiteral: true, Name: not "Name" }
        select (string)field.GetRawConstantValue()!;

    private static IEnumerable<string> FunctionsOfTheApp() =>
        from type in typeof(Functions.Users).Assembly.GetTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        select function.Name;

    // Read as JSON first, so that what Azure would not take is seen here.
    private static string Workbook() => string.Join('\n', JsonDocument.Parse(Text("infra", "workbook.json")).RootElement.GetProperty("items").EnumerateArray()
        .Select(item => item.GetProperty("content").TryGetProperty("query", out var query) ? query.GetString() : ""));

    private static IEnumerable<string[]> Rows(string head) =>
        Page.Split('\n').SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|')).Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));

    private static string First(string cell) => Quoted.Match(cell).Groups[1].Value;

    private static string Text(params string[] path) => File.ReadAllText(Repository.PathOf(path));

    private static bool IsOurs(string path) => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "node_modules");

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted { get; }

    [GeneratedRegex("\"(ommnio\\.[a-z.]+[a-z])\"")]
    private static partial Regex Literal { get; }

    [GeneratedRegex(@"\bommnio\.[a-z.]*[a-z]\b")]
    private static partial Regex Ours { get; }

    [GeneratedRegex(@"Name (?:==|in|startswith) (\([^)]*\)|""[^"" ][^""]*(?<! )"")")]
    private static partial Regex Asked { get; }

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex InQuotes { get; }

    [GeneratedRegex("""Properties\["ommnio.failure"\] == "([^"]+)""")]
    private static partial Regex Failure { get; }

    [GeneratedRegex(@"title: '(\w+)'.*?query: '([^\n]*)'", RegexOptions.Singleline)]
    private static partial Regex Alert { get; }
}
