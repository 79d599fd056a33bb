using System.Diagnostics;
using System.Text.Json;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging;
using Ommnio.Core.Jobs;
using Ommnio.Core.Users;
using Ommnio.Storage.Tables;

namespace Ommnio.Storage.Queues;

/// <summary>The queue <c>jobs</c>: Base64, ids only. A message is one page of a job; the job's row says when it is done.</summary>
public sealed partial class JobMessages(QueueServiceClient service, TimeProvider time, ILogger<JobMessages> logger) : IJobMessages
{
    public const string QueueName = "jobs";

    /// <summary>Where the host puts what failed again and again.</summary>
    public const string PoisonQueueName = $"{QueueName}-poison";
    private readonly QueueClient queue = service.GetQueueClient(QueueName);

    /// <summary>The sending side's own form, read back; null when it is not one of ours.</summary>
    public static JobMessage? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Json.Plain.JobMessageDocument) is { Organisation: { } organisation } message && JobId.TryParse(message.Job) is { } job
                ? new(new(organisation), job, message.Page)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public async Task<bool> TrySendAsync(JobMessage message, CancellationToken cancellationToken)
    {
        using var sending = Telemetry.Source.StartActivity(Telemetry.Send, ActivityKind.Producer)?.SetTag("ommnio.queue", QueueName);
        var document = new JobMessageDocument(1, message.Organisation.Value, message.Job.ToString(), message.Page) { Trace = Activity.Current?.Id, Due = time.GetUtcNow() };
        var failure = await Sending.TryAsync(queue, JsonSerializer.Serialize(document, Json.Plain.JobMessageDocument), TimeSpan.Zero, cancellationToken);
        if (failure is not null)
        {
            sending?.SetStatus(ActivityStatusCode.Error);
            Log.NotSent(logger, message.Job.ToString(), failure);
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
        [LoggerMessage(Level = LogLevel.Warning, Message = "The message of job {Job} could not be sent; the sweep will send it.")]
        internal static partial void NotSent(ILogger logger, string job, Exception failure);
    }
}
