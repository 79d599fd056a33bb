using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Ommnio.Core.Inviting;
using Ommnio.Core.Jobs;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Operation = Ommnio.Core.Registering.Operation;

namespace Ommnio.Storage.Tables;

internal sealed class JobStore(StorageTables tables) : IJobs
{
    public async Task<AddingJob> AddAsync(OrganisationId organisation, Job job, Operation operation, CancellationToken cancellationToken)
    {
        var name = new TableEntity(Keys.Partition(organisation), Keys.Operation(operation.Id)) { ["Hash"] = operation.RequestHash, ["Job"] = job.Id.ToString() };
        try
        {
            await StorageTables.SubmitAsync(tables.Directory, [.. JobRows.New(organisation, job).Prepend(name).Select(StorageTables.Add)], cancellationToken);
            return new AddingJob.Added(job);
        }
        catch (TableTransactionFailedException conflict) when (conflict.Status == 409)
        {
            return await RepeatedAsync(organisation, operation, cancellationToken) ?? throw new InvalidOperationException("An id that should be new is taken.", conflict);
        }
    }

    public async Task<AddingJob?> RepeatedAsync(OrganisationId organisation, Operation operation, CancellationToken cancellationToken)
    {
        if (await StorageTables.FindAsync(tables.Directory, Keys.Partition(organisation), Keys.Operation(operation.Id), cancellationToken) is not { } done)
        {
            return null;
        }

        return done.GetString("Hash") == operation.RequestHash && JobId.TryParse(done.GetString("Job")) is { } id && await FindAsync(organisation, id, cancellationToken) is { } stored
            ? new AddingJob.Added(stored.Value)
            : new AddingJob.Mismatch();
    }

    public async Task<Stored<Job>?> FindAsync(OrganisationId organisation, JobId job, CancellationToken cancellationToken) =>
        await StorageTables.FindAsync(tables.Directory, Keys.Partition(organisation), Keys.Job(job), cancellationToken) is { } row ? new(JobRows.Read(row), row.ETag.ToString()) : null;

    public async Task<Stored<Job>?> MoveAsync(OrganisationId organisation, Stored<Job> before, Job after, CancellationToken cancellationToken)
    {
        var row = JobRows.Of(organisation, after);
        TableTransactionAction[] actions =
        [
            new(TableTransactionActionType.UpdateReplace, row, new ETag(before.ETag)),
            .. (before.Value.IsOpen, after.IsOpen) switch
            {
                (true, false) => [new(TableTransactionActionType.Delete, JobRows.Open(organisation, after.Id), ETag.All)],
                (false, true) => [StorageTables.Add(JobRows.Open(organisation, after.Id))],
                _ => (TableTransactionAction[])[],
            },
        ];
        try
        {
            var responses = await StorageTables.SubmitAsync(tables.Directory, actions, cancellationToken);
            return new(after, responses[0].Headers.ETag.ToString()!);
        }
        catch (TableTransactionFailedException conflict) when (conflict.Status is 404 or 409 or 412)
        {
            // The first try may have been carried out and only its answer lost.
            var now = await StorageTables.FindAsync(tables.Directory, row.PartitionKey, row.RowKey, cancellationToken);
            return now?.GetString("Doc") == row.GetString("Doc") ? new(after, now.ETag.ToString()) : null;
        }
    }

    public async IAsyncEnumerable<JobMessage> OverdueAsync(DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (from, below) = Keys.OpenJobs;
        await foreach (var organisation in tables.OrganisationsAsync(cancellationToken))
        {
            var open = TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(organisation)} and RowKey ge {from} and RowKey lt {below}");
            await foreach (var row in tables.Directory.QueryAsync<TableEntity>(open, cancellationToken: cancellationToken))
            {
                if (await FindAsync(organisation, JobId.TryParse(row.GetString("Job"))!.Value, cancellationToken) is { Value: { IsOpen: true } job } && job.TouchedAt < before)
                {
                    yield return JobMessage.Of(organisation, job);
                }
            }
        }
    }

    public async Task<(int Joined, int Left)?> TraceAsync(OrganisationId organisation, UserId user, AuditEntry change, CancellationToken cancellationToken)
    {
        var trace = await StorageTables.FindAsync(tables.Directory, Keys.Partition(organisation), Keys.Audit(user, change.At, change.Operation, change.Action), cancellationToken);
        return trace is null ? null : (trace.GetInt32("Joined") ?? 0, trace.GetInt32("Left") ?? 0);
    }
}
