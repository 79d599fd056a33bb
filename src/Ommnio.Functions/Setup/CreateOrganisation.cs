using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Functions.Http;
using Ommnio.Functions.Wire;
using Ommnio.Storage;

namespace Ommnio.Functions.Setup;

/// <summary>
/// <c>dotnet Ommnio.Functions.dll organisation create &lt; file.json</c>: how an operator makes an organisation, on Azure as on
/// a laptop. Answers one JSON document on the output; problems go to the error output. Exit codes: 0 done, 1 refused, 2 fault.
/// </summary>
internal sealed class CreateOrganisation(StorageSetup storage, IOrganisations organisations, IKeyRing ring, SeedUsers seed, TimeProvider time)
{
    /// <summary>The name of the key that every run makes.</summary>
    private const string FirstKey = "organisation create";

    internal static async Task<int> RunAsync(TextReader input, TextWriter output, TextWriter errors)
    {
        try
        {
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
            await using var services = new ServiceCollection()
                .AddLogging(logging => logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning))
                .AddOmmnio(configuration)
                .AddSingleton<SeedUsers>()
                .AddSingleton<CreateOrganisation>()
                .BuildServiceProvider();
            var create = services.GetRequiredService<CreateOrganisation>();
            var problems = await create.FromAsync(await input.ReadToEndAsync(), output, CancellationToken.None);
            await errors.WriteAsync(string.Concat(problems.Select(problem => problem + Environment.NewLine)));
            return problems.Count > 0 ? 1 : 0;
        }
        catch (Exception fault)
        {
            // A program's Main is one of the three places where a fault ends.
            await errors.WriteLineAsync($"The organisation was not created whole; repeating the command finishes it. {fault.Message}");
            return 2;
        }
    }

    /// <summary>What is wrong with the document; then nothing was stored, unless a value belongs to somebody already.</summary>
    private async Task<IReadOnlyList<string>> FromAsync(string text, TextWriter output, CancellationToken cancellationToken)
    {
        var (file, malformed) = JsonBody.Parse(Encoding.UTF8.GetBytes(text), WireJson.Plain.OrganisationFile);
        if (file is null)
        {
            return [.. malformed.Select(OrganisationPlan.Say)];
        }

        var ids = new DocumentIds(file.Key);
        var (catalogue, problems) = OrganisationPlan.Read(file, ids);
        var (asked, wrong) = PlannedKeys.Read(file.ApiKeys ?? []);
        if (catalogue is null || wrong.Count > 0)
        {
            return [.. problems, .. wrong];
        }

        var actor = new Actor(ids.Organisation, null, WayIn.Setup, null);
        var unfit = SeedUsers.Problems(actor, catalogue, file.Users ?? [], time.GetUtcNow());
        return unfit.Count > 0 ? unfit : await StoreAsync(actor, catalogue, file.Users ?? [], asked, ids, output, cancellationToken);
    }

    private async Task<IReadOnlyList<string>> StoreAsync(
        Actor actor, Catalogue catalogue, IReadOnlyList<UserFile> said, IReadOnlyDictionary<string, ImmutableHashSet<Scope>> asked, DocumentIds ids, TextWriter output, CancellationToken cancellationToken)
    {
        await storage.EnsureAsync(cancellationToken);
        await organisations.CreateAsync(catalogue, cancellationToken);
        var outcomes = await seed.RegisterAsync(actor, said, ids, cancellationToken);
        var key = await AddAsync(actor, FirstKey, ScopeNames.OfOneOrganisation, cancellationToken);
        Dictionary<string, string> others = [];
        foreach (var (name, scopes) in asked)
        {
            others[name] = await AddAsync(actor, name, scopes, cancellationToken);
        }

        var created = outcomes.Select(outcome => outcome.User).OfType<User>().Select(user => new CreatedUser(user.Id.ToString(), user.Code?.Text, user.Name.Full));
        var answer = new CreatedAnswer(new(actor.Organisation.Value, catalogue.Organisation.Name), key, others, [.. created]);
        await output.WriteLineAsync(JsonSerializer.Serialize(answer, WireJson.Plain.CreatedAnswer));
        return [.. outcomes.Select(outcome => outcome.Refusal).OfType<string>()];
    }

    private Task<string> AddAsync(Actor actor, string name, ImmutableHashSet<Scope> scopes, CancellationToken cancellationToken) => MakeKey.AddAsync(ring, actor, name, scopes, time.GetUtcNow(), cancellationToken);
}
