using System.Diagnostics;
using System.Text.Json.Nodes;
using Ommnio.EndToEnd.Tests.Proof.PersonalData;
using Shouldly;

namespace Ommnio.EndToEnd.Tests.Setup;

/// <summary>Runs <c>organisation create</c> as an operator does: the document in, one JSON document out.</summary>
internal static class SetupCommand
{
    public static string Document(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Setup", name));

    public static async Task<CreatedOrganisation> CreateAsync(string storage, string document, CancellationToken cancellationToken)
    {
        var ran = await RunAsync(storage, document, cancellationToken);
        ran.ExitCode.ShouldBe(0, ran.Errors);
        return CreatedOrganisation.Read(JsonNode.Parse(ran.Output)!);
    }

    public static Task<(int ExitCode, string Output, string Errors)> RunAsync(string storage, string document, CancellationToken cancellationToken) =>
        RunAsync(["create"], storage, null, document, cancellationToken);

    /// <param name="target">Where an organisation is moved to.</param>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string[] arguments, string storage, string? target, string document, CancellationToken cancellationToken)
    {
        Watch.Told(document);
        var info = new ProcessStartInfo("dotnet", [Path.Combine(FunctionsAppFixture.AppDirectory, "Ommnio.Functions.dll"), "organisation", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in FunctionsAppFixture.Secrets.Append(new("Storage__ConnectionString", storage)).Append(new("PublicUrl", "https://people.example")))
        {
            info.Environment[name] = value;
        }

        if (target is not null)
        {
            info.Environment["Target__ConnectionString"] = target;
        }

        using var process = Process.Start(info)!;
        await process.StandardInput.WriteAsync(document.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        // What it answers is the operator's; what it complains of is kept in a log.
        Watch.Saw("errors of the setup command", await errors);
        return (process.ExitCode, await output, await errors);
    }
}
