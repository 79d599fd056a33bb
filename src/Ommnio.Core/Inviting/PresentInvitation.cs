using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Inviting;

/// <summary>An invitation to be shown again, as QR or on paper: the same token, which this does not rotate (D48).</summary>
public sealed record ShownInvitation(InvitationLetter Letter, string FullName);

public abstract record PresentInvitationOutcome
{
    private PresentInvitationOutcome()
    {
    }

    public sealed record Shown(ShownInvitation Invitation) : PresentInvitationOutcome;

    public sealed record NotFound : PresentInvitationOutcome;

    /// <summary>It works for nobody any more: there is nothing to show.</summary>
    public sealed record Ended(Problem Problem) : PresentInvitationOutcome;

    public sealed record Forbidden(Problem Problem) : PresentInvitationOutcome;
}

public sealed class PresentInvitation(ICatalogues catalogues, FindUsers find, IInvitations invitations, InvitationLink link, MasterKeys keys, TimeProvider time)
{
    /// <summary>Two reads, and a write that makes the token work if it did not yet. Safe to repeat.</summary>
    public async Task<PresentInvitationOutcome> HandleAsync(Actor actor, UserId id, InvitationId invitation, CancellationToken cancellationToken) =>
        await find.ByIdAsync(actor, id, cancellationToken) is { } user
            ? await OfAsync(actor, user, invitation, cancellationToken)
            : new PresentInvitationOutcome.NotFound();

    /// <summary>A pending user's newest. <see cref="PresentInvitationOutcome.Ended"/> also where they never had one.</summary>
    public async Task<PresentInvitationOutcome> NewestAsync(Actor actor, UserId id, CancellationToken cancellationToken) =>
        await find.ByIdAsync(actor, id, cancellationToken) is not { } user || user.StateAt(time.GetUtcNow()) != UserState.Pending ? new PresentInvitationOutcome.NotFound()
        : user.Invitation is { } newest ? await OfAsync(actor, user, newest, cancellationToken)
        : Authority.ForbidsTakeover(actor, user) is { } forbidden ? new PresentInvitationOutcome.Forbidden(forbidden)
        : new PresentInvitationOutcome.Ended(new("invitation.ended", null));

    private async Task<PresentInvitationOutcome> OfAsync(Actor actor, User user, InvitationId invitation, CancellationToken cancellationToken)
    {
        if (await invitations.FindAsync(actor.Organisation, user.Id, invitation, cancellationToken) is not { Value: var found })
        {
            return new PresentInvitationOutcome.NotFound();
        }

        // Whoever holds the QR can come in as this user.
        if (Authority.ForbidsTakeover(actor, user) is { } forbidden)
        {
            return new PresentInvitationOutcome.Forbidden(forbidden);
        }

        if (user.Invitation != invitation || !InvitationLife.IsLive(found.StateAt(time.GetUtcNow())))
        {
            return new PresentInvitationOutcome.Ended(new("invitation.ended", null));
        }

        var token = InvitationToken.Of(found, keys);
        await invitations.PublishTokenAsync(actor.Organisation, found, token, cancellationToken);
        var catalogue = await catalogues.FindAsync(actor.Organisation, cancellationToken) ?? throw new InvalidOperationException("The actor's organisation has no catalogue.");
        return new PresentInvitationOutcome.Shown(new(InvitationLetter.Of(user, catalogue.Organisation, link(token), found.ExpiresAt), user.Name.Full));
    }
}
