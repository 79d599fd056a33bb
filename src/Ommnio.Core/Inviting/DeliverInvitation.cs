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

    /// <summary>It works for nobody, and was not sent.</summary>
    Failed,

    /// <summary>It waits: for the right hour, for its turn, for a provider that is down, or to go by another channel.</summary>
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
public sealed record DeliverySettings(TimeSpan Lease, TimeSpan OverdueAfter)
{
    /// <summary>How long after its first try an invitation is tried again that the provider did not take; each pause after that is twice as long, up to an hour.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary>The queue's side of an invitation: claims it by its ETag, has it sent or makes its token work, marks it sent. Safe to repeat and to run twice at once.</summary>
public sealed class DeliverInvitation(IInvitations invitations, IUsers users, ICatalogues catalogues, SendInvitation send, WaitToSend wait, HandOff handOff, TellAdministrator tell, MasterKeys keys, IIds ids, TimeProvider time, DeliverySettings settings)
{
    /// <summary>In the history: something went to the user's phone or mailbox.</summary>
    public const string SentToContact = "invitation.delivered";

    /// <summary>The claim that delivers it; null when there is nothing to deliver, or somebody else is at it.</summary>
    public static Invitation? Claim(Invitation current, Guid claim, DateTimeOffset now, TimeSpan lease) =>
        InvitationLife.After(current.StateAt(now), InvitationMove.Claim) is { } state && !(current.State == InvitationState.Sending && current.LeaseUntil > now)
            ? current with { State = state, ClaimedBy = claim, LeaseUntil = now + lease, Attempts = current.Attempts + 1 }
            : null;

    public static Invitation Delivered(Invitation claimed, DateTimeOffset now) => now < claimed.ExpiresAt
        ? claimed with { State = InvitationState.Sent, SentAt = now, LeaseUntil = null, ClaimedBy = null }
        : claimed.FailedBy("invitation.expired", now)!;

    public async Task<DeliverInvitationOutcome> HandleAsync(InvitationMessage message, CancellationToken cancellationToken)
    {
        var (organisation, now) = (message.Organisation, time.GetUtcNow());
        if (await invitations.FindAsync(organisation, message.User, message.Invitation, cancellationToken) is not { } stored)
        {
            return DeliverInvitationOutcome.AlreadyDone;
        }

        if (stored.Value.TellAt is not null)
        {
            return await tell.HandleAsync(organisation, stored, cancellationToken);
        }

        if (stored.Value.IsToBeSent && !(stored.Value.LeaseUntil > now) && stored.Value.StateAt(now) == InvitationState.Expired)
        {
            return await EndAsync(organisation, stored, stored.Value.FailedBy("invitation.expired", now)!, cancellationToken);
        }

        var (user, of) = await WhoseAsync(organisation, stored.Value, cancellationToken);
        if (user is not null && of is not null && await wait.ForAsync(of, user, stored.Value, cancellationToken) is { } later)
        {
            return await PutBackAsync(organisation, stored, later, cancellationToken);
        }

        if (Claim(stored.Value, ids.Next(), now, settings.Lease) is not { } claim)
        {
            return stored.Value.State == InvitationState.Sending ? DeliverInvitationOutcome.HeldByAnother : DeliverInvitationOutcome.AlreadyDone;
        }

        return !InvitationWays.NeedsSending(claim.Channel) ? await PublishAsync(organisation, stored, claim, cancellationToken)
            : await invitations.MoveAsync(organisation, stored, claim, audit: null, cancellationToken) is not { } claimed ? DeliverInvitationOutcome.HeldByAnother
            : await DeliverAsync(organisation, of, user, claimed, cancellationToken);
    }

    // For a link and a QR, to deliver is to make the token work. Doing that twice does no harm, so nobody need hold the invitation meanwhile.
    private async Task<DeliverInvitationOutcome> PublishAsync(OrganisationId organisation, Stored<Invitation> stored, Invitation claim, CancellationToken cancellationToken)
    {
        await invitations.PublishTokenAsync(organisation, claim, InvitationToken.Of(claim, keys), cancellationToken);
        return await EndAsync(organisation, stored, Delivered(claim, time.GetUtcNow()), cancellationToken);
    }

    private async Task<DeliverInvitationOutcome> DeliverAsync(OrganisationId organisation, Organisation? of, User? user, Stored<Invitation> claimed, CancellationToken cancellationToken)
    {
        var after = user is null || of is null
            ? claimed.Value.FailedBy("invitation.ended", time.GetUtcNow())!
            : await send.HandleAsync(of, user, claimed.Value, cancellationToken);
        return after.State is InvitationState.Queued or InvitationState.Issued
            ? await PutBackAsync(organisation, claimed, after, cancellationToken)
            : await EndAsync(organisation, claimed, after, cancellationToken);
    }

    private async Task<DeliverInvitationOutcome> EndAsync(OrganisationId organisation, Stored<Invitation> before, Invitation after, CancellationToken cancellationToken)
    {
        var action = after.State == InvitationState.Sent && InvitationWays.NeedsSending(after.Channel) ? SentToContact : $"invitation.{Naming.CamelCase(after.State)}";
        var audit = new AuditEntry(after.Operation, time.GetUtcNow(), null, WayIn.System, action, []);
        if (await invitations.MoveAsync(organisation, before, after, audit, cancellationToken) is null)
        {
            return DeliverInvitationOutcome.HeldByAnother;
        }

        if (after.TellAt is not null)
        {
            await handOff.RunAsync(organisation, after, cancellationToken);
        }

        return after.State == InvitationState.Sent ? DeliverInvitationOutcome.Sent : DeliverInvitationOutcome.Failed;
    }

    // A link waits for no hour and needs no address, so nobody need be asked.
    private async Task<(User? User, Organisation? Organisation)> WhoseAsync(OrganisationId organisation, Invitation current, CancellationToken cancellationToken) =>
        InvitationWays.NeedsSending(current.Channel) && current.IsToBeSent
            ? (await users.FindAsync(organisation, current.User, cancellationToken), (await catalogues.FindAsync(organisation, cancellationToken))?.Organisation)
            : default;

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
