using System.Text.RegularExpressions;
using Ommnio.LocalHost.Processes;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.House;

/// <summary>What the documents name is there: files that they link, folders on the map, tests that they call as witnesses.</summary>
public sealed partial class DocumentTests
{
    private static readonly Dictionary<string, HashSet<string>> TestsByClass = Directory.EnumerateFiles(Repository.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories)
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
        .GroupBy(file => Path.GetFileNameWithoutExtension(file))
        .ToDictionary(same => same.Key, same => same.SelectMany(file => Method.Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).ToHashSet());

    public static TheoryData<string> Documents =>
        [.. ((string[])["README.md", "SECURITY.md", "CONTRIBUTING.md", "infra/README.md"]).Concat(Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md").Select(file => $"docs/{Path.GetFileName(file)}"))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void What_a_document_links_is_there(string document)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(document))!;
        var links = Link.Matches(Text(document)).Select(match => match.Groups[1].Value).Where(link => !link.Contains("://", StringComparison.Ordinal) && link[0] != '#');

        links.Where(link => !Path.Exists(Path.Combine(folder, link.Split('#')[0]))).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_place_in_the_house_that_a_document_names_is_there(string document) =>
        Place.Matches(Text(document)).Select(match => match.Groups[1].Value).Where(place => !place.Contains("bin/", StringComparison.Ordinal) && !Path.Exists(Repository.PathOf(place))).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_test_that_a_document_names_exists(string document) =>
        Witness.Matches(Text(document)).Where(named => !IsThere(named.Groups[1].Value, named.Groups[2].Value)).Select(named => named.Value).ShouldBeEmpty();

    [Theory]
    [InlineData("docs/asvs.md", 25)]
    [InlineData("docs/threat-model.md", 12)]
    public void Every_line_of_a_table_of_security_names_a_test(string document, int least)
    {
        var rows = Text(document).Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).ToList();

        rows.Count.ShouldBeGreaterThanOrEqualTo(least);
        rows.Where(row => !Witness.IsMatch(row)).ShouldBeEmpty();
    }

    private static bool IsThere(string type, string method) => TestsByClass.TryGetValue(type, out var methods) && (method.Length == 0 || methods.Contains(method));

    private static string Text(string document) => File.ReadAllText(Repository.PathOf(document));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link { get; }

    [GeneratedRegex("`((?:src|tests|infra|docs)/[^` ]+)`")]
    private static partial Regex Place { get; }

    [GeneratedRegex(@"`(\w+Tests)(?:\.(\w+))?`")]
    private static partial Regex Witness { get; }

    [GeneratedRegex(@"public (?:async )?(?:Task|void|ValueTask) (\w+)\(")]
    private static partial Regex Method { get; }
}
