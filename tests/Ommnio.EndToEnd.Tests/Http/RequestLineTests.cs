using System.Net;
using Ommnio.EndToEnd.Tests.FunctionsHost;
using Ommnio.EndToEnd.Tests.Proof.PersonalData;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

/// <summary>A request's line may hold a code, a name that is looked for, or the token of an invitation.</summary>
public sealed class RequestLineTests
{
    [Fact(Timeout = 120_000)]
    public async Task The_worker_logs_no_request_lines()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var azurite = await WatchedAzurite.StartAsync(cancellationToken);
        var logs = new CollectedLogs();
        // Open for what the web servers log, the worker's and the host's own; closed otherwise.
        var options = FunctionsAppFixture.Options(
            azurite.ConnectionString, logs, ("Storage__ConnectionString", azurite.ConnectionString), ("AzureFunctionsJobHost__logging__logLevel__Microsoft.AspNetCore.Routing", "Information"));
        await using var host = await LocalHost.FunctionsHost.FunctionsHost.StartAsync(options, cancellationToken);
        using var http = FunctionsAppFixture.Client(host.Url, apiKey: null);

        (await http.GetAsync("health", cancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var lines = logs.Entries.Where(entry => entry.Category.StartsWith("Microsoft.AspNetCore.Routing", StringComparison.Ordinal)).Select(entry => entry.Text).ToList();
        lines.ShouldContain(line => line.Contains("api/health", StringComparison.Ordinal));
        lines.ShouldNotContain(line => host.Functions.Any(function => line.Contains($"'{function.Name}'", StringComparison.Ordinal)));
    }
}
