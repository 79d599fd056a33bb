using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Ommnio.LocalHost.Processes;
using Ommnio.Storage.Tables;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Infra;

/// <summary>What can be known of a deployment without deploying: that it compiles, and that it names what the code names.</summary>
public sealed partial class BicepTests
{
    private const string Prefix = "AzureWebJobsStorage__";

    [Theory]
    [InlineData("lint", "main.bicep")]
    [InlineData("build-params", "main.dev.bicepparam")]
    [InlineData("build-params", "main.prod.bicepparam")]
    public async Task Bicep_has_nothing_to_say_against_it(string command, string file)
    {
        (await Bicep.RunAsync([command, file, .. command == "lint" ? (string[])[] : ["--stdout"]])).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Every_file_of_a_kind_of_resource_is_in_the_whole()
    {
        var main = Text("main.bicep");
        var files = Directory.EnumerateFiles(Repository.PathOf("infra", "modules"), "*.bicep").Select(file => Path.GetFileName(file)).ToList();

        files.Count.ShouldBeGreaterThan(8);
        files.ShouldAllBe(file => main.Contains($"'modules/{file}'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tables_and_queues_are_those_of_the_code()
    {
        var variables = (await Bicep.Template).GetProperty("variables");

        Texts(variables.GetProperty("tables")).ShouldBe(new StorageTables(new TableServiceClient("UseDevelopmentStorage=true")).Names, ignoreOrder: true);
        Texts(variables.GetProperty("queues")).ShouldBe(QueuesOfTheFunctions(), ignoreOrder: true);
    }

    [Fact]
    public void Every_setting_of_the_deployment_is_one_that_the_app_asks_for()
    {
        var asked = SettingsOfTheApp.InProduction();
        var set = SettingsOfTheDeployment();

        set.Count.ShouldBeGreaterThan(15);
        set.Where(name => !IsThePlatforms(name) && !asked.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_setting_without_which_the_app_does_not_start_is_set()
    {
        var set = SettingsOfTheDeployment();

        foreach (var name in SettingsOfTheApp.Production.Keys.Select(name => name == "Secrets:Keys:k1" ? "Secrets:Keys:{id}" : name))
        {
            set.ShouldContain(name);
        }

        set.ShouldContain($"{Prefix}accountName".Replace("__", ":", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_account_key_opens_anything_and_no_telemetry_key_writes_any()
    {
        var resources = Bicep.ResourcesOf(await Bicep.Template).ToList();

        var accounts = Of(resources, "Microsoft.Storage/storageAccounts");
        accounts.Count.ShouldBe(2);
        accounts.ShouldAllBe(account => !account.GetProperty("properties").GetProperty("allowSharedKeyAccess").GetBoolean() && !account.GetProperty("properties").GetProperty("allowBlobPublicAccess").GetBoolean());
        Of(resources, "Microsoft.Insights/components").Single().GetProperty("properties").GetProperty("DisableLocalAuth").GetBoolean().ShouldBeTrue();
        Of(resources, "Microsoft.BotService/botServices").Single().GetProperty("properties").GetProperty("msaAppType").GetString().ShouldBe("UserAssignedMSI");
        Of(resources, "Microsoft.KeyVault/vaults").Single().GetProperty("properties").GetProperty("enablePurgeProtection").GetBoolean().ShouldBeTrue();
        resources.ShouldAllBe(resource => !resource.ToString().Contains("listKeys", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_app_runs_dotnet_10_isolated_on_Flex_Consumption_behind_https_alone()
    {
        var resources = Bicep.ResourcesOf(await Bicep.Template).ToList();
        var app = Of(resources, "Microsoft.Web/sites").Single().GetProperty("properties");

        var runtime = app.GetProperty("functionAppConfig").GetProperty("runtime");
        (runtime.GetProperty("name").GetString(), runtime.GetProperty("version").GetString()).ShouldBe(("dotnet-isolated", "10.0"));
        app.GetProperty("httpsOnly").GetBoolean().ShouldBeTrue();
        app.GetProperty("siteConfig").TryGetProperty("cors", out _).ShouldBeFalse();
        Of(resources, "Microsoft.Web/serverfarms").Single().GetProperty("sku").GetProperty("name").GetString().ShouldBe("FC1");
        Of(resources, "Microsoft.Web/sites/basicPublishingCredentialsPolicies").ShouldAllBe(policy => !policy.GetProperty("properties").GetProperty("allow").GetBoolean());
    }

    [Fact]
    public async Task Nobody_has_a_role_that_is_not_on_the_list()
    {
        var roles = Bicep.ResourcesOf(await Bicep.Template).Where(resource => resource.GetProperty("type").GetString() == "Microsoft.Authorization/roleAssignments");

        roles.Select(role => $"{Role.Match(role.GetProperty("properties").GetProperty("roleDefinitionId").GetString()!).Groups[1].Value} on {Scope.Match(role.GetProperty("scope").GetString()!).Groups[1].Value}").Order().ShouldBe(
        [
            "blobOwner on hostStorageName", "metricsPublisher on insightsName", "queueContributor on hostStorageName", "queueContributor on hostStorageName",
            "secretsOfficer on vaultName", "secretsUser on vaultName", "tableContributor on dataStorageName", "tableContributor on dataStorageName",
        ]);
    }

    [Fact]
    public void Every_alert_that_reads_a_sentence_reads_one_that_the_app_logs()
    {
        var sentences = LogSentences();
        var read = Quoted.Matches(Text("modules", "alerts.bicep")).SelectMany(query => Words.Matches(query.Value)).Select(word => word.Groups[1].Value).ToList();

        read.ShouldNotBeEmpty();
        read.Where(words => !sentences.Any(sentence => sentence.Contains(words, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_error_with_a_number_wakes_somebody_and_is_in_the_runbook()
    {
        var runbook = File.ReadAllText(Repository.PathOf("docs", "runbook.md"));
        var alerts = Quoted.Matches(Text("modules", "alerts.bicep")).Select(query => Words.Matches(query.Value).Select(word => word.Groups[1].Value).ToList()).Where(words => words.Count == 2).ToList();
        var errors = typeof(Functions.Delivery).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>().Where(log => log.EventId > 0).ToList();

        errors.Count.ShouldBeGreaterThan(3);
        errors.Select(log => log.EventId).ShouldBeUnique();
        errors.Where(log => !runbook.Contains($"| {log.EventId} | {log.EventName} |", StringComparison.Ordinal)).Select(log => log.EventName).ShouldBeEmpty();

        // This one is read as a figure, which is never sampled.
        errors.RemoveAll(log => log.EventName == "InvitationGivenUp").ShouldBe(1);
        errors.Where(log => !alerts.Any(words => log.Message.StartsWith(words[0], StringComparison.Ordinal) && log.Message.EndsWith(words[1], StringComparison.Ordinal))).Select(log => log.Message).ShouldBeEmpty();
    }

    [Fact]
    public void The_developer_command_knows_where_the_app_and_the_page_are()
    {
        var azd = File.ReadAllText(Repository.PathOf("azure.yaml"));
        foreach (var folder in AzdFolder.Matches(azd).Select(match => match.Groups[1].Value))
        {
            Directory.Exists(Repository.PathOf(folder)).ShouldBeTrue(folder);
        }

        foreach (var service in AzdService.Matches(azd).Select(match => match.Groups[1].Value))
        {
            Text("modules", service == "page" ? "page.bicep" : "app.bicep").ShouldContain($"'azd-service-name': '{service}'");
        }
    }

    private static HashSet<string> SettingsOfTheDeployment() =>
        Setting.Matches(Text("modules", "app.bicep"))
            .Select(match => match.Groups[1].Value)
            .Select(name => name.Replace("__", ":", StringComparison.Ordinal).Replace("${id}", "{id}", StringComparison.Ordinal)).ToHashSet();

    // What the host and the platform read themselves.
    private static bool IsThePlatforms(string name) =>
        name.StartsWith("AzureWebJobsStorage:", StringComparison.Ordinal) || name.StartsWith("APPLICATIONINSIGHTS_", StringComparison.Ordinal) || name.StartsWith("WEBSITE_", StringComparison.Ordinal);

    private static IEnumerable<string> QueuesOfTheFunctions()
    {
        var read = from type in typeof(Functions.Users).Assembly.GetTypes()
                   from method in type.GetMethods()
                   from parameter in method.GetParameters()
                   let trigger = parameter.GetCustomAttribute<QueueTriggerAttribute>()
                   where trigger is not null
                   select trigger.QueueName;
        return read.SelectMany(name => (string[])[name, name.EndsWith("-poison", StringComparison.Ordinal) ? name : $"{name}-poison"]).Distinct();
    }

    private static IReadOnlyList<string> LogSentences() =>
    [
        .. Directory.EnumerateFiles(Repository.PathOf("src", "Ommnio.Functions"), "*.cs").SelectMany(file => Message.Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value),
    ];

    private static List<JsonElement> Of(IEnumerable<JsonElement> resources, string type) =>
        [.. resources.Where(resource => resource.GetProperty("type").GetString() == type && !(resource.TryGetProperty("existing", out var existing) && existing.GetBoolean()))];

    private static IEnumerable<string> Texts(JsonElement array) => array.EnumerateArray().Select(one => one.GetString()!);

    private static string Text(params ReadOnlySpan<string> parts) => File.ReadAllText(Path.Combine([Repository.PathOf("infra"), .. parts]));

    [GeneratedRegex(@"^(?:  ){1,3}([A-Z][A-Za-z_]+): |'(?<1>[A-Z][A-Za-z_]+\$\{id\})'", RegexOptions.Multiline)]
    private static partial Regex Setting { get; }

    [GeneratedRegex(@"role'?\)?\.(\w+)|variables\('role'\)\.(?<1>\w+)")]
    private static partial Regex Role { get; }

    [GeneratedRegex(@"parameters\('(\w+)'\)")]
    private static partial Regex Scope { get; }

    [GeneratedRegex("query: '[^']*'")]
    private static partial Regex Quoted { get; }

    [GeneratedRegex("(?:startswith|endswith) \"([^\"]+)\"")]
    private static partial Regex Words { get; }

    [GeneratedRegex("Message = \"([^\"]+)\"")]
    private static partial Regex Message { get; }

    [GeneratedRegex(@"^    project: (\S+)", RegexOptions.Multiline)]
    private static partial Regex AzdFolder { get; }

    [GeneratedRegex(@"^  (\w+):\n    project", RegexOptions.Multiline)]
    private static partial Regex AzdService { get; }
}
