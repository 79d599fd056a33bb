using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Benchmarks;

/// <summary>That anybody can print the figures; what they are, a busy machine does not decide here.</summary>
public sealed class SpeedTests
{
    [Fact(Timeout = 120_000)]
    public async Task A_figure_is_printed_as_a_row_and_written_as_JSON()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("ommnio-figures-").FullName, "figures.json");

        var (code, output) = await Figures.RunAsync(TestContext.Current.CancellationToken, "--only", "lookup", "--quick", "--json", file);

        code.ShouldBe(0, output);
        output.ShouldContain("| name | ours | against | ratio | target | met? |");
        output.ShouldContain("\n| `lookup` | ");
        var figure = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!.AsArray().ShouldHaveSingleItem()!.AsObject();
        figure.Select(member => member.Key).ShouldBe(["name", "ratio", "target", "ours", "against", "unit", "samples"]);
        ((string)figure["name"]!, (double)figure["target"]!, (string)figure["unit"]!).ShouldBe(("lookup", 1.15, "ms"));
        figure["samples"]!.AsArray().Count.ShouldBeGreaterThanOrEqualTo(5);
        ((double)figure["ratio"]!).ShouldBe((double)figure["ours"]! / (double)figure["against"]!, tolerance: 0.05);
    }

    [Fact(Timeout = 120_000)]
    public async Task Both_workers_start_for_the_figures_about_them()
    {
        var (code, output) = await Figures.RunAsync(TestContext.Current.CancellationToken, "--only", "start", "--quick");

        code.ShouldBe(0, output);
        output.ShouldContain("\n| `start` | ");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_figure_that_there_is_not_is_an_error_that_names_those_there_are()
    {
        var (code, output) = await Figures.RunAsync(TestContext.Current.CancellationToken, "--only", "luck");

        code.ShouldBe(1);
        output.ShouldContain("lookup, create, http-lookup, http-create, list, turn, handoff, rules, start, memory");
    }
}
