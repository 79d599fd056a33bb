using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Ommnio.LocalHost.Processes;
using Shouldly;

namespace Ommnio.Tests.Infra;

/// <summary>The Bicep compiler, which the build fetches from NuGet. It asks nobody on the network.</summary>
internal static class Bicep
{
    private static readonly string Program = typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(said => said.Key == "Bicep").Value!;

    internal static async Task<(string Output, string Problems)> RunAsync(params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.PathOf("infra") };
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using var process = Process.Start(start)!;
        var (output, problems) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (await output, process.ExitCode == 0 ? await problems : $"exit code {process.ExitCode}: {await problems}");
    }

    /// <summary>What Azure would be sent; without a warning, too.</summary>
    internal static Task<JsonElement> Template { get; } = TemplateAsync();

    private static async Task<JsonElement> TemplateAsync()
    {
        var (template, problems) = await RunAsync("build", "main.bicep", "--stdout");
        problems.ShouldBeEmpty();
        return JsonDocument.Parse(template).RootElement;
    }

    /// <summary>Every resource of every module, as it will be deployed.</summary>
    internal static IEnumerable<JsonElement> ResourcesOf(JsonElement template)
    {
        var resources = template.GetProperty("resources");
        foreach (var resource in resources.ValueKind == JsonValueKind.Object ? resources.EnumerateObject().Select(one => one.Value) : resources.EnumerateArray())
        {
            yield return resource;
            if (resource.GetProperty("type").GetString() == "Microsoft.Resources/deployments")
            {
                foreach (var inner in ResourcesOf(resource.GetProperty("properties").GetProperty("template")))
                {
                    yield return inner;
                }
            }
        }
    }
}
