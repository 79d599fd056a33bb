using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
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

    /// <summary>The user's hours or zone are others now: it waits for the new right hour.</summary>
    PutBack,

    /// <summary>There was nothing to send: the administrator was told what became of it.</summary>
    Told,

    /// <summary>Nothing to do: sent, ended or gone already.</summary>
    AlreadyDone,

    /// <summary>Another run holds it; if that one died, the sweep comes back to it.</summary>
    HeldByAnother,
}

/// <param name="Lease">How long a claim is believed to be alive.</param>
/// <param name="OverdueAfter">How long after its due time the sweep sends a message again.</param>
public sealed record DeliverySettings(TimeSpan Lease, TimeSpan OverdueAfter);

/// <summary>The queue's side of an invitation: claims it by its ETag, makes its token work, marks it sent. Safe to repeat and to run twice at once.</summary>
public sealed class DeliverInvitation(IInvitations invitations, IUsers users, ICatalogues catalogues, HandOff handOff, TellAdministrator tell, MasterKeys keys, IIds ids, TimeProvider time, DeliverySettings settings)
{
    /// <summary>The claim that delivers it; null when there is nothing to deliver, or somebody else is at it.</summary>
    public static Invitation? Claim(Invitation current, Guid claim, DateTimeOffset now, TimeSpan lease) =>
        InvitationLife.After(current.StateAt(now), InvitationMove.Claim) is { } state && !(current.State == InvitationState.Sending && current.LeaseUntil > now)
            ? current with { State = state, ClaimedBy = claim, LeaseUntil = now + lease, Attempts = current.Attempts + 1 }
            : null;

    public static Invitation Delivered(Invitation claimed, DateTimeOffset now) => now < claimed.ExpiresAt
        ? claimed with { State = InvitationState.Sent, SentAt = now, LeaseUntil = null, ClaimedBy = null }
        : claimed.FailedBy("invitation.expired", now)!;

    /// <summary>
    /// What is to become of one that would be sent now, looked at once more: later, where the user's hours say so by now; itself,
    /// where it may go. Its term stays as long as it was.
    /// </summary>
    public static Invitation AtTheRightHour(Invitation current, User user, OrganisationSettings settings, DateTimeOffset now)
    {
        var due = RightHour.Due(current.Channel, current.AtOnce, user.WorkingHours ?? settings.WorkingHours, user.TimeZone ?? settings.TimeZone, now);
        return due <= now || InvitationLife.After(current.State, InvitationMove.PutBack) is not { } state
            ? current
            : current with { State = state, DueAt = due, ExpiresAt = due + (current.ExpiresAt - current.DueAt), LeaseUntil = null, ClaimedBy = null };
    }

    public async Task<DeliverInvitationOutcome> HandleAsync(InvitationMessage message, CancellationToken cancellationToken)
    {
        var (organisation, user, id) = (message.Organisation, message.User, message.Invitation);
        if (await invitations.FindAsync(organisation, user, id, cancellationToken) is not { } stored)
        {
            return DeliverInvitationOutcome.AlreadyDone;
        }

        if (stored.Value.TellAt is not null)
        {
            return await tell.HandleAsync(organisation, stored, cancellationToken);
        }

        if (await LaterAsync(organisation, stored.Value, cancellationToken) is { } later)
        {
            return await PutBackAsync(organisation, stored, later, cancellationToken);
        }

        var now = time.GetUtcNow();
        if (stored.Value.IsToBeSent && !(stored.Value.LeaseUntil > now) && stored.Value.StateAt(now) == InvitationState.Expired)
        {
            return await EndAsync(organisation, stored, stored.Value.FailedBy("invitation.expired", now)!, cancellationToken);
        }

        if (Claim(stored.Value, ids.Next(), now, settings.Lease) is not { } claim)
        {
            return stored.Value.State == InvitationState.Sending ? DeliverInvitationOutcome.HeldByAnother : DeliverInvitationOutcome.AlreadyDone;
        }

        return await invitations.MoveAsync(organisation, stored, claim, audit: null, cancellationToken) is { } claimed
            ? await DeliverAsync(organisation, claimed, cancellationToken)
            : DeliverInvitationOutcome.HeldByAnother;
    }

    private async Task<DeliverInvitationOutcome> DeliverAsync(OrganisationId organisation, Stored<Invitation> claimed, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var after = Delivered(claimed.Value, now);
        if (after.State == InvitationState.Sent)
        {
            // For a link, to deliver is to make its token work. Other channels send here.
            await invitations.PublishTokenAsync(organisation, claimed.Value, InvitationToken.Of(claimed.Value, keys), cancellationToken);
        }

        return await EndAsync(organisation, claimed, after, cancellationToken);
    }

    private async Task<DeliverInvitationOutcome> EndAsync(OrganisationId organisation, Stored<Invitation> before, Invitation after, CancellationToken cancellationToken)
    {
        var audit = new AuditEntry(after.Operation, time.GetUtcNow(), null, WayIn.System, $"invitation.{Naming.CamelCase(after.State)}", []);
        return await invitations.MoveAsync(organisation, before, after, audit, cancellationToken) is null ? DeliverInvitationOutcome.HeldByAnother
            : after.State == InvitationState.Sent ? DeliverInvitationOutcome.Sent
            : DeliverInvitationOutcome.Failed;
    }

    /// <summary>As it should wait; null when it may go, or ends in another way.</summary>
    private async Task<Invitation?> LaterAsync(OrganisationId organisation, Invitation current, CancellationToken cancellationToken)
    {
        // A link waits for no hour, so nobody need be asked.
        if (current.State != InvitationState.Queued
            || await users.FindAsync(organisation, current.User, cancellationToken) is not { } user
            || await catalogues.FindAsync(organisation, cancellationToken) is not { } catalogue)
        {
            return null;
        }

        var later = AtTheRightHour(current, user, catalogue.Organisation.Settings, time.GetUtcNow());
        return later.DueAt > time.GetUtcNow() ? later : null;
    }

    private async Task<DeliverInvitationOutcome> PutBackAsync(OrganisationId organisation, Stored<Invitation> stored, Invitation later, CancellationToken cancellationToken)
    {
        if (later != stored.Value && await invitations.MoveAsync(organisation, stored, later, audit: null, cancellationToken) is null)
        {
            return DeliverInvitationOutcome.HeldByAnother;
        }

        await handOff.RunAsync(organisation, later, cancellationToken);
        return DeliverInvitationOutcome.PutBack;
    }
}
