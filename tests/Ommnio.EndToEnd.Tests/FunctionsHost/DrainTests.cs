using System.Net;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.FunctionsHost;

public sealed class DrainTests(SharedAzurite azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Draining_lets_running_calls_end_and_takes_no_new_ones()
    {
        await using var contract = await Contract.StartAsync(azurite, Token);
        var call = contract.Http.GetAsync("slow/http", Token);
        await contract.SendAsync("slow", "queue");
        await contract.Journal.HasAsync("http", "started");
        await contract.Journal.HasAsync("queue", "started");

        var draining = contract.Host.DrainAsync(Token);

        await Until.TrueAsync("new calls are refused", async () =>
            (await contract.Http.GetAsync("numbers/1", Token)).StatusCode == HttpStatusCode.ServiceUnavailable);
        draining.IsCompleted.ShouldBeFalse();
        contract.Journal.Release("http");
        (await (await call).Content.ReadAsStringAsync(Token)).ShouldBe("done");
        draining.IsCompleted.ShouldBeFalse();
        contract.Journal.Release("queue");
        await draining;
        contract.Journal.Of("queue").ShouldBe(["started", "ended"]);
        await Until.TrueAsync("the worker and its watcher are gone", () => Running.Processes(contract.Host.WorkerProcessId).Count == 0);
    }

    [Fact]
    public async Task A_forced_stop_does_not_wait_for_a_function_that_does_not_listen()
    {
        await using var contract = await Contract.StartAsync(azurite, Token);
        var call = contract.Http.GetAsync("deaf/deaf", Token);
        await contract.Journal.HasAsync("deaf", "started");

        await contract.Host.DrainAsync(new CancellationToken(canceled: true));

        (await call).StatusCode.ShouldBe(HttpStatusCode.BadGateway);
    }
}
