using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Inviting;

public enum DeliverInvitationOutcome
{
    /// <summary>This run made it sent.</summary>
    Sent,

    /// <summary>This run found it expired: it works for nobody, and was not sent.</summary>
    Failed,

    /// <summary>Nothing to do: sent, ended or gone already.</summary>
    AlreadyDone,

    /// <summary>Another run holds it; if that one died, the sweep comes back to it.</summary>
    HeldByAnother,
}

/// <param name="Lease">How long a claim is believed to be alive.</param>
/// <param name="OverdueAfter">How long after its due time the sweep sends a message again.</param>
public sealed record DeliverySettings(TimeSpan Lease, TimeSpan OverdueAfter);

/// <summary>The queue's side of an invitation: claims it by its ETag, makes the personal link, marks it sent. Safe to repeat and to run twice at once.</summary>
public sealed class DeliverInvitation(IInvitations invitations, MasterKeys keys, IIds ids, TimeProvider time, DeliverySettings settings)
{
    /// <summary>The claim that delivers it; null when there is nothing to deliver, or somebody else is at it.</summary>
    public static Invitation? Claim(Invitation current, Guid claim, DateTimeOffset now, TimeSpan lease) => current switch
    {
        { State: InvitationState.Queued } or { State: InvitationState.Sending, LeaseUntil: null } => Claimed(current, claim, now, lease),
        { State: InvitationState.Sending, LeaseUntil: { } until } when until <= now => Claimed(current, claim, now, lease),
        _ => null,
    };

    public static Invitation Delivered(Invitation claimed, DateTimeOffset now) => claimed with
    {
        State = now < claimed.ExpiresAt ? InvitationState.Sent : InvitationState.Failed,
        SentAt = now < claimed.ExpiresAt ? now : null,
        LeaseUntil = null,
        ClaimedBy = null,
    };

    public async Task<DeliverInvitationOutcome> HandleAsync(InvitationMessage message, CancellationToken cancellationToken)
    {
        var (organisation, user, id) = (message.Organisation, message.User, message.Invitation);
        if (await invitations.FindAsync(organisation, user, id, cancellationToken) is not { } stored)
        {
            return DeliverInvitationOutcome.AlreadyDone;
        }

        if (Claim(stored.Value, ids.Next(), time.GetUtcNow(), settings.Lease) is not { } claim)
        {
            return stored.Value.State == InvitationState.Sending ? DeliverInvitationOutcome.HeldByAnother : DeliverInvitationOutcome.AlreadyDone;
        }

        if (await invitations.MoveAsync(organisation, stored, claim, audit: null, cancellationToken) is not { } claimed)
        {
            return DeliverInvitationOutcome.HeldByAnother;
        }

        var now = time.GetUtcNow();
        var after = Delivered(claim, now);
        if (after.State == InvitationState.Sent)
        {
            // For a link, to deliver is to make its token work. Other channels send here.
            await invitations.PublishTokenAsync(organisation, claim, InvitationToken.Of(claim, keys), cancellationToken);
        }

        var audit = new AuditEntry(claim.Operation, now, null, WayIn.System, $"invitation.{Naming.CamelCase(after.State)}", []);
        return await invitations.MoveAsync(organisation, claimed, after, audit, cancellationToken) is null ? DeliverInvitationOutcome.HeldByAnother
            : after.State == InvitationState.Sent ? DeliverInvitationOutcome.Sent
            : DeliverInvitationOutcome.Failed;
    }

    private static Invitation Claimed(Invitation current, Guid claim, DateTimeOffset now, TimeSpan lease) => current with
    {
        State = InvitationState.Sending,
        ClaimedBy = claim,
        LeaseUntil = now + lease,
        Attempts = current.Attempts + 1,
    };
}
