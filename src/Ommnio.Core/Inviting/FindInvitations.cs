using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Core.Inviting;

/// <param name="ShowsLinks">Whoever has a link can be that person: it is shown only to who may invite them (D27).</param>
public sealed record FoundInvitations(IReadOnlyList<Invitation> Items, bool ShowsLinks);

/// <summary>A user's invitations, the newest first.</summary>
public sealed class FindInvitations(IUsers users, IInvitations invitations)
{
    /// <returns>Null when there is no such user in the actor's scope.</returns>
    public async Task<FoundInvitations?> OfAsync(Actor actor, UserId id, CancellationToken cancellationToken) =>
        await users.FindAsync(actor.Organisation, id, cancellationToken) is { } user && Authority.MaySee(actor, Subject.Of(user))
            ? new(await invitations.ListAsync(actor.Organisation, id, cancellationToken), Authority.ForbidsTakeover(actor, user) is null)
            : null;
}
