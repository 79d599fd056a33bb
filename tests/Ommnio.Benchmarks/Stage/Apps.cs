using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Ommnio.LocalHost.FunctionsHost;
using Ommnio.LocalHost.Processes;

namespace Ommnio.Benchmarks.Stage;

/// <summary>The two function apps as processes: the product's, and one that does nothing with the same packages.</summary>
internal static class Apps
{
    private const string Configuration =
#if DEBUG
        "Debug";
#else
        "Release";
#endif

    internal static string Built(string project) => Repository.PathOf([.. project.Split('/'), "bin", Configuration, "net10.0"]);

    internal const string Product = "src/Ommnio.Functions";
    internal const string Empty = "tests/Ommnio.EmptyApp";

    /// <summary>As it would be deployed to Linux on this machine's processor: compiled beforehand.</summary>
    internal static async Task<string> PublishAsync(string project, CancellationToken cancellationToken)
    {
        // Beside the checkout's own output, whose restore knows nothing of a platform.
        var folder = Path.Combine(Path.GetTempPath(), "ommnio-benchmarks", Path.GetFileName(project));
        await using var publish = ChildProcess.Start(new()
        {
            Program = "dotnet",
            Arguments =
            [
                "publish", Repository.PathOf(project.Split('/')), "-c", "Release", "--use-current-runtime", "--no-self-contained", "-p:PublishReadyToRun=true", "-p:RunAnalyzers=false",
                "-p:NuGetLockFilePath=obj/ready-to-run.lock.json", "-p:RestoreLockedMode=false", "--artifacts-path", Path.Combine(folder, "artifacts"), "-o", Path.Combine(folder, "app"), "-v", "quiet", "-nologo",
            ],
            WorkingDirectory = Repository.Root,
        });
        return await publish.Exited.WaitAsync(cancellationToken) == 0 ? Path.Combine(folder, "app") : throw new InvalidOperationException($"{project} could not be published.\n{publish.LastLines}");
    }

    internal static FunctionsHostOptions Options(Product product, string app, params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string>(product.Settings);
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        return new() { AppDirectory = app, StorageConnectionString = product.ConnectionString, Settings = settings, Logging = _ => { } };
    }

    /// <summary>As in Azure, where the app makes no tables when it starts; but for the storage, which is the emulator.</summary>
    internal static FunctionsHostOptions Deployed(Product product, string app)
    {
        var options = Options(
            product,
            app,
            ("AZURE_FUNCTIONS_ENVIRONMENT", "Testing"),
            ("MicrosoftAppType", "SingleTenant"),
            ("MicrosoftAppId", "11111111-1111-1111-1111-111111111111"),
            ("MicrosoftAppTenantId", "22222222-2222-2222-2222-222222222222"),
            ("MicrosoftAppPassword", "unused"));
        return options with { Settings = options.Settings.Where(setting => !setting.Key.StartsWith("LocalChannel", StringComparison.Ordinal)).ToDictionary() };
    }

    /// <summary>From the start of the process until it can be called.</summary>
    internal static async Task<double> StartAsync(FunctionsHostOptions options, CancellationToken cancellationToken)
    {
        var app = new FunctionsApp(options, new("http://127.0.0.1"));
        Worker? worker = null;
        var took = await Speed.Turns.MillisecondsAsync(async () => worker = await Worker.StartAsync(app, NullLoggerFactory.Instance, cancellationToken));
        await worker!.StopAsync();
        return took;
    }

    /// <summary>What the kernel counts as the process's own memory, in MiB.</summary>
    internal static double Resident(int process)
    {
        const string line = "VmRSS:";
        var status = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status")).First(text => text.StartsWith(line, StringComparison.Ordinal));
        return double.Parse(status[line.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }
}
