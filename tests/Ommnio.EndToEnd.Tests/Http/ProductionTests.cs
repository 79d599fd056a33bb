using Ommnio.LocalHost.Processes;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

/// <summary>The built worker by itself, with the settings of a deployment: what it does before any host talks to it.</summary>
public sealed class ProductionTests
{
    private static readonly Dictionary<string, string> Safe = new(FunctionsAppFixture.Secrets)
    {
        ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Production",
        ["FUNCTIONS_APPLICATION_DIRECTORY"] = FunctionsAppFixture.AppDirectory,
        ["PublicUrl"] = "https://people.example",
        ["Storage__TableServiceUri"] = "https://data.table.core.windows.net/",
        ["Storage__QueueServiceUri"] = "https://host.queue.core.windows.net/",
        ["MicrosoftAppType"] = "UserAssignedMSI",
        ["MicrosoftAppId"] = "11111111-1111-1111-1111-111111111111",
        ["MicrosoftAppTenantId"] = "22222222-2222-2222-2222-222222222222",
    };

    [Fact]
    public async Task The_worker_refuses_to_start_in_production_with_anything_of_a_laptop_and_names_all_of_it()
    {
        var said = await StartAsync(new(Safe)
        {
            ["PublicUrl"] = "http://127.0.0.1:7071",
            ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
            ["Storage__ConnectionString"] = "UseDevelopmentStorage=true",
            ["LocalChannel__Key"] = Convert.ToBase64String(new byte[32]),
            ["LocalChannel__ServiceUrl"] = "http://127.0.0.1:7071",
            ["Secrets__Keys__test"] = "Zm9yIGxvY2FsIHVzZSBvbmx5LCBuZXZlciBvbiBBeiE=",
            ["Email__Host"] = "127.0.0.1",
            ["Email__Security"] = "none",
            ["Sms__Endpoint"] = "http://127.0.0.1:7071",
            ["SignIn__Issuer"] = "http://127.0.0.1:5000",
        });

        foreach (var name in (string[])["PublicUrl", "AzureWebJobsStorage", "Storage:ConnectionString", "LocalChannel:Key", "LocalChannel:ServiceUrl", "Secrets:Keys:test", "Email:Security", "Sms:Endpoint", "SignIn:Issuer"])
        {
            said.ShouldContain($"The setting {name} ");
        }
    }

    [Theory]
    [InlineData("MicrosoftAppId", "", "The setting MicrosoftAppId is missing")]
    [InlineData("ToBotFromChannelTokenIssuer", "https://elsewhere.example", "The setting ToBotFromChannelTokenIssuer moves the bot's trust elsewhere")]
    [InlineData("PublicUrl", "", "The setting PublicUrl is missing")]
    [InlineData("SignIn__Issuer", "https://login.example", "The setting SignIn:ClientId is missing")]
    [InlineData("SignIn__ClientId", "page", "The setting SignIn:Issuer is missing")]
    public async Task A_setting_that_is_missing_or_moves_trust_is_named(string name, string value, string reason) =>
        (await StartAsync(new(Safe) { [name] = value })).ShouldContain(reason);

    [Fact]
    public async Task With_the_settings_of_a_deployment_nothing_is_missing_but_a_host()
    {
        var said = await StartAsync(Safe);

        said.ShouldNotContain("The setting");
        said.ShouldContain("HostEndpoint");
    }

    private static async Task<string> StartAsync(Dictionary<string, string> settings)
    {
        await using var worker = ChildProcess.Start(new() { Program = "dotnet", Arguments = ["Ommnio.Functions.dll"], WorkingDirectory = FunctionsAppFixture.AppDirectory, Environment = settings });
        (await worker.Exited.WaitAsync(TestContext.Current.CancellationToken)).ShouldNotBe(0);
        return worker.LastLines;
    }
}
