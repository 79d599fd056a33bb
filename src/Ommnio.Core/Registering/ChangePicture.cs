using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;

namespace Ommnio.Core.Registering;

/// <summary>Sets or removes a user's picture.</summary>
/// <param name="ExpectedVersion">The version the change is based on; null: whatever is there (D56).</param>
/// <param name="Picture">Null removes it.</param>
public sealed record ChangePictureRequest(Actor Actor, UserId User, int? ExpectedVersion, PictureFile? Picture);

/// <summary>Whoever may see a user as an administrator may change their picture (domain section 5).</summary>
public sealed class ChangePicture(ICatalogues catalogues, IUsers users, IIds ids, TimeProvider time)
{
    /// <summary>One read and one transaction. Repeating it is safe: the same bytes again change nothing.</summary>
    public async Task<ChangeUserOutcome> HandleAsync(ChangePictureRequest request, CancellationToken cancellationToken)
    {
        var catalogue = await catalogues.FindAsync(request.Actor.Organisation, cancellationToken)
            ?? throw new InvalidOperationException("The actor's organisation has no catalogue.");
        var (operation, now) = (new OperationId($"{ids.Next():N}"), time.GetUtcNow());
        ChangeUserOutcome? decided = null;
        var changing = await users.ChangeAsync(
            request.Actor.Organisation,
            request.User,
            before =>
            {
                (var change, decided) = Decide(request, before, catalogue, operation, now);
                return change;
            },
            cancellationToken);
        return changing switch
        {
            Changing.Changed or Changing.Refused => decided!,
            Changing.NotFound => new ChangeUserOutcome.NotFound(),
            Changing.TooLarge => new ChangeUserOutcome.Refused([Outcomes.TooLarge]),
            _ => new ChangeUserOutcome.Busy(),
        };
    }

    /// <summary>What to store, if anything, and what is to be answered once it is.</summary>
    internal static (ChangedUser? Change, ChangeUserOutcome Outcome) Decide(ChangePictureRequest request, User before, Catalogue catalogue, OperationId operation, DateTimeOffset now)
    {
        if (Authority.On(request.Actor, UserAct.ChangeSettings, Subject.Of(before)) is not Ruling.Allowed)
        {
            return (null, new ChangeUserOutcome.NotFound());
        }

        if (request.ExpectedVersion is { } expected && expected != before.Version)
        {
            return (null, new ChangeUserOutcome.Stale());
        }

        var picture = request.Picture?.Picture;
        var isSame = picture == before.Picture;
        var after = isSame ? before : before with { Picture = picture, UpdatedAt = now, Version = before.Version + 1 };
        var outcome = new ChangeUserOutcome.Changed(after, [.. picture?.Warnings ?? [], .. Outcomes.Warnings(after, catalogue)]);
        var audit = new AuditEntry(operation, now, request.Actor.User, request.Actor.Way, "user.changed", ["picture"]);
        return (isSame ? null : new(after, null, false, audit) { Picture = request.Picture }, outcome);
    }
}
