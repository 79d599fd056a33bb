using Ommnio.Core.Inviting;

namespace Ommnio.Core.Jobs;

/// <summary>The timer's side: sends again the message of every job that has not got on for a while. One too many is harmless.</summary>
public sealed class SweepJobs(IJobs jobs, IJobMessages messages, TimeProvider time, DeliverySettings settings)
{
    /// <returns>How many messages were sent.</returns>
    public async Task<int> HandleAsync(CancellationToken cancellationToken)
    {
        var sent = 0;
        await foreach (var message in jobs.OverdueAsync(time.GetUtcNow() - settings.OverdueAfter, cancellationToken))
        {
            sent += await messages.TrySendAsync(message, cancellationToken) ? 1 : 0;
        }

        return sent;
    }
}
