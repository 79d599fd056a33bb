using System.CommandLine;
using Ommnio.Benchmarks.Scale;
using Ommnio.Benchmarks.Speed;
using Ommnio.Benchmarks.Stage;

var only = new Option<string?>("--only") { Description = $"One of: {string.Join(", ", Suite.Names)}." };
var quick = new Option<bool>("--quick") { Description = "All in less than a minute: fewer calls, fewer rows, and the workers as they are built, not published." };
var json = new Option<string?>("--json") { Description = "Also writes the figures, as JSON, into this file." };
var root = new RootCommand("How fast: each figure is a ratio of two things measured by turns in one run, on the same storage.") { only, quick, json };
root.SetAction((result, cancellationToken) => RunAsync(() => Suite.RunAsync(result.GetValue(only), result.GetValue(quick), result.GetValue(json), cancellationToken)));
var peer = new Command(MinimalApp.Command, "The app that HTTP is compared with; the benchmarks start it.") { Hidden = true };
peer.SetAction((_, cancellationToken) => RunAsync(() => MinimalApp.RunAsync(cancellationToken)));
root.Subcommands.Add(peer);
var users = new Option<int[]>("--users") { Description = "Sizes of the organisations; 100000 takes some minutes.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [1_000, 10_000] };
var counts = new Command("counts", "How far: the requests and rows that each operation costs, whatever the clock says.") { users };
counts.SetAction((result, cancellationToken) => RunAsync(() => Counts.RunAsync(result.GetValue(users)!, cancellationToken)));
root.Subcommands.Add(counts);
return await root.Parse(args).InvokeAsync();

static async Task<int> RunAsync(Func<Task> run)
{
    try
    {
        await run();
        return 0;
    }
    catch (Exception fault)
    {
        // A program's Main is one of the three places where a fault ends.
        await Console.Error.WriteLineAsync($"{fault}");
        return 1;
    }
}
