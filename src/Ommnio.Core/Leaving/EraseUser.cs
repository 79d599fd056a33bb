using Ommnio.Core.Governing;
using Ommnio.Core.Jobs;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Leaving;

/// <summary>Deletes a user for good.</summary>
/// <param name="ExpectedVersion">The version that it is based on; null: whatever is there (D56).</param>
/// <param name="Name">The user's full name, typed to confirm (D21).</param>
public sealed record EraseUserRequest(Actor Actor, UserId User, int? ExpectedVersion, string? Name);

public abstract record EraseUserOutcome
{
    private EraseUserOutcome()
    {
    }

    /// <param name="Job">Sees to the rest; that it is done is the record that nothing is left.</param>
    public sealed record Erased(JobId Job) : EraseUserOutcome;

    public sealed record NotFound : EraseUserOutcome;

    public sealed record Stale : EraseUserOutcome;

    public sealed record Refused(Problem Problem) : EraseUserOutcome;

    public sealed record Forbidden(Problem Problem) : EraseUserOutcome;

    public sealed record Busy : EraseUserOutcome;
}

/// <summary>
/// The record is gone at once and can be used again by somebody else; who was related to the user is seen to by a job, a save of
/// each (D9), and by another one later whoever was just being saved. The history stays, without values (D22).
/// </summary>
public sealed class EraseUser(IErasures erasures, IJobMessages messages, IIds ids, TimeProvider time)
{
    /// <summary>A repeat finds nobody. After an exception nothing is known: repeat it.</summary>
    public async Task<EraseUserOutcome> HandleAsync(EraseUserRequest request, CancellationToken cancellationToken)
    {
        var (actor, now) = (request.Actor, time.GetUtcNow());
        var job = Job.ClearRelatedTo(new(ids.Next()), request.User, actor, now);
        var later = job.Again(new(ids.Next()));
        var audit = new AuditEntry(new($"{ids.Next():N}"), now, actor.User, actor.Way, "user.deleted", []) { About = request.User.ToString(), Key = actor.Key };
        EraseUserOutcome? refusal = null;
        User? loaded = null;
        var erasing = await erasures.EraseAsync(
            actor.Organisation,
            request.User,
            before =>
            {
                loaded = before;
                refusal = Refusal(request, before);
                return refusal is null ? new(audit, [job, later]) : null;
            },
            cancellationToken);
        switch (erasing)
        {
            case Changing.Changed:
                await messages.TrySendAsync(JobMessage.Of(actor.Organisation, job), cancellationToken);
                return new EraseUserOutcome.Erased(job.Id);
            case Changing.LastAccountAdministrator:
                return Ruled(actor, Subject.Of(loaded!) with { IsLastAccountAdministrator = true })!;
            case Changing.Refused:
                return refusal!;
            case Changing.NotFound:
                return new EraseUserOutcome.NotFound();
            default:
                return new EraseUserOutcome.Busy();
        }
    }

    /// <summary>Why the user is not to be deleted; null when they are.</summary>
    public static EraseUserOutcome? Refusal(EraseUserRequest request, User user) =>
        Ruled(request.Actor, Subject.Of(user))
        ?? (request.ExpectedVersion is { } expected && expected != user.Version ? new EraseUserOutcome.Stale()
            : PlainText.IsTyped(request.Name, user.Name.Full) ? null
            : new EraseUserOutcome.Refused(new("user.delete.confirm", "confirm")));

    private static EraseUserOutcome? Ruled(Actor actor, Subject user) => Authority.On(actor, UserAct.Delete, user) switch
    {
        Ruling.Forbidden(var problem) => new EraseUserOutcome.Forbidden(problem),
        Ruling.NotThere => new EraseUserOutcome.NotFound(),
        _ => null,
    };
}
