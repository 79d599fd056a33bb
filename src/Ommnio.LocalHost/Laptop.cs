using System.Diagnostics;
using System.Text.Json;
using Ommnio.LocalHost.Azurite;
using Ommnio.LocalHost.DirectLine;
using Ommnio.LocalHost.Mailbox;
using Ommnio.LocalHost.Page;
using Ommnio.LocalHost.Processes;
using Ommnio.LocalHost.Seeding;
using Ommnio.LocalHost.Telemetry;

namespace Ommnio.LocalHost;

/// <summary>Starts everything in order, says when it is ready, and stops it in the other order.</summary>
internal static class Laptop
{
    internal static async Task RunAsync(LaptopOptions options, TextWriter console, CancellationToken cancellationToken)
    {
        options.DemandFreePorts();
        if (options.Resets && Directory.Exists(options.DataFolder))
        {
            foreach (var part in (string[])["azurite", "demo.json", "secrets.json", "localhost.json"])
            {
                Delete(Path.Combine(options.DataFolder, part));
            }
        }

        Directory.CreateDirectory(options.DataFolder);
        var progress = new Lines(console);
        using var logging = LoggerFactory.Create(logs => AddConsole(logs).SetMinimumLevel(options.IsVerbose ? LogLevel.Information : LogLevel.Warning));
        await WebChatInstallation.EnsureAsync(progress, cancellationToken);
        progress.Report("Starting storage (Azurite) ...");
        var azurite = new AzuriteOptions { DataFolder = Path.Combine(options.DataFolder, "azurite"), BlobPort = options.BlobPort, QueuePort = options.QueuePort, TablePort = options.TablePort };
        await using var storage = await AzuriteServer.StartAsync(azurite, progress, cancellationToken);
        var url = new Uri($"http://127.0.0.1:{options.Port}/");
        await using var channel = await DirectLineChannel.StartAsync(new() { PublicUrl = url, BotMessages = new(url, "/api/messages"), Logging = logging }, cancellationToken);
        var outbox = new Outbox();
        await using var mail = MailServer.Start(options.MailPort, outbox);
        await using var telemetry = options.ShowsTelemetry ? new TelemetryConsole(console, TimeProvider.System) : null;
        using var spans = telemetry is null ? null : HostSpans.Listen(span => telemetry.Take([span]));
        var settings = await SettingsAsync(options, storage, [telemetry is null ? [] : OtlpRoutes.WorkerSettings(url), channel.WorkerSettings, mail.WorkerSettings(url)], url, cancellationToken);
        var app = AppDirectory();
        var demo = options.Seeds ? await SeedAsync(app, settings, options.DataFolder, progress, cancellationToken) : null;
        progress.Report("Starting the function app ...");
        await using var host = await FunctionsHost.FunctionsHost.StartAsync(
            new()
            {
                AppDirectory = app,
                Port = options.Port,
                StorageConnectionString = storage.ConnectionString,
                Settings = settings,
                Logging = logs => AddConsole(logs),
                MapMore = web => MapMore(web, channel, outbox, url, demo, settings, telemetry),
            },
            cancellationToken);
        await AnnounceAsync(options, url, storage, demo, console, cancellationToken);
        await UntilStoppedAsync(host, cancellationToken);
        progress.Report("Stopping ...");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await host.DrainAsync(patience.Token);
    }

    private static async Task<Dictionary<string, string>> SettingsAsync(LaptopOptions options, AzuriteServer storage, IEnumerable<IEnumerable<KeyValuePair<string, string>>> ofParts, Uri url, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>(await LocalSecrets.EnsureAsync(options.DataFolder, cancellationToken));
        foreach (var (name, value) in ofParts.SelectMany(part => part))
        {
            settings[name] = value;
        }

        settings["PublicUrl"] = url.ToString();
        settings["Storage__ConnectionString"] = storage.ConnectionString;
        settings["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development";
        if (options.SignIn is var (issuer, client))
        {
            settings["SignIn__Issuer"] = issuer;
            settings["SignIn__ClientId"] = client;
        }

        if (!options.IsVerbose)
        {
            settings["AzureFunctionsJobHost__logging__logLevel__default"] = "Warning";
        }

        foreach (var (name, value) in LocalValues())
        {
            settings[name] = value;
        }

        return settings;
    }

    private static ILoggingBuilder AddConsole(ILoggingBuilder logs) => logs.AddSimpleConsole(simple => simple.SingleLine = true);

    // As with Core Tools: what a developer sets there wins.
    private static Dictionary<string, string> LocalValues()
    {
        var path = Repository.PathOf("local.settings.json");
        if (!File.Exists(path))
        {
            return [];
        }

        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.TryGetProperty("Values", out var values) ? values.Deserialize<Dictionary<string, string>>()! : [];
    }

    private static async Task<Demo?> SeedAsync(string app, Dictionary<string, string> settings, string dataFolder, Lines progress, CancellationToken cancellationToken)
    {
        progress.Report("Preparing the demo organisation ...");
        var demo = await DemoOrganisation.EnsureAsync(app, settings, dataFolder, cancellationToken);
        if (demo is null)
        {
            progress.Report("The store has data of its own, so no demo was put into it. --reset starts over.");
        }

        return demo;
    }

    private static void MapMore(WebApplication web, DirectLineChannel channel, Outbox outbox, Uri url, Demo? demo, Dictionary<string, string> settings, TelemetryConsole? telemetry)
    {
        channel.Map(web);
        PageRoutes.Map(web, url, demo, SignInOption.Read(settings.GetValueOrDefault("SignIn__Issuer"), settings.GetValueOrDefault("SignIn__ClientId")));
        SmsDoor.Map(web, outbox);
        MailboxRoutes.Map(web, outbox);
        if (telemetry is not null)
        {
            OtlpRoutes.Map(web, telemetry.Take, telemetry.Take);
        }
    }

    private static async Task AnnounceAsync(LaptopOptions options, Uri url, AzuriteServer storage, Demo? demo, TextWriter console, CancellationToken cancellationToken)
    {
        var found = new { url = url.ToString().TrimEnd('/'), page = url.ToString(), organisation = demo?.Organisation, apiKey = demo?.ApiKey, productKey = demo?.ProductKey, storage = storage.ConnectionString, processId = Environment.ProcessId };
        await PrivateFile.WriteAsync(Path.Combine(options.DataFolder, "localhost.json"), JsonSerializer.Serialize(found), cancellationToken);
        var text = demo is null
            ? $"""

              Ready, without the demo.

                API            {url}api
                Organisation   an empty store gets the demo without --no-seed; the README says how to make one by "organisation create"

              Press Ctrl-C to stop.
              """
            : $"""

              Ready.

                Page           {url}
                Mailbox        {url}mailbox   (e-mail and SMS that it sends)
                Organisation   {demo.Name} ({demo.Organisation})
                API key        {demo.ApiKey}

              Register a user by chat on the page. Look one up by code, as payroll would:

                curl -H "Authorization: Bearer {demo.ApiKey}" {url}api/users/by-code/{Demo.SampleCode}

              Press Ctrl-C to stop.
              """;
        await console.WriteLineAsync(text);
    }

    private static async Task UntilStoppedAsync(FunctionsHost.FunctionsHost host, CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(stopped.SetResult);
        await await Task.WhenAny(stopped.Task, host.Completion);
    }

    // Built with this program, in the same configuration.
    private static string AppDirectory()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        return Repository.PathOf("src", "Ommnio.Functions", "bin", output.Parent!.Name, output.Name);
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }

    private sealed class Lines(TextWriter console) : IProgress<string>
    {
        private readonly Stopwatch clock = Stopwatch.StartNew();

        public void Report(string value) => console.WriteLine($"[{clock.Elapsed.TotalSeconds,5:0.0} s] {value}");
    }
}
