using System.Net;
using System.Text.Json.Nodes;
using Ommnio.EndToEnd.Tests.Http;
using Ommnio.EndToEnd.Tests.Proof.PersonalData;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Setup;

/// <summary>The runbook's commands for moving an organisation, from one account to another.</summary>
public sealed class MoveOrganisationTests
{
    [Fact(Timeout = 240_000)]
    public async Task An_organisation_is_copied_handed_over_and_works_at_the_other_account_with_its_keys()
    {
        var token = TestContext.Current.CancellationToken;
        await using var here = await WatchedAzurite.StartAsync(token);
        await using var there = await WatchedAzurite.StartAsync(token);
        var organisation = await SetupCommand.CreateAsync(here.ConnectionString, SetupCommand.Document("madrid-foods.json"), token);

        var copied = await RunAsync("copy", organisation.Id);
        (copied.ExitCode, copied.Errors).ShouldBe((0, ""));
        var directory = JsonNode.Parse(copied.Output)!["tables"]!["directory"]!;
        ((long)directory["written"]!).ShouldBe((long)directory["rows"]!);
        (await RunAsync("copy", "nosuchorganisation")).ExitCode.ShouldBe(1);
        (await RunAsync("copy")).ExitCode.ShouldBe(1);

        (await RunAsync("hand-over", organisation.Id)).Errors.ShouldContain("Stop the function apps of both accounts");
        var handed = await RunAsync("hand-over", organisation.Id, "--stopped", "--wait", "00:00:00");
        (handed.ExitCode, handed.Errors, (string?)JsonNode.Parse(handed.Output)!["handedOver"]).ShouldBe((0, "", organisation.Id));
        (await RunAsync("hand-over", organisation.Id, "--stopped", "--wait", "00:00:00")).ShouldBe(handed);
        (await RunAsync("hand-over", "nosuchorganisation", "--stopped", "--wait", "00:00:00")).ExitCode.ShouldBe(1);

        await using var host = await LocalHost.FunctionsHost.FunctionsHost.StartAsync(FunctionsAppFixture.Options(there.ConnectionString, new FunctionsHost.CollectedLogs(), ("Storage__ConnectionString", there.ConnectionString)), token);
        using var http = FunctionsAppFixture.Client(host.Url, organisation.ApiKey);
        foreach (var (code, id) in organisation.UserIdByCode)
        {
            (await http.GetJsonAsync($"users/by-code/{code}")).ShouldBe(HttpStatusCode.OK).Id.ShouldBe(id);
        }

        (await http.PostJsonAsync("users", """{"firstName":"Ana","lastName":"Moved","position":"Cashier","area":"Sales","invite":{"channel":"link"}}""")).ShouldBe(HttpStatusCode.Created);

        Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments) => SetupCommand.RunAsync(arguments, here.ConnectionString, there.ConnectionString, "", token);
    }

    [Fact(Timeout = 240_000)]
    public async Task A_nightly_copy_is_brought_back_into_an_empty_account_and_the_operator_lets_the_organisation_in()
    {
        var token = TestContext.Current.CancellationToken;
        await using var lost = await WatchedAzurite.StartAsync(token);
        await using var backup = await WatchedAzurite.StartAsync(token);
        await using var fresh = await WatchedAzurite.StartAsync(token);
        var organisation = await SetupCommand.CreateAsync(lost.ConnectionString, SetupCommand.Document("madrid-foods.json"), token);
        (await SetupCommand.RunAsync(["copy", organisation.Id], lost.ConnectionString, backup.ConnectionString, "", token)).ExitCode.ShouldBe(0);
        await lost.DisposeAsync();

        (await SetupCommand.RunAsync(["copy", organisation.Id], backup.ConnectionString, fresh.ConnectionString, "", token)).ExitCode.ShouldBe(0);
        (await SetupCommand.RunAsync(["hand-over", organisation.Id, "--stopped", "--wait", "00:00:00"], backup.ConnectionString, fresh.ConnectionString, "", token)).ExitCode.ShouldBe(0);
        var made = await SetupCommand.RunAsync(["key", organisation.Id], fresh.ConnectionString, null, "", token);

        made.ExitCode.ShouldBe(0, made.Errors);
        await using var host = await LocalHost.FunctionsHost.FunctionsHost.StartAsync(FunctionsAppFixture.Options(fresh.ConnectionString, new FunctionsHost.CollectedLogs(), ("Storage__ConnectionString", fresh.ConnectionString)), token);
        using var http = FunctionsAppFixture.Client(host.Url, (string)JsonNode.Parse(made.Output)!["apiKey"]!);
        using var old = FunctionsAppFixture.Client(host.Url, organisation.ApiKey);
        foreach (var (code, id) in organisation.UserIdByCode)
        {
            (await http.GetJsonAsync($"users/by-code/{code}")).ShouldBe(HttpStatusCode.OK).Id.ShouldBe(id);
        }

        (await old.GetJsonAsync("users")).ShouldBe(HttpStatusCode.Unauthorized);
    }
}
