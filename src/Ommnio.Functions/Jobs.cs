using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Ommnio.Core.Jobs;
using Ommnio.Core.Users;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;
using Ommnio.Storage.Queues;

namespace Ommnio.Functions;

/// <summary>Work over many users: the queue's and the timer's side, and how far it has come.</summary>
public sealed partial class Jobs(RunJob run, FailJob fail, SweepJobs sweep, FindJob find, RestartJob restart, TimeProvider time, ILogger<Jobs> logger)
{
    [Function(nameof(GetJob))]
    public async Task<IResult> GetJob([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "jobs/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        JobWire.One(request, JobId.TryParse(id) is { } job ? await find.HandleAsync(Caller.Of(request).Actor, job, cancellationToken) : null);

    [Function(nameof(RestartJob))]
    public async Task<IResult> RestartJob([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "jobs/{id}/restart")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        Idempotency.Refusal(request) ?? JobWire.Restarted(request, JobId.TryParse(id) is { } job ? await restart.HandleAsync(Caller.Of(request).Actor, job, cancellationToken) : null);

    [Function(nameof(RunJob))]
    public async Task RunJob([QueueTrigger(JobMessages.QueueName)] string message, CancellationToken cancellationToken)
    {
        // What is not ours throws: after its tries it comes to FailJob.
        var page = JobMessages.Read(message) ?? throw new FormatException("The queue message is not a job's.");
        MessageOrigin.Note(JobMessages.QueueName, message, time.GetUtcNow());
        Log.Ran(logger, page.Job.ToString(), page.Page, await run.HandleAsync(page, cancellationToken));
    }

    [Function(nameof(FailJob))]
    public async Task FailJob([QueueTrigger(JobMessages.PoisonQueueName)] string message, CancellationToken cancellationToken)
    {
        if (JobMessages.Read(message) is not { } page)
        {
            Log.NotOurs(logger);
        }
        else if (await fail.HandleAsync(page, cancellationToken))
        {
            Log.GivenUp(logger, page.Job.ToString());
        }
    }

    [Function(nameof(SweepJobs))]
    public async Task SweepJobs([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        Log.Swept(logger, await sweep.HandleAsync(cancellationToken));

    // Alerts read the sentences of errors; the ids are for who asks for them.
    private static partial class Log
    {
        [LoggerMessage(EventId = 4003, EventName = "JobGivenUp", Level = LogLevel.Error, Message = "Job {Job} was given up after all its tries")]
        internal static partial void GivenUp(ILogger logger, string job);

        [LoggerMessage(EventId = 4004, EventName = "ForeignJobDropped", Level = LogLevel.Error, Message = "A message that is not a job's lay in the poison queue, and was dropped")]
        internal static partial void NotOurs(ILogger logger);

        [LoggerMessage(Level = LogLevel.Information, Message = "Job {Job}, page {Page}: {Outcome}")]
        internal static partial void Ran(ILogger logger, string job, int page, RunJobOutcome outcome);

        [LoggerMessage(Level = LogLevel.Information, Message = "Swept the jobs: {Sent} messages sent again")]
        internal static partial void Swept(ILogger logger, int sent);
    }
}
