using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Ommnio.Core.Jobs;
using Ommnio.Core.Users;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;
using Ommnio.Storage.Queues;

namespace Ommnio.Functions;

/// <summary>Work over many users: the queue's and the timer's side, and how far it has come.</summary>
public sealed partial class Jobs(RunJob run, SweepJobs sweep, FindJob find, ILogger<Jobs> logger)
{
    [Function(nameof(GetJob))]
    public async Task<IResult> GetJob([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "jobs/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        JobWire.One(request, JobId.TryParse(id) is { } job ? await find.HandleAsync(Caller.Of(request).Actor, job, cancellationToken) : null);

    [Function(nameof(RunJob))]
    public async Task RunJob([QueueTrigger(JobMessages.QueueName)] string message, CancellationToken cancellationToken)
    {
        // What is not ours throws: after its tries it lies in the poison queue for somebody to look at.
        var page = JobMessages.Read(message) ?? throw new FormatException("The queue message is not a job's.");
        Log.Ran(logger, page.Job.ToString(), page.Page, await run.HandleAsync(page, cancellationToken));
    }

    [Function(nameof(SweepJobs))]
    public async Task SweepJobs([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        Log.Swept(logger, await sweep.HandleAsync(cancellationToken));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Job {Job}, page {Page}: {Outcome}")]
        internal static partial void Ran(ILogger logger, string job, int page, RunJobOutcome outcome);

        [LoggerMessage(Level = LogLevel.Information, Message = "Swept the jobs: {Sent} messages sent again")]
        internal static partial void Swept(ILogger logger, int sent);
    }
}
