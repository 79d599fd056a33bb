using System.Globalization;
using System.Text.RegularExpressions;
using Ommnio.LocalHost.Processes;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.House;

/// <summary>The figures of docs/limits.md are those that are counted, set and enforced elsewhere.</summary>
public sealed partial class LimitsTests
{
    private const int Partition = 2_000;
    private const int Account = 20_000;

    private static readonly string Limits = File.ReadAllText(Repository.PathOf("docs", "limits.md"));

    [Fact]
    public void What_a_second_takes_follows_from_the_counted_rows()
    {
        var counted = Rows(File.ReadAllText(Repository.PathOf("tests", "Ommnio.Benchmarks", "counts.md")), "requests").ToDictionary(row => row[0], row => Number(row[2]) + Number(row[3]));
        var said = Rows(Limits, "rows");

        said.Count.ShouldBeGreaterThan(8);
        foreach (var row in said)
        {
            var rows = counted[row[0]];
            row[1..].Select(Number).ShouldBe([rows, Partition / rows, Account / rows], row[0]);
        }
    }

    [Fact]
    public void A_setting_that_moves_a_limit_is_in_the_readme()
    {
        var readme = File.ReadAllText(Repository.PathOf("README.md"));
        var settings = Rows(Limits, "limit").SelectMany(row => Quoted.Matches(row[2])).Select(match => match.Value).ToList();

        settings.Count.ShouldBeGreaterThan(4);
        settings.Where(setting => !readme.Contains(setting, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_said_of_the_host_stands_in_its_file()
    {
        var host = File.ReadAllText(Repository.PathOf("host.json"));

        foreach (var line in (string[])["\"functionTimeout\": \"00:05:00\"", "\"batchSize\": 16", "\"newBatchThreshold\": 8", "\"maxDequeueCount\": 5"])
        {
            host.ShouldContain(line);
        }

        File.ReadAllText(Repository.PathOf("infra", "main.bicep")).ShouldContain("param mostInstances int = 100");
    }

    /// <summary>The table whose second column is so called.</summary>
    private static List<string[]> Rows(string document, string second)
    {
        var lines = document.ReplaceLineEndings("\n").Split('\n').ToList();
        var head = lines.FindIndex(line => Cells(line) is [_, var name, ..] && name == second);
        return [.. lines.Skip(head + 2).TakeWhile(line => line.StartsWith('|')).Select(Cells)];
    }

    private static string[] Cells(string line) => [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex Quoted { get; }
}
