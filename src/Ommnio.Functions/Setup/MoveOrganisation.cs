using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Ommnio.Core.Users;
using Ommnio.Functions.Wire;
using Ommnio.Storage;

namespace Ommnio.Functions.Setup;

/// <summary>
/// <c>dotnet Ommnio.Functions.dll organisation copy|hand-over ID</c>: how an operator moves an organisation to another storage account,
/// which another deployment with the same <c>Secrets</c> works on. From the account of <c>Storage</c> to that of <c>Target</c>, which is
/// written the same way. To copy, nobody need stop; to hand over, the function apps of both accounts must be, and the command wants to hear
/// that they are (<c>--stopped</c>). Answers one JSON document. Exit codes: 0 done, 1 refused, 2 fault; each can be repeated.
/// </summary>
internal static class MoveOrganisation
{
    // Whoever was not stopped after all shows by what they write in that time: a minute for which keys are kept, and a little for clocks.
    private static readonly TimeSpan KeptKeys = TimeSpan.FromSeconds(65);

    internal static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        try
        {
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
            if (args is not ([_, _] or ["hand-over", _, "--stopped", ..]) || Wait(args[2..]) is not { } wait)
            {
                await errors.WriteLineAsync("organisation copy ID, or organisation hand-over ID --stopped [--wait 00:01:05]");
                return 1;
            }

            var (act, id) = (args[0], args[1]);
            if (act == "hand-over" && args.Length == 2)
            {
                await errors.WriteLineAsync("Stop the function apps of both accounts, and say so by --stopped: whoever worked meanwhile at the source would be lost, and whoever worked at the target would be overwritten.");
                return 1;
            }

            var (move, organisation) = (new OrganisationMove(Tables(configuration, "Storage"), Tables(configuration, "Target")), new OrganisationId(id));
            return act == "copy" ? await CopyAsync(move, organisation, output, errors) : await HandOverAsync(move, organisation, wait, output, errors);
        }
        catch (Exception fault)
        {
            // A program's Main is one of the three places where a fault ends.
            await errors.WriteLineAsync($"Cut short; repeating the command goes on. {fault.Message}");
            return 2;
        }
    }

    private static async Task<int> CopyAsync(OrganisationMove move, OrganisationId organisation, TextWriter output, TextWriter errors)
    {
        if (await move.CopyAsync(organisation, CancellationToken.None) is not { } tables)
        {
            await errors.WriteLineAsync("There is no such organisation at the source, or it is open at the target already.");
            return 1;
        }

        await output.WriteLineAsync(JsonSerializer.Serialize(new(organisation.Value, tables.ToDictionary(table => table.Key, table => new CopiedTable(table.Value.Rows, table.Value.Written, table.Value.Removed))), WireJson.Plain.CopiedAnswer));
        return 0;
    }

    private static async Task<int> HandOverAsync(OrganisationMove move, OrganisationId organisation, TimeSpan wait, TextWriter output, TextWriter errors)
    {
        if (!await move.HandOverAsync(organisation, token => Task.Delay(wait, token), CancellationToken.None))
        {
            await errors.WriteLineAsync("Not handed over: somebody still writes at the source, there is no such organisation, or it is open at both.");
            return 1;
        }

        await output.WriteLineAsync(JsonSerializer.Serialize(new(organisation.Value), WireJson.Plain.HandedOverAnswer));
        return 0;
    }

    private static TimeSpan? Wait(string[] rest) => rest switch
    {
        [] or ["--stopped"] => KeptKeys,
        ["--stopped", "--wait", var said] when TimeSpan.TryParse(said, CultureInfo.InvariantCulture, out var wait) && wait >= TimeSpan.Zero => wait,
        _ => null,
    };

    private static TableServiceClient Tables(IConfiguration configuration, string section)
    {
        var location = Composition.Location(configuration.GetSection(section));
        return location.ConnectionString is { } connection ? new(connection) : new(location.Tables, location.Credential);
    }
}

/// <param name="Tables">By name.</param>
internal sealed record CopiedAnswer(string Organisation, IReadOnlyDictionary<string, CopiedTable> Tables);

/// <param name="Rows">How many there are.</param>
/// <param name="Written">How many of them were missing or different at the target.</param>
/// <param name="Removed">How many there were at the target alone.</param>
internal sealed record CopiedTable(long Rows, long Written, long Removed);

internal sealed record HandedOverAnswer(string HandedOver);
