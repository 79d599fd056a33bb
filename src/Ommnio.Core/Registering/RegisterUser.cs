using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Inviting;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Registering;

/// <summary>Registers a user, and invites them only if the request says so (R2, D45).</summary>
/// <param name="Invite">The channel's name on the wire; null: no invitation.</param>
/// <param name="Operation">Null: this call cannot be repeated by name; its own lost answers are recognised all the same.</param>
public sealed record RegisterUserRequest(Actor Actor, UserFields Fields, string? Invite, Operation? Operation)
{
    /// <summary>The invitation is not to wait for the user's working hours (D50).</summary>
    public bool InvitesAtOnce { get; init; }
}

public abstract record RegisterUserOutcome
{
    private RegisterUserOutcome()
    {
    }

    /// <summary><paramref name="Repeated"/>: the same operation was carried out before, and this is its first answer.</summary>
    public sealed record Registered(User User, Invitation? Invitation, IReadOnlyList<Problem> Warnings, bool Repeated) : RegisterUserOutcome;

    public sealed record Refused(IReadOnlyList<Problem> Problems) : RegisterUserOutcome;

    /// <summary>A unique value belongs to somebody; <paramref name="Holder"/> only if the actor may see them (R22).</summary>
    public sealed record Taken(Problem Problem, User? Holder) : RegisterUserOutcome;

    /// <summary>The operation's name stands for another request.</summary>
    public sealed record Mismatch : RegisterUserOutcome;

    public sealed record Forbidden(Problem Problem) : RegisterUserOutcome;
}

public sealed class RegisterUser(ICatalogues catalogues, IUsers users, InvitationWays ways, HandOff handOff, MasterKeys keys, IIds ids, TimeProvider time)
{
    private readonly FindUsers find = new(users);

    /// <summary>The ids that a creation may need, made before it is decided.</summary>
    public sealed record NewIds(UserId User, InvitationId Invitation, OperationId Operation);

    /// <summary>Decides without storing anything: the user to be stored, or why not.</summary>
    /// <param name="manager">Whom the fields' "related to" means; null when nobody whom the actor may see.</param>
    public static (NewUser? New, RegisterUserOutcome? Refusal) Decide(RegisterUserRequest request, Catalogue catalogue, Manager? manager, InvitationWays ways, string keyId, NewIds ids, DateTimeOffset now)
    {
        var (user, nationalId, problems) = new ReadUser(request.Fields, catalogue, request.Actor, before: null, manager, saysConsent: true, now).Read(ids.User);
        var channel = Naming.Parse<InvitationChannel>(request.Invite);
        var operation = request.Operation ?? new(ids.Operation, "");
        var (invitation, uninvitable) = request.Invite is null ? default
            : request.Invite.Length > 0 && channel is null ? (null, new Problem("invitation.unknown_channel", "invite.channel"))
            : user is null ? default
            : InviteUser.Begin(ids.Invitation, user, InviteUser.OrderOf(channel, catalogue.Organisation.Settings), request.InvitesAtOnce, catalogue.Organisation.Settings, ways, keyId, request.Actor.User, operation.Id, now);
        if (user is null || uninvitable is not null)
        {
            return (null, new RegisterUserOutcome.Refused(uninvitable is null ? problems : [.. problems, uninvitable]));
        }

        if (Authority.Forbids(request.Actor, before: null, user, nationalId is not null, catalogue) is { } forbidden)
        {
            return (null, new RegisterUserOutcome.Forbidden(forbidden));
        }

        // After the rights: what a rule adds is the organisation's policy, not this actor's act (D41).
        user = user with { Teams = RunRules.On(user, catalogue), Invitation = invitation?.Id };
        var fields = ChangedFields.Between(null, user, nationalId is not null);
        var audit = new AuditEntry(operation.Id, now, request.Actor.User, request.Actor.Way, "user.registered", fields);
        return (new(user, nationalId, invitation, operation, audit), null);
    }

    /// <summary>
    /// One transaction and, with an invitation, its hand-off; a read more where "related to" is given, and a write more for a
    /// label that is new to the organisation, or where a request with a name is refused. After an exception nothing is known: repeat it with the same operation.
    /// </summary>
    public async Task<RegisterUserOutcome> HandleAsync(RegisterUserRequest request, CancellationToken cancellationToken)
    {
        var actor = request.Actor;
        var catalogue = await catalogues.FindAsync(actor.Organisation, cancellationToken)
            ?? throw new InvalidOperationException("The actor's organisation has no catalogue.");
        var manager = ManagerReference.Of(request.Fields) is { } reference
            ? await ManagerReference.ResolveAsync(reference, actor, find, cancellationToken)
            : null;
        var newIds = new NewIds(new(ids.Next()), new(ids.Next()), new($"{ids.Next():N}"));
        var (user, refusal) = Decide(request, catalogue, manager, ways, keys.CurrentId, newIds, time.GetUtcNow());
        // A repeat gets its first answer, also when what it names, a manager or a team, is gone since.
        var adding = user is not null ? await users.AddAsync(actor.Organisation, user, cancellationToken)
            : refusal is RegisterUserOutcome.Refused && request.Operation is { } operation ? await users.RepeatedAsync(actor.Organisation, operation, cancellationToken)
            : null;
        return adding switch
        {
            null => refusal!,
            Adding.Added => await DoneAsync(actor, user!.User, user.Invitation, catalogue, repeated: false, cancellationToken),
            Adding.Repeated before => await DoneAsync(actor, before.User, before.Invitation, catalogue, repeated: true, cancellationToken),
            Adding.Taken taken => await TakenAsync(taken, actor, cancellationToken),
            Adding.TooLarge => new RegisterUserOutcome.Refused([Outcomes.TooLarge]),
            _ => new RegisterUserOutcome.Mismatch(),
        };
    }

    private async Task<RegisterUserOutcome> DoneAsync(Actor actor, User user, Invitation? invitation, Catalogue catalogue, bool repeated, CancellationToken cancellationToken)
    {
        if (Outcomes.NewLabels(user, catalogue) is { Count: > 0 } labels)
        {
            await catalogues.RememberAsync(actor.Organisation, labels, cancellationToken);
        }

        // A repeat may come because the first answer was lost on the way; the message may have been lost too.
        if (invitation is not null)
        {
            await handOff.RunAsync(actor.Organisation, invitation, cancellationToken);
        }

        return new RegisterUserOutcome.Registered(user, invitation, Outcomes.Warnings(user, catalogue), repeated);
    }

    private async Task<RegisterUserOutcome> TakenAsync(Adding.Taken taken, Actor actor, CancellationToken cancellationToken)
    {
        var (problem, holder) = await Outcomes.TakenAsync(taken.Field, taken.Holder, actor, find, cancellationToken);
        return new RegisterUserOutcome.Taken(problem, holder);
    }
}
