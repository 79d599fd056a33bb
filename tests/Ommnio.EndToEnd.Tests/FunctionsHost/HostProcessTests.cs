using System.Net;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.FunctionsHost;

public sealed class HostProcessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_that_is_killed_leaves_no_process_behind()
    {
        await using var host = await HostProcess.StartAsync(Token);
        Running.Processes(host.Started.WorkerProcessId).ShouldNotBeEmpty();
        Running.Processes(host.Started.AzuriteProcessId).ShouldNotBeEmpty();

        await Signal.KillAsync(host.Process.Id);

        await host.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_host_that_is_killed_with_a_call_running_leaves_no_process_behind()
    {
        await using var host = await HostProcess.StartAsync(Token);
        var call = host.Http.GetAsync("deaf/orphan", Token);
        await host.Journal.HasAsync("orphan", "started");

        await Signal.KillAsync(host.Process.Id);

        await Should.ThrowAsync<HttpRequestException>(call);
        await host.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Ctrl_C_lets_a_running_HTTP_call_and_a_running_queue_call_end()
    {
        await using var host = await HostProcess.StartAsync(Token);
        var call = host.Http.GetAsync("slow/http", Token);
        await host.SendAsync("slow", "queue");
        await host.Journal.HasAsync("http", "started");
        await host.Journal.HasAsync("queue", "started");

        await Signal.InterruptGroupAsync(host.Process.Id);

        await host.IsDrainingAsync();
        host.Process.Exited.IsCompleted.ShouldBeFalse();
        host.Journal.Release("http");
        host.Journal.Release("queue");
        (await call).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.Process.Exited).ShouldBe(0);
        host.Journal.Of("queue").ShouldBe(["started", "ended"]);
        await host.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_second_Ctrl_C_ends_it_at_once()
    {
        await using var host = await HostProcess.StartAsync(Token);
        var call = host.Http.GetAsync("deaf/patient", Token);
        await host.Journal.HasAsync("patient", "started");

        await Signal.InterruptGroupAsync(host.Process.Id);
        await host.IsDrainingAsync();
        await Signal.InterruptGroupAsync(host.Process.Id);

        (await call).StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await host.Process.Exited).ShouldBe(0);
        await host.NothingIsLeftAsync();
    }
}
