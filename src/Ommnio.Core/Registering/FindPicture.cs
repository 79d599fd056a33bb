using Ommnio.Core.Governing;
using Ommnio.Core.Users;

namespace Ommnio.Core.Registering;

public abstract record FindPictureOutcome
{
    private FindPictureOutcome()
    {
    }

    public sealed record Found(PictureFile File) : FindPictureOutcome;

    /// <summary>The caller has these very bytes already.</summary>
    public sealed record Known(Picture Picture) : FindPictureOutcome;

    /// <summary>No picture, no such user, or out of scope.</summary>
    public sealed record NotFound : FindPictureOutcome;
}

public sealed class FindPicture(FindUsers find, IPictures pictures)
{
    /// <summary>
    /// One query. The user is read before it only where that decides something: whether a Team Administrator may see them, or
    /// whether the bytes are worth reading at all.
    /// </summary>
    /// <param name="isKnown">Whether the caller has a picture already; null when they have none.</param>
    public async Task<FindPictureOutcome> HandleAsync(Actor actor, UserId id, Predicate<Picture>? isKnown, CancellationToken cancellationToken)
    {
        if (!actor.IsAccountAdministrator || isKnown is not null)
        {
            var user = await find.ByIdAsync(actor, id, cancellationToken);
            if (user?.Picture is not { } picture)
            {
                return new FindPictureOutcome.NotFound();
            }

            if (isKnown?.Invoke(picture) is true)
            {
                return new FindPictureOutcome.Known(picture);
            }
        }

        return await pictures.FindAsync(actor.Organisation, id, cancellationToken) is { } file ? new FindPictureOutcome.Found(file) : new FindPictureOutcome.NotFound();
    }
}
