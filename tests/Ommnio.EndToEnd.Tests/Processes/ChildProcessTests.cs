using System.Collections.Concurrent;
using Ommnio.LocalHost.Processes;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Processes;

public sealed class ChildProcessTests
{
    private readonly ConcurrentQueue<string> _lines = [];

    [Fact]
    public async Task Its_lines_and_its_exit_code_come_out()
    {
        await using var child = Shell("echo $WORD; echo oops >&2; exit 7");

        (await child.Exited).ShouldBe(7);

        _lines.ShouldBe(["hello", "oops"], ignoreOrder: true);
    }

    [Fact]
    public async Task Its_watcher_goes_with_it()
    {
        await using var child = Shell("exit 0");

        await child.Exited;

        await Until.TrueAsync("the watcher is gone", () => Running.Processes(child.Id).Count == 0);
    }

    [Fact]
    public async Task One_that_does_not_listen_is_killed_after_the_grace_period()
    {
        await using var child = Shell("trap '' TERM; echo deaf; while :; do sleep 1; done");
        await Until.TrueAsync("it runs", () => _lines.Contains("deaf"));

        await child.StopAsync(TimeSpan.FromMilliseconds(200));

        (await child.Exited).ShouldBe(128 + 9);
        await Until.TrueAsync("all of it is gone", () => Running.Processes(child.Id).Count == 0);
    }

    [Fact]
    public void A_missing_program_is_named() =>
        Should.Throw<InvalidOperationException>(() => ChildProcess.Start(new() { Program = "no-such-program", WorkingDirectory = "/" }))
            .Message.ShouldContain("no-such-program");

    private ChildProcess Shell(string script) => ChildProcess.Start(new ChildProcessOptions
    {
        Program = "sh",
        Arguments = ["-c", script],
        WorkingDirectory = Path.GetTempPath(),
        Environment = new Dictionary<string, string> { ["WORD"] = "hello" },
        OnLine = _lines.Enqueue,
    });
}
