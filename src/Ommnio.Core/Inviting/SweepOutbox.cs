namespace Ommnio.Core.Inviting;

/// <summary>The timer's side: sends again what the outbox still holds. A message too many is harmless, since delivering claims first.</summary>
public sealed class SweepOutbox(IInvitations invitations, IInvitationMessages messages, TimeProvider time, DeliverySettings settings)
{
    /// <returns>How many messages were sent.</returns>
    public async Task<int> HandleAsync(CancellationToken cancellationToken)
    {
        var sent = 0;
        await foreach (var message in invitations.OverdueAsync(time.GetUtcNow() - settings.OverdueAfter, cancellationToken))
        {
            sent += await messages.TrySendAsync(message, TimeSpan.Zero, cancellationToken) ? 1 : 0;
        }

        return sent;
    }
}
