using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;
using Ommnio.Storage;

namespace Ommnio.Functions.Setup;

/// <summary>
/// <c>dotnet Ommnio.Functions.dll organisation create &lt; file.json</c>: how an operator makes an organisation, on Azure as on
/// a laptop. Answers one JSON document on the output; problems go to the error output. Exit codes: 0 done, 1 refused, 2 fault.
/// </summary>
internal sealed class CreateOrganisation(StorageSetup storage, IOrganisations organisations, IApiKeys keys, RegisterUser register, IUsers users, TimeProvider time)
{
    internal static async Task<int> RunAsync(TextReader input, TextWriter output, TextWriter errors)
    {
        try
        {
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
            await using var services = new ServiceCollection()
                .AddLogging(logging => logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning))
                .AddOmmnio(configuration)
                .AddSingleton<CreateOrganisation>()
                .BuildServiceProvider();
            var file = JsonSerializer.Deserialize(await input.ReadToEndAsync(), WireJson.Plain.OrganisationFile) ?? throw new JsonException("The document is empty.");
            return await services.GetRequiredService<CreateOrganisation>().CreateAsync(file, output, errors, CancellationToken.None);
        }
        catch (JsonException malformed)
        {
            await errors.WriteLineAsync($"The document is not as expected: {malformed.Message}");
            return 1;
        }
        catch (Exception fault)
        {
            // A program's Main is one of the three places where a fault ends.
            await errors.WriteLineAsync($"The organisation was not created whole; repeating the command finishes it. {fault.Message}");
            return 2;
        }
    }

    private async Task<int> CreateAsync(OrganisationFile file, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        var plan = new OrganisationPlan(file);
        var catalogue = plan.Catalogue();
        if (plan.Problems.Count > 0)
        {
            await errors.WriteLineAsync(string.Join(Environment.NewLine, plan.Problems));
            return 1;
        }

        await storage.EnsureAsync(cancellationToken);
        await organisations.CreateAsync(catalogue, cancellationToken);
        var actor = new Actor(catalogue.Organisation.Id, null, WayIn.Setup, null);
        List<CreatedUser> created = [];
        var refused = false;
        foreach (var (index, user) in (file.Users ?? []).Index())
        {
            var outcome = await register.HandleAsync(new(actor, user, null, plan.Operation(index)), cancellationToken);
            if (outcome is RegisterUserOutcome.Registered done)
            {
                created.Add(new(done.User.Id.ToString(), done.User.Code?.Text, done.User.Name.Full));
                await SignUpAsync(actor, user, done.User, cancellationToken);
            }
            else
            {
                refused = true;
                await errors.WriteLineAsync($"users[{index}]: {Say(outcome)}");
            }
        }

        var key = await AddKeyAsync(actor.Organisation, cancellationToken);
        var answer = new CreatedAnswer(new(actor.Organisation.Value, catalogue.Organisation.Name), key.Reveal(), created);
        await output.WriteLineAsync(JsonSerializer.Serialize(answer, WireJson.Plain.CreatedAnswer));
        return refused ? 1 : 0;
    }

    private async Task SignUpAsync(Actor actor, UserFile file, User user, CancellationToken cancellationToken)
    {
        if (file.Active && user.SignedUpAt is null)
        {
            var now = time.GetUtcNow();
            var audit = new AuditEntry(new($"setup{user.Id}"), user.CreatedAt, null, WayIn.Setup, "user.signedUp", []);
            await users.ChangeAsync(
                actor.Organisation,
                user.Id,
                before => before.SignedUpAt is not null ? null : new(before with { SignedUpAt = now, LastAccessAt = now, UpdatedAt = now, Version = before.Version + 1 }, null, false, audit),
                cancellationToken);
        }
    }

    private async Task<ApiKeyText> AddKeyAsync(OrganisationId organisation, CancellationToken cancellationToken)
    {
        var text = ApiKeyText.New();
        await keys.AddAsync(new(text.Id, organisation, [.. Enum.GetValues<Scope>()], [.. text.SecretHash], null), cancellationToken);
        return text;
    }

    private static string Say(RegisterUserOutcome outcome) => outcome switch
    {
        RegisterUserOutcome.Refused refused => string.Join(' ', refused.Problems.Select(problem => Words.Say(problem, Language.English))),
        RegisterUserOutcome.Taken taken => Words.Say(taken.Problem, Language.English),
        RegisterUserOutcome.Forbidden forbidden => Words.Say(forbidden.Problem, Language.English),
        _ => Words.Say(new("idempotency.mismatch", null), Language.English),
    };
}
