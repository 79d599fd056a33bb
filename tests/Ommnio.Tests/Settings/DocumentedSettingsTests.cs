using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ommnio.Functions;
using Ommnio.Functions.Settings;
using Ommnio.LocalHost.Processes;
using Ommnio.Tests.Infra;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Settings;

/// <summary>What is written of the settings, against what the app asks for.</summary>
public sealed partial class DocumentedSettingsTests
{
    // Read by the host, not by the app.
    private static readonly string[] OfTheHost = ["AzureWebJobsStorage", "FUNCTIONS_WORKER_RUNTIME"];

    [Fact]
    public void The_readme_names_every_setting_and_no_other()
    {
        var table = File.ReadLines(Repository.PathOf("README.md")).SkipWhile(line => line != "| setting | needed | what it is |").Skip(2).TakeWhile(line => line.StartsWith('|'));
        var said = table.SelectMany(row => Name.Matches(row.Split('|')[1])).Select(match => match.Groups[1].Value).ToList();

        said.Except(OfTheHost).Order().ShouldBe(SettingsOfTheApp.All().Order());
        said.ShouldBeUnique();
    }

    [Fact]
    public void The_sample_holds_settings_that_exist_and_all_that_a_laptop_needs()
    {
        var sample = Sample();
        sample.Keys.Select(name => name.StartsWith("Secrets:Keys:", StringComparison.Ordinal) ? "Secrets:Keys:{id}" : name).Except(OfTheHost).ShouldBeSubsetOf(SettingsOfTheApp.All());

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(sample).Build();
        new ServiceCollection().AddLogging().AddOmmnio(configuration).AddChat(configuration, isDevelopment: true).ShouldNotBeNull();
    }

    [Fact]
    public void The_sample_does_not_run_in_production()
    {
        var refused = string.Join('\n', UnsafeSettings.Of(new ConfigurationBuilder().AddInMemoryCollection(Sample()).Build()));

        foreach (var name in (string[])["AzureWebJobsStorage", "Storage:ConnectionString", "PublicUrl", "Secrets:Keys:local"])
        {
            refused.ShouldContain(name);
        }
    }

    private static Dictionary<string, string?> Sample() =>
        JsonDocument.Parse(File.ReadAllText(Repository.PathOf("local.settings.sample.json"))).RootElement.GetProperty("Values").EnumerateObject()
            .ToDictionary(value => value.Name.Replace("__", ":", StringComparison.Ordinal), value => value.Value.GetString());

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name { get; }
}
