using System.Text.RegularExpressions;
using System.Xml.Linq;
using Ommnio.LocalHost.Processes;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.House;

/// <summary>The walls of the house: what the README says of them, and what the projects do.</summary>
public sealed partial class ProjectTests
{
    private const int LongestFile = 300;

    public static TheoryData<string> Sources => [.. Directory.EnumerateDirectories(Repository.PathOf("src"), "Ommnio.*").Where(folder => Project(folder) is not null).Select(folder => Path.GetFileName(folder)!)];

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_project_references_what_the_readme_says(string name)
    {
        var row = Readme().Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Single(cells => cells.Length > 3 && cells[1] == name["Ommnio.".Length..]);
        var said = row[2].Split(',', StringSplitOptions.TrimEntries).Where(word => Sources.Any(source => source.Data == $"Ommnio.{word}")).Order();

        References(name).Order().ShouldBe(said.Select(word => $"Ommnio.{word}"));
    }

    [Fact]
    public void LocalHost_only_waits_for_the_app_to_be_built() =>
        ((string?)Document("Ommnio.LocalHost").Descendants("ProjectReference").Single().Attribute("ReferenceOutputAssembly")).ShouldBe("false");

    [Fact]
    public void Core_knows_nothing_of_Azure_bot_or_HTTP() =>
        Document("Ommnio.Core").Descendants("PackageReference").Select(package => package.Attribute("Include")?.Value).ShouldBe(["libphonenumber-csharp", "NodaTime"], ignoreOrder: true);

    [Fact]
    public void Only_activities_name_the_Bot_SDK()
    {
        var activities = Repository.PathOf("src", "Ommnio.Bot", "Activities");
        var outside = SourceFiles().Where(file => file.StartsWith(Repository.PathOf("src", "Ommnio.Bot"), StringComparison.Ordinal) && !file.StartsWith(activities, StringComparison.Ordinal)).ToList();

        outside.Count.ShouldBeGreaterThan(10);
        outside.Where(file => File.ReadAllText(file) is var text && (text.Contains("Microsoft.Bot", StringComparison.Ordinal) || text.Contains("Newtonsoft", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void No_source_file_is_longer_than_a_reader_can_hold()
    {
        var files = SourceFiles().Select(file => (Lines: File.ReadLines(file).Count(), Name: Path.GetFileName(file))).Order().ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{files.Count} files: median {files[files.Count / 2].Lines}, 90th percentile {files[files.Count * 9 / 10].Lines}, longest {files[^1]}");

        files.Count.ShouldBeGreaterThan(100);
        files.Where(file => file.Lines > LongestFile).ShouldBeEmpty();
    }

    [Fact]
    public void A_packages_version_is_one_and_stands_in_one_place()
    {
        var references = Projects().SelectMany(project => XDocument.Load(project).Descendants("PackageReference")).ToList();
        var versions = XDocument.Load(Repository.PathOf("src", "Directory.Packages.props")).Descendants("PackageVersion").ToList();

        (references.Count > 20, versions.Count > 20).ShouldBe((true, true));
        references.Where(reference => reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null).ShouldBeEmpty();
        versions.Where(version => !Exact.IsMatch(version.Attribute("Version")?.Value ?? "")).ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_has_its_lock_file() =>
        Projects().Where(project => !File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json"))).ShouldBeEmpty();

    [Fact]
    public void The_functions_host_stays_a_small_tool()
    {
        var files = SourceFiles().Where(file => file.StartsWith(Repository.PathOf("src", "Ommnio.LocalHost", "FunctionsHost"), StringComparison.Ordinal)).ToList();

        files.Count.ShouldBeGreaterThan(5);
        files.SelectMany(File.ReadLines).Count().ShouldBeLessThan(800);
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Repository.PathOf("Ommnio.Functions.sln"));
        Projects().Where(project => !solution.Contains(Path.GetFileName(project), StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static string Readme() => File.ReadAllText(Repository.PathOf("README.md"));

    private static IEnumerable<string> References(string name) => Document(name).Descendants("ProjectReference")
        .Where(reference => reference.Attribute("ReferenceOutputAssembly")?.Value != "false")
        .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

    private static XDocument Document(string name) => XDocument.Load(Project(Repository.PathOf("src", name))!);

    private static IEnumerable<string> Projects() =>
        ((string[])["src", "tests"]).SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.csproj", SearchOption.AllDirectories)).Where(IsOurs);

    private static string? Project(string folder) => Directory.EnumerateFiles(folder, "*.csproj").SingleOrDefault();

    private static IEnumerable<string> SourceFiles() => Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories).Where(IsOurs);

    private static bool IsOurs(string path) => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "node_modules");

    [GeneratedRegex(@"^\d+\.\d+\.\d+(-[\w.]+)?$")]
    private static partial Regex Exact { get; }
}
