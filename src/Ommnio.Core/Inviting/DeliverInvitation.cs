using Ommnio.Core.Governing;

namespace Ommnio.Core.Inviting;

public enum DeliverInvitationOutcome
{
    /// <summary>This run made it sent.</summary>
    Sent,

    /// <summary>Nothing to do: sent, ended or gone already.</summary>
    AlreadyDone,

    /// <summary>Another run holds it; if that one died, the sweep comes back to it.</summary>
    HeldByAnother,
}

/// <summary>The queue's side of an invitation: claims it by its ETag, makes the personal link, marks it sent. Safe to repeat and to run twice at once.</summary>
public sealed class DeliverInvitation(IInvitations invitations, MasterKeys keys, TimeProvider time, DeliverySettings settings)
{
    public async Task<DeliverInvitationOutcome> HandleAsync(InvitationMessage message, CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        _ = (invitations, keys, time, settings, message, cancellationToken);
        throw new InvalidOperationException();
    }
}

/// <param name="Lease">How long a claim is believed to be alive.</param>
/// <param name="OverdueAfter">How long after its due time the sweep sends a message again.</param>
public sealed record DeliverySettings(TimeSpan Lease, TimeSpan OverdueAfter);

/// <summary>Sends again what the outbox still holds: the timer's side.</summary>
public sealed class SweepOutbox(IInvitations invitations, IInvitationMessages messages, TimeProvider time, DeliverySettings settings)
{
    /// <returns>How many messages were sent.</returns>
    public async Task<int> HandleAsync(CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        _ = (invitations, messages, time, settings, cancellationToken);
        throw new InvalidOperationException();
    }
}
