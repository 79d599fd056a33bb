using System.Diagnostics;
using System.Text.Json;
using Azure.Data.Tables;
using Ommnio.LocalHost.Processes;

namespace Ommnio.LocalHost.Seeding;

/// <summary>A person of the demo organisation that the page offers to be.</summary>
internal sealed record DemoPerson(string Id, string Name, string Right);

/// <summary>What must be known of the seeded organisation on the next run: the key is shown by the app only once.</summary>
/// <param name="ProductKey">The chat product's own, which alone may report proved numbers and accesses.</param>
internal sealed record Demo(string Organisation, string Name, string ApiKey, string? ProductKey, IReadOnlyList<DemoPerson> People)
{
    /// <summary>Of a user in the demo, for the line that is printed to be pasted.</summary>
    public const string SampleCode = "A-17";
}

/// <summary>Seeds an empty store by the app's own command; nothing of the app's code is used here.</summary>
internal static class DemoOrganisation
{
    private static readonly Dictionary<string, string> Rights = new()
    {
        ["A-1"] = "Account Administrator",
        ["A-2"] = "Team Administrator",
        ["A-3"] = "member",
    };

    /// <returns>Null if the store holds something else than the demo: that is left as it is.</returns>
    /// <exception cref="InvalidOperationException">The command failed; the message is what it said.</exception>
    public static async Task<Demo?> EnsureAsync(string appDirectory, IReadOnlyDictionary<string, string> settings, string dataFolder, CancellationToken cancellationToken)
    {
        var remembered = Path.Combine(dataFolder, "demo.json");
        if (File.Exists(remembered) && JsonSerializer.Deserialize<Demo>(await File.ReadAllTextAsync(remembered, cancellationToken)) is { } known)
        {
            return known;
        }

        if (await HasDataAsync(settings["Storage__ConnectionString"], cancellationToken))
        {
            return null;
        }

        using var answer = JsonDocument.Parse(await RunAsync(appDirectory, settings, cancellationToken));
        var root = answer.RootElement;
        var people = root.GetProperty("users").EnumerateArray()
            .Where(user => Rights.ContainsKey(user.GetProperty("code").GetString() ?? ""))
            .Select(user => new DemoPerson(user.GetProperty("id").GetString()!, user.GetProperty("name").GetString()!, Rights[user.GetProperty("code").GetString()!]));
        var organisation = root.GetProperty("organisation");
        var demo = new Demo(organisation.GetProperty("id").GetString()!, organisation.GetProperty("name").GetString()!, root.GetProperty("apiKey").GetString()!, root.GetProperty("apiKeys").GetProperty("product").GetString(), [.. people]);
        await PrivateFile.WriteAsync(remembered, JsonSerializer.Serialize(demo), cancellationToken);
        return demo;
    }

    private static async Task<bool> HasDataAsync(string storage, CancellationToken cancellationToken)
    {
        var tables = new TableServiceClient(storage).QueryAsync(table => table.Name == "directory", cancellationToken: cancellationToken);
        return await tables.AnyAsync(cancellationToken)
            && await new TableClient(storage, "directory").QueryAsync<TableEntity>(maxPerPage: 1, cancellationToken: cancellationToken).AnyAsync(cancellationToken);
    }

    private static async Task<string> RunAsync(string appDirectory, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(appDirectory, "Ommnio.Functions.dll"), "organisation", "create"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = appDirectory,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var command = Process.Start(start)!;
        await command.StandardInput.WriteAsync(await File.ReadAllTextAsync(Repository.PathOf("src", "Ommnio.LocalHost", "Seeding", "demo-organisation.json"), cancellationToken));
        command.StandardInput.Close();
        var output = command.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = command.StandardError.ReadToEndAsync(cancellationToken);
        await command.WaitForExitAsync(cancellationToken);
        return command.ExitCode == 0 ? await output : throw new InvalidOperationException($"The demo organisation was not created: {await errors}");
    }
}
