using System.Net;
using System.Net.Sockets;
using Ommnio.LocalHost.FunctionsHost;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.FunctionsHost;

public sealed class StartTests(SharedAzurite azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_worker_that_does_not_start_is_quoted()
    {
        using var journal = new Journal();
        journal.Release("refusal");

        (await RefusalAsync(("JournalFolder", journal.Folder))).ShouldContain("refusing to start");
    }

    [Fact]
    public async Task An_app_without_a_web_server_of_its_own_is_refused() =>
        (await RefusalAsync(("WITHOUT_WEB_SERVER", "1"))).ShouldContain("ConfigureFunctionsWebApplication");

    [Theory]
    [InlineData("Whole")]
    [InlineData("Bytes")]
    public async Task A_queue_function_that_does_not_take_text_is_refused(string function) =>
        (await RefusalAsync(("AlsoReported", function))).ShouldContain($"Function {function} does not take its queue message as text");

    [Fact]
    public async Task A_binding_of_a_type_that_it_cannot_serve_is_refused() =>
        (await RefusalAsync(("AlsoReported", "Reply"))).ShouldContain("Function Reply has a binding of type 'queue'");

    [Fact]
    public async Task A_missing_setting_that_a_trigger_names_is_named()
    {
        var options = Options();

        var error = await Should.ThrowAsync<InvalidOperationException>(StartAsync(options with
        {
            Settings = options.Settings.Where(setting => setting.Key != "Queues").ToDictionary(),
        }));

        error.Message.ShouldContain("'%Queues%'");
    }

    [Fact]
    public async Task A_folder_that_is_no_functions_app_is_named() =>
        (await Should.ThrowAsync<FileNotFoundException>(StartAsync(Options() with { AppDirectory = Path.GetTempPath() })))
            .Message.ShouldContain(Path.GetTempPath());

    [Fact]
    public async Task A_taken_port_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var error = await Should.ThrowAsync<InvalidOperationException>(StartAsync(Options() with { Port = port }));

        error.Message.ShouldContain($"{port}");
    }

    [Fact]
    public async Task More_routes_are_served_on_the_same_port()
    {
        await using var host = await StartAsync(Options() with
        {
            MapMore = app => Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(app, "/page", () => "the page"),
        });
        using var http = new HttpClient { BaseAddress = host.Url };

        (await http.GetStringAsync("/page", Token)).ShouldBe("the page");
        (await http.GetStringAsync("/v1/numbers/1", Token)).ShouldBe("1");
    }

    private FunctionsHostOptions Options(params (string, string)[] settings) =>
        Contract.Options(azurite, Contract.NewQueues(), new CollectedLogs(), settings);

    private static Task<LocalHost.FunctionsHost.FunctionsHost> StartAsync(FunctionsHostOptions options) =>
        LocalHost.FunctionsHost.FunctionsHost.StartAsync(options, Token);

    private async Task<string> RefusalAsync(params (string, string)[] settings) =>
        (await Should.ThrowAsync<InvalidOperationException>(StartAsync(Options(settings)))).Message;
}
