using Ommnio.LocalHost.Processes;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Benchmarks;

/// <summary>
/// What each operation costs in requests and rows, as published in <c>tests/Ommnio.Benchmarks/counts.md</c>: who makes one dearer, or
/// dependent on the size of the organisation, has to say so there. <c>ACCEPT=1</c> writes what was counted.
/// </summary>
public sealed class CountTests
{
    private static readonly string Published = Repository.PathOf("tests", "Ommnio.Benchmarks", "counts.md");

    [Fact(Timeout = 180_000)]
    public async Task No_operation_costs_more_requests_or_rows_than_is_published()
    {
        var (code, output) = await Figures.RunAsync(TestContext.Current.CancellationToken, "counts", "--users", "150", "400");

        code.ShouldBe(0, output);
        var lines = output.Split('\n').SkipWhile(line => !line.StartsWith("| operation | requests |", StringComparison.Ordinal)).TakeWhile(line => line.StartsWith('|'));
        var counted = string.Concat(lines.Select(line => $"{line}\n"));
        if (Environment.GetEnvironmentVariable("ACCEPT") == "1")
        {
            await File.WriteAllTextAsync(Published, counted, TestContext.Current.CancellationToken);
        }

        counted.ShouldBe(await File.ReadAllTextAsync(Published, TestContext.Current.CancellationToken));
    }
}
