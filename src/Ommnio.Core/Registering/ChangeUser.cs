using System.Collections.Immutable;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Inviting;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Registering;

/// <summary>Changes a user.</summary>
/// <param name="ExpectedVersion">The version the change is based on; null: whatever is there (D56).</param>
/// <param name="Edit">From the fields as they are to the fields as they should be; pure. <see cref="UserFields.NationalId"/> is absent before, and what it says after is set: null leaves the ID.</param>
public sealed record ChangeUserRequest(Actor Actor, UserId User, int? ExpectedVersion, Func<UserFields, UserFields> Edit, bool RemoveNationalId);

public abstract record ChangeUserOutcome
{
    private ChangeUserOutcome()
    {
    }

    /// <summary>Also when nothing differed: then nothing was written and the version is as before.</summary>
    public sealed record Changed(User User, IReadOnlyList<Problem> Warnings) : ChangeUserOutcome
    {
        public RuleMoves Moves { get; init; } = RuleMoves.None;
    }

    public sealed record NotFound : ChangeUserOutcome;

    public sealed record Stale : ChangeUserOutcome;

    public sealed record Refused(IReadOnlyList<Problem> Problems) : ChangeUserOutcome;

    public sealed record Taken(Problem Problem, User? Holder) : ChangeUserOutcome;

    public sealed record Forbidden(Problem Problem) : ChangeUserOutcome;

    public sealed record Busy : ChangeUserOutcome;
}

public sealed class ChangeUser(ICatalogues catalogues, IUsers users, IIds ids, TimeProvider time)
{
    private readonly FindUsers find = new(users);

    /// <summary>One read and one transaction; a read more where "related to" changes, and one more of each where the user is in what was deleted.</summary>
    public async Task<ChangeUserOutcome> HandleAsync(ChangeUserRequest request, CancellationToken cancellationToken)
    {
        var catalogue = await catalogues.FindAsync(request.Actor.Organisation, cancellationToken)
            ?? throw new InvalidOperationException("The actor's organisation has no catalogue.");
        var decision = new Decision(request, catalogue, new($"{ids.Next():N}"), time.GetUtcNow());
        while (true)
        {
            var changing = await users.ChangeAsync(request.Actor.Organisation, request.User, decision.Of, cancellationToken);
            if (changing is Changing.Refused && decision.Unresolved is { } reference)
            {
                // Who is meant is known only after the user has been read; an unknown answer is remembered, so this ends.
                decision.Resolve(reference, await ManagerReference.ResolveAsync(reference, request.Actor, find, cancellationToken));
                continue;
            }

            if (changing is Changing.Refused && decision.Doubtful is { } doubtful)
            {
                decision.Forget(doubtful, await catalogues.FindNowAsync(request.Actor.Organisation, cancellationToken) ?? catalogue);
                continue;
            }

            return await OutcomeAsync(changing, decision, request.Actor, catalogue, cancellationToken);
        }
    }

    private async Task<ChangeUserOutcome> OutcomeAsync(Changing changing, Decision decision, Actor actor, Catalogue catalogue, CancellationToken cancellationToken)
    {
        switch (changing)
        {
            case Changing.Changed(var user):
                if (Outcomes.NewLabels(user, catalogue) is { Count: > 0 } labels)
                {
                    await catalogues.RememberAsync(actor.Organisation, labels, cancellationToken);
                }

                IReadOnlyList<Problem> warnings = [.. Outcomes.Warnings(user, catalogue), .. Outcomes.Stays(decision.Before, user, actor, catalogue)];
                return new ChangeUserOutcome.Changed(user, warnings) { Moves = RunRules.Moves(decision.Before, user) };
            case Changing.Taken(var field, var holderId):
                var (problem, holder) = await Outcomes.TakenAsync(field, holderId, actor, find, cancellationToken);
                return new ChangeUserOutcome.Taken(problem, holder);
            case Changing.TooLarge:
                return new ChangeUserOutcome.Refused([Outcomes.TooLarge]);
            case Changing.Refused:
                return decision.Refusal!;
            case Changing.LastAccountAdministrator:
                var last = Subject.Of(decision.Before!) with { IsLastAccountAdministrator = true };
                return new ChangeUserOutcome.Forbidden(((Ruling.Forbidden)Authority.On(actor, UserAct.GrantAccountAdministration, last)).Problem);
            case Changing.NotFound:
                return new ChangeUserOutcome.NotFound();
            default:
                return new ChangeUserOutcome.Busy();
        }
    }

    /// <summary>What to make of the user as loaded; asked again when somebody else was faster.</summary>
    private sealed class Decision(ChangeUserRequest request, Catalogue catalogue, OperationId operation, DateTimeOffset now)
    {
        private readonly Dictionary<ManagerFields, Manager?> managers = [];
        private ImmutableHashSet<Guid>? gone;

        /// <summary>Teams and groups that the user is in and the catalogue, which may be seconds old, does not know.</summary>
        public ImmutableHashSet<Guid>? Doubtful { get; private set; }

        public ManagerFields? Unresolved { get; private set; }

        public ChangeUserOutcome? Refusal { get; private set; }

        /// <summary>The user as last loaded: what a change that went through began from.</summary>
        public User? Before { get; private set; }

        public void Resolve(ManagerFields reference, Manager? manager) => managers[reference] = manager;

        /// <summary>What a younger catalogue does not know either is gone for good: ids are used once.</summary>
        public void Forget(ImmutableHashSet<Guid> doubtful, Catalogue now) =>
            gone = [.. doubtful.Where(id => now.Team(new(id)) is null && now.ChatGroup(new(id)) is null)];

        public ChangedUser? Of(User before)
        {
            (Unresolved, Refusal, Before, Doubtful) = (null, null, before, null);
            if (!Authority.MaySee(request.Actor, Subject.Of(before)))
            {
                Refusal = new ChangeUserOutcome.NotFound();
                return null;
            }

            if (request.ExpectedVersion is { } expected && expected != before.Version)
            {
                Refusal = new ChangeUserOutcome.Stale();
                return null;
            }

            if (gone is null && GoneMemberships.Unknown(before, catalogue) is { IsEmpty: false } unknown)
            {
                Doubtful = unknown;
                return null;
            }

            var kept = GoneMemberships.Without(before, gone ?? []);
            var was = UserFields.Of(kept);
            var fields = request.Edit(was);
            var saysConsent = request.Edit(was with { PhoneConsent = null }).PhoneConsent is true;
            return IsResolved(fields, before, out var manager) ? Change(kept, fields, manager, saysConsent) : null;
        }

        private bool IsResolved(UserFields fields, User before, out Manager? manager)
        {
            manager = null;
            if (ManagerReference.Of(fields) is not { } reference)
            {
                return true;
            }

            if (reference.Code is null && reference.Id == before.RelatedTo?.Id.ToString())
            {
                manager = before.RelatedTo;
                return true;
            }

            var known = managers.TryGetValue(reference, out manager);
            Unresolved = known ? null : reference;
            return known;
        }

        private ChangedUser? Change(User before, UserFields fields, Manager? manager, bool saysConsent)
        {
            var (after, nationalId, problems) = new ReadUser(fields, catalogue, request.Actor, before, manager, saysConsent, now).Read(before.Id);
            if (after is null)
            {
                Refusal = new ChangeUserOutcome.Refused(problems);
                return null;
            }

            var removes = request.RemoveNationalId && nationalId is null && before.HasNationalId;
            after = removes ? after with { HasNationalId = false } : after;
            if (Authority.Forbids(request.Actor, before, after, nationalId is not null || removes, catalogue) is { } forbidden)
            {
                Refusal = new ChangeUserOutcome.Forbidden(forbidden);
                return null;
            }

            // After the rights: what a rule does is the organisation's policy, not this actor's act (D41).
            after = after with { Teams = ReadMemberships.Settled(RunRules.On(after, catalogue), before.Teams) };
            var changed = ChangedFields.Between(Before, after, nationalId is not null || removes);
            if (changed.Count == 0)
            {
                Refusal = new ChangeUserOutcome.Changed(before, Outcomes.Warnings(before, catalogue));
                return null;
            }

            var audit = new AuditEntry(operation, now, request.Actor.User, request.Actor.Way, "user.changed", changed);
            return new(after, nationalId, removes, audit) { MoveInvitation = Invitation.IfUserChanged(before, after, now) };
        }
    }
}
