using System.Diagnostics;
using System.Text.Json;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
using Ommnio.Storage.Tables;

namespace Ommnio.Storage.Queues;

/// <summary>The queue <c>invitations</c>: Base64, ids only, messages that never expire (the outbox says when they are done).</summary>
public sealed partial class InvitationMessages(QueueServiceClient service, TimeProvider time, ILogger<InvitationMessages> logger) : IInvitationMessages
{
    public const string QueueName = "invitations";

    /// <summary>Where the host puts what failed again and again.</summary>
    public const string PoisonQueueName = $"{QueueName}-poison";
    private readonly QueueClient queue = service.GetQueueClient(QueueName);

    /// <summary>The sending side's own form, read back; null when it is not one of ours.</summary>
    public static InvitationMessage? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Json.Plain.InvitationMessageDocument) is { Organisation: { } organisation } message
                && UserId.TryParse(message.User) is { } user && InvitationId.TryParse(message.Invitation) is { } invitation
                ? new(new(organisation), user, invitation)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public async Task<bool> TrySendAsync(InvitationMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        using var sending = Telemetry.Source.StartActivity(Telemetry.Send, ActivityKind.Producer)?.SetTag("ommnio.queue", QueueName);
        var document = new InvitationMessageDocument(1, message.Organisation.Value, message.User.ToString(), message.Invitation.ToString()) { Trace = Activity.Current?.Id, Due = time.GetUtcNow() + delay };
        var failure = await Sending.TryAsync(queue, JsonSerializer.Serialize(document, Json.Plain.InvitationMessageDocument), delay, cancellationToken);
        if (failure is not null)
        {
            sending?.SetStatus(ActivityStatusCode.Error);
            Log.NotSent(logger, message.Invitation.ToString(), failure);
        }

        return failure is null;
    }

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        await service.GetQueueClient(PoisonQueueName).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The message of invitation {Invitation} could not be sent; the sweep will send it.")]
        internal static partial void NotSent(ILogger logger, string invitation, Exception failure);
    }
}
