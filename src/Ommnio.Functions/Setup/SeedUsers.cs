using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Functions.Setup;

/// <summary>Registers the document's users, many at a time; only who is related to an earlier one waits for them.</summary>
internal sealed class SeedUsers(RegisterUser register, IUsers users, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim places = new(16);

    /// <summary>Judges all of them without storing anything, so that a document with a mistake leaves nothing behind.</summary>
    internal static IReadOnlyList<string> Problems(Actor actor, Catalogue catalogue, IReadOnlyList<UserFile> said, DateTimeOffset now) =>
        [.. said.SelectMany((user, index) => Problems(actor, catalogue, said, index, now).Select(problem => $"users[{index}].{OrganisationPlan.Say(problem)}"))];

    /// <summary>In the order of the document; a text where a user was refused.</summary>
    internal async Task<IReadOnlyList<(User? User, string? Refusal)>> RegisterAsync(Actor actor, IReadOnlyList<UserFile> said, DocumentIds ids, CancellationToken cancellationToken)
    {
        var running = new Task<(User?, string?)>[said.Count];
        for (var i = 0; i < said.Count; i++)
        {
            var manager = ManagerOf(said, i) is { } earlier ? running[earlier] : Task.CompletedTask;
            running[i] = OneAsync(actor, said[i], i, ids.User(i), manager, cancellationToken);
        }

        return await Task.WhenAll(running);
    }

    public void Dispose() => places.Dispose();

    private static IReadOnlyList<Problem> Problems(Actor actor, Catalogue catalogue, IReadOnlyList<UserFile> said, int index, DateTimeOffset now)
    {
        var ids = new RegisterUser.NewIds(new(Guid.NewGuid()), new(Guid.NewGuid()), new("plan"));
        var manager = ManagerOf(said, index) is { } earlier ? new Manager(new(Guid.NewGuid()), $"users[{earlier}]") : null;
        var (_, refusal) = RegisterUser.Decide(new(actor, said[index], null, null), catalogue, manager, new([]), "", ids, now);
        return refusal is RegisterUserOutcome.Refused refused ? refused.Problems : refusal is RegisterUserOutcome.Forbidden forbidden ? [forbidden.Problem] : [];
    }

    private static int? ManagerOf(IReadOnlyList<UserFile> said, int index)
    {
        var code = EmployeeCode.Read(said[index].RelatedTo?.Code, "relatedTo").Value;
        var found = code is null ? -1 : said.Take(index).ToList().FindIndex(user => EmployeeCode.Read(user.Code, "code").Value == code);
        return found < 0 ? null : found;
    }

    private async Task<(User? User, string? Refusal)> OneAsync(Actor actor, UserFile said, int index, Operation operation, Task manager, CancellationToken cancellationToken)
    {
        await manager;
        await places.WaitAsync(cancellationToken);
        try
        {
            var outcome = await register.HandleAsync(new(actor, said, null, operation), cancellationToken);
            if (outcome is not RegisterUserOutcome.Registered done)
            {
                return (null, $"users[{index}].{Say(outcome)}");
            }

            return await SignUpAsync(actor, said, done.User, cancellationToken) is Changing.Busy
                ? (null, $"users[{index}].{OrganisationPlan.Say(new("request.busy", null))}")
                : (done.User, null);
        }
        finally
        {
            places.Release();
        }
    }

    // Null: who is to be pending.
    private async Task<Changing?> SignUpAsync(Actor actor, UserFile said, User user, CancellationToken cancellationToken)
    {
        if (!said.Active)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var audit = new AuditEntry(new($"setup{user.Id}"), user.CreatedAt, null, WayIn.Setup, "user.signedUp", []);
        return await users.ChangeAsync(
            actor.Organisation,
            user.Id,
            before => before.SignedUpAt is not null ? null : new(before with { SignedUpAt = now, LastAccessAt = now, UpdatedAt = now, Version = before.Version + 1 }, null, false, audit),
            cancellationToken);
    }

    private static string Say(RegisterUserOutcome outcome) => outcome switch
    {
        RegisterUserOutcome.Refused refused => string.Join(' ', refused.Problems.Select(OrganisationPlan.Say)),
        RegisterUserOutcome.Taken taken => OrganisationPlan.Say(taken.Problem),
        RegisterUserOutcome.Forbidden forbidden => OrganisationPlan.Say(forbidden.Problem),
        _ => OrganisationPlan.Say(new("idempotency.mismatch", null)),
    };
}
