using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Inviting;

/// <summary>Sends a user's newest invitation again by its channel: new token, new term, one history; the old token is dead (R30). Also one that failed or expired.</summary>
public sealed record ResendInvitationRequest(Actor Actor, UserId User, InvitationId Invitation, Operation? Operation)
{
    public bool AtOnce { get; init; }
}

public sealed class ResendInvitation(ICatalogues catalogues, IUsers users, IInvitations invitations, InvitationWays ways, HandOff handOff, MasterKeys keys, IIds ids, TimeProvider time)
{
    /// <summary>Two reads, one transaction, and the hand-off.</summary>
    public async Task<InviteUserOutcome> HandleAsync(ResendInvitationRequest request, CancellationToken cancellationToken)
    {
        var (actor, now) = (request.Actor, time.GetUtcNow());
        if (await invitations.FindAsync(actor.Organisation, request.User, request.Invitation, cancellationToken) is not { Value: var found })
        {
            return new InviteUserOutcome.NotFound();
        }

        var catalogue = await catalogues.FindAsync(actor.Organisation, cancellationToken) ?? throw new InvalidOperationException("The actor's organisation has no catalogue.");
        var settings = catalogue.Organisation.Settings;
        var operation = request.Operation ?? new(new($"{ids.Next():N}"), "");
        var audit = new AuditEntry(operation.Id, now, actor.User, actor.Way, "invitation.resent", []);
        var tooMany = await InviteUser.TooManyAsync(invitations, actor.Organisation, request.User, found.Channel, settings, now, cancellationToken);
        return await InviteUserOutcome.OfAsync(users, invitations, handOff, keys, actor, request.User, operation, before =>
        {
            // One that another has replaced stays dead: the newest is the one to be sent again. And what no other day would mend comes before what one does.
            if ((ways.Forbids(before, before.StateAt(now), found.Channel) ?? (before.Invitation == found.Id ? tooMany : new Problem("invitation.ended", null))) is { } problem)
            {
                return (null, problem);
            }

            var due = RightHour.Due(found.Channel, request.AtOnce, before, settings, now);
            return (new(before, null, false, audit)
            {
                MoveInvitation = current => current.Resent(keys.CurrentId, actor.User, request.AtOnce, due, settings.InvitationDays, operation.Id, now),
                Operation = operation,
            }, null);
        }, cancellationToken);
    }
}
