using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Ommnio.EndToEnd.Tests.FunctionsHost;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Laptop;

/// <summary>The one command, as a newcomer meets it.</summary>
public sealed class LaptopTests(SharedProduct shared) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ommnio-laptop-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_line_that_it_prints_finds_a_user()
    {
        var product = await shared.StartedAsync();
        var printed = Regex.Match(product.Console, """curl -H "Authorization: Bearer (?<key>\S+)" (?<address>\S+)""");
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", printed.Groups["key"].Value);

        var found = await http.GetStringAsync(new Uri(printed.Groups["address"].Value), Cancellation);

        found.ShouldContain("\"firstName\":\"Ana\"");
    }

    [Fact]
    public async Task Stopped_it_ends_well_and_started_again_it_has_its_data_within_15_seconds()
    {
        await using var first = await Product.StartAsync(folder, [], Cancellation);
        var children = ChildrenOf(first);
        await first.StopAsync();

        (await first.Exited).ShouldBe(0);
        await NothingIsLeftAsync(children);

        var clock = Stopwatch.StartNew();
        await using var second = await Product.StartAsync(folder, [], Cancellation);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15));
        second.Started.Organisation.ShouldBe(first.Started.Organisation);
        second.Started.ApiKey.ShouldBe(first.Started.ApiKey);
        (await second.Http.GetAsync("users/by-code/A-17", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Killed_it_takes_everything_with_it()
    {
        await using var product = await Product.StartAsync(folder, [], Cancellation);
        var children = ChildrenOf(product);
        children.Count.ShouldBeGreaterThanOrEqualTo(2);

        await Signal.KillAsync(product.ProcessId);

        await NothingIsLeftAsync(children);
    }

    [Fact]
    public async Task Reset_begins_anew_and_no_seed_begins_empty()
    {
        string? before;
        await using (var first = await Product.StartAsync(folder, [], Cancellation))
        {
            before = first.Started.ApiKey;
        }

        await using (var second = await Product.StartAsync(folder, ["--reset"], Cancellation))
        {
            second.Started.ApiKey.ShouldNotBe(before);
            using var old = new HttpRequestMessage(HttpMethod.Get, "users/by-code/A-17") { Headers = { Authorization = new("Bearer", before) } };
            (await second.Http.SendAsync(old, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        await using var third = await Product.StartAsync(folder, ["--reset", "--no-seed"], Cancellation);
        third.Started.Organisation.ShouldBeNull();
        third.Console.ShouldContain("organisation create");
    }

    [Fact]
    public async Task A_store_with_data_of_its_own_gets_no_demo()
    {
        await using (await Product.StartAsync(folder, [], Cancellation))
        {
        }

        // What remains of an organisation that somebody made, or of a seeding that was cut off.
        File.Delete(Path.Combine(folder, "demo.json"));
        await using var again = await Product.StartAsync(folder, [], Cancellation);

        again.Started.Organisation.ShouldBeNull();
        again.Console.ShouldContain("--reset starts over");
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--azurite-ports")]
    [InlineData("--mail-port")]
    public async Task A_port_that_is_taken_is_named_with_the_way_out(string option)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        string[] arguments = ["--port", option == "--port" ? $"{port}" : "0", "--azurite-ports", option == "--azurite-ports" ? $"0,{port},0" : "0,0,0", "--mail-port", option == "--mail-port" ? $"{port}" : "0"];

        await using var product = Product.Begin(folder, arguments);

        (await product.Exited.WaitAsync(TimeSpan.FromSeconds(30), Cancellation)).ShouldBe(1);
        product.Console.ShouldContain($"Port {port} is taken");
        product.Console.ShouldContain($"{option} ");
    }

    [Theory]
    [InlineData("--azurite-ports", "1,2")]
    [InlineData("--azurite-ports", "a,b,c")]
    [InlineData("--port", "many")]
    public async Task An_option_that_makes_no_sense_is_explained_without_a_stack_trace(string option, string value)
    {
        await using var product = Product.Begin(folder, option, value);

        (await product.Exited.WaitAsync(TimeSpan.FromSeconds(30), Cancellation)).ShouldBe(1);
        product.Console.ShouldContain(option);
        product.Console.ShouldNotContain("   at ");
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task What_it_keeps_for_itself_only_its_owner_can_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes");
        var product = await shared.StartedAsync();

        foreach (var file in (string[])["secrets.json", "demo.json", "localhost.json"])
        {
            File.GetUnixFileMode(Path.Combine(product.Folder, file)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static IReadOnlyList<int> ChildrenOf(Product product) => Running.Children(product.ProcessId);

    private static Task NothingIsLeftAsync(IReadOnlyList<int> processes) =>
        Until.TrueAsync("no process is left", () => processes.Sum(id => Running.Processes(id).Count) == 0);
}
