using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;

namespace Ommnio.Functions.Setup;

/// <summary>
/// <c>dotnet Ommnio.Functions.dll organisation key ID</c>: how an operator lets an organisation in again that has no key left, after a
/// restore or a mistake. The key has all scopes that reach no further than the organisation, and is printed this once. Exit codes: 0
/// done, 1 refused, 2 fault.
/// </summary>
internal sealed class MakeKey(ICatalogues catalogues, IKeyRing ring, TimeProvider time)
{
    private const string Name = "organisation key";

    internal static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        try
        {
            await using var services = new ServiceCollection()
                .AddLogging(logging => logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning))
                .AddOmmnio(new ConfigurationBuilder().AddEnvironmentVariables().Build())
                .AddSingleton<MakeKey>()
                .BuildServiceProvider();
            if (args is [var id] && await services.GetRequiredService<MakeKey>().ForAsync(new(id), CancellationToken.None) is { } key)
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(new(id, key), WireJson.Plain.MadeKeyAnswer));
                return 0;
            }

            await errors.WriteLineAsync("organisation key ID, where ID is that of an organisation that is there.");
            return 1;
        }
        catch (Exception fault)
        {
            // A program's Main is one of the three places where a fault ends.
            await errors.WriteLineAsync($"No key was shown; repeating the command makes another. {fault.Message}");
            return 2;
        }
    }

    private async Task<string?> ForAsync(OrganisationId organisation, CancellationToken cancellationToken)
    {
        if (await catalogues.FindAsync(organisation, cancellationToken) is null)
        {
            return null;
        }

        return await AddAsync(ring, new(organisation, null, WayIn.Setup, null), Name, ScopeNames.OfOneOrganisation, time.GetUtcNow(), cancellationToken);
    }

    /// <summary>On the organisation's list and in its history like any other, so that it can be rotated and revoked.</summary>
    internal static async Task<string> AddAsync(IKeyRing ring, Actor actor, string name, ImmutableHashSet<Scope> scopes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = ApiKeyText.New();
        var entry = new KeyEntry(key.Id, name, scopes, now, null, null, null);
        await ring.AddAsync(new(key.Id, actor.Organisation, scopes, [.. key.SecretHash], null), entry, ManageKeys.AuditOf(actor, entry), cancellationToken);
        return key.Reveal();
    }
}

internal sealed record MadeKeyAnswer(string Organisation, string ApiKey);
