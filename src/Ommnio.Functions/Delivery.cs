using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Ommnio.Core.Inviting;
using Ommnio.Core.Wording;
using Ommnio.Storage.Queues;

namespace Ommnio.Functions;

/// <summary>The queue's and the timer's side of invitations.</summary>
public sealed partial class Delivery(DeliverInvitation deliver, FailInvitation fail, SweepOutbox sweep, TimeProvider time, ILogger<Delivery> logger)
{
    [Function(nameof(DeliverInvitation))]
    public async Task DeliverInvitation([QueueTrigger(InvitationMessages.QueueName)] string message, CancellationToken cancellationToken)
    {
        // What is not ours throws: after its tries it comes to FailInvitation.
        var invitation = InvitationMessages.Read(message) ?? throw new FormatException("The queue message is not an invitation's.");
        MessageOrigin.Note(InvitationMessages.QueueName, message, time.GetUtcNow());
        var outcome = await deliver.HandleAsync(invitation, cancellationToken);
        Activity.Current?.SetTag("ommnio.organisation", invitation.Organisation.Value).SetTag("ommnio.outcome", Naming.CamelCase(outcome));
        Log.Delivered(logger, invitation.Invitation.ToString(), outcome);
    }

    /// <summary>The alert reads the sentence; whoever invited is told in chat; and an administrator replays what was given up (<see cref="ReplayInvitations"/>).</summary>
    [Function(nameof(FailInvitation))]
    public async Task FailInvitation([QueueTrigger(InvitationMessages.PoisonQueueName)] string message, CancellationToken cancellationToken)
    {
        if (InvitationMessages.Read(message) is not { } invitation)
        {
            Log.NotOurs(logger);
            return;
        }

        if (await fail.HandleAsync(invitation, cancellationToken))
        {
            Log.GivenUp(logger, invitation.Invitation.ToString());
        }
    }

    [Function(nameof(SweepOutbox))]
    public async Task SweepOutbox([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        Log.Swept(logger, await sweep.HandleAsync(cancellationToken));

    // Alerts read the sentences of errors; the ids are for who asks for them.
    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Invitation {Invitation}: {Outcome}")]
        internal static partial void Delivered(ILogger logger, string invitation, DeliverInvitationOutcome outcome);

        [LoggerMessage(EventId = 4001, EventName = "InvitationGivenUp", Level = LogLevel.Error, Message = "Invitation {Invitation} was given up after all its tries")]
        internal static partial void GivenUp(ILogger logger, string invitation);

        [LoggerMessage(EventId = 4002, EventName = "ForeignMessageDropped", Level = LogLevel.Error, Message = "A message that is not an invitation's lay in the poison queue, and was dropped")]
        internal static partial void NotOurs(ILogger logger);

        [LoggerMessage(Level = LogLevel.Information, Message = "Swept the outbox: {Sent} messages sent again")]
        internal static partial void Swept(ILogger logger, int sent);
    }
}
