using System.Diagnostics;
using System.Net;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.FunctionsHost;

public sealed class CrashTests(SharedAzurite azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task A_worker_that_exits_in_mid_request_fails_that_request_at_once_and_comes_back(int exitCode)
    {
        await using var contract = await Contract.StartAsync(azurite, Token);
        var first = contract.Host.WorkerProcessId;
        var other = contract.Http.GetAsync("slow/other", Token);
        await contract.Journal.HasAsync("other", "started");
        var started = Stopwatch.GetTimestamp();

        (await contract.Http.GetAsync($"exit/{exitCode}", Token)).StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await other).StatusCode.ShouldBe(HttpStatusCode.BadGateway);

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(8));
        (await contract.Http.GetStringAsync("numbers/4", Token)).ShouldBe("4");
        contract.Host.WorkerProcessId.ShouldNotBe(first);
        contract.Logs.Entries.ShouldContain(entry => entry.Text.Contains($"ended with {exitCode}"));
        await Until.TrueAsync("nothing is left of the first", () => Running.Processes(first).Count == 0);
    }

    [Fact]
    public async Task A_response_that_was_under_way_is_cut_and_not_ended_in_order()
    {
        await using var contract = await Contract.StartAsync(azurite, Token);
        using var response = await contract.Http.GetAsync("stream/cut", HttpCompletionOption.ResponseHeadersRead, Token);

        await Signal.KillAsync(contract.Host.WorkerProcessId);

        await Should.ThrowAsync<HttpRequestException>(response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task A_worker_may_be_killed_several_times_and_callers_wait_for_the_next()
    {
        await using var contract = await Contract.StartAsync(azurite, Token);

        for (var number = 0; number < 4; number++)
        {
            var killed = contract.Host.WorkerProcessId;
            await Signal.KillAsync(killed);
            await Until.TrueAsync("it is gone", () => Running.Processes(killed).Count == 0);
            (await contract.Http.GetStringAsync($"numbers/{number}", Token)).ShouldBe($"{number}");
        }

        contract.Host.Completion.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_worker_that_cannot_start_again_is_given_up()
    {
        await using var contract = await Contract.StartAsync(azurite, Token);
        contract.Journal.Release("refusal");

        await Signal.KillAsync(contract.Host.WorkerProcessId);

        await Should.ThrowAsync<Exception>(contract.Host.Completion.WaitAsync(TimeSpan.FromMinutes(1), Token));
        (await contract.Http.GetAsync("numbers/1", Token)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        contract.Logs.Entries.ShouldContain(entry => entry.Text.Contains("refusing to start"));
    }

    [Fact]
    public async Task A_queue_message_whose_worker_dies_is_tried_again()
    {
        await using var contract = await Contract.StartAsync(azurite, Token);
        await contract.SendAsync("slow", "orphaned");
        await contract.Journal.HasAsync("orphaned", "started");

        await Signal.KillAsync(contract.Host.WorkerProcessId);

        await contract.Journal.HasAsync("orphaned", "started", times: 2);
        contract.Journal.Release("orphaned");
        await contract.Journal.HasAsync("orphaned", "ended");
    }

    [Fact]
    public async Task A_timer_fires_by_its_schedule()
    {
        await using var contract = await Contract.StartAsync(azurite, Token, ("TickSchedule", "* * * * * *"));

        await Until.TrueAsync("two ticks", () => contract.Journal.Of("tick").Count >= 2);
    }
}
