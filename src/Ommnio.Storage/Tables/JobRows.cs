using System.Text.Json;
using Azure.Data.Tables;
using Ommnio.Core.Governing;
using Ommnio.Core.Jobs;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Storage.Tables;

/// <summary>What a job consists of: its own row, and while it is open one that the sweep finds it by.</summary>
internal static class JobRows
{
    /// <summary>For the transaction that a new job is stored in, which may be that of what causes it.</summary>
    internal static IReadOnlyList<TableEntity> New(OrganisationId organisation, Job job) => [Of(organisation, job), Open(organisation, job.Id)];

    internal static TableEntity Of(OrganisationId organisation, Job job) => new(Keys.Partition(organisation), Keys.Job(job.Id)) { ["Doc"] = Write(job) };

    internal static TableEntity Open(OrganisationId organisation, JobId job) => new(Keys.Partition(organisation), Keys.OpenJob(job)) { ["Job"] = job.ToString() };

    internal static Job Read(TableEntity row)
    {
        var document = JsonSerializer.Deserialize(row.GetString("Doc"), Json.Plain.JobDocument)!;
        return new()
        {
            Id = JobId.TryParse(document.Id)!.Value,
            Kind = Naming.Parse<JobKind>(document.Kind)!.Value,
            Subject = document.Subject,
            RulesVersion = document.RulesVersion,
            By = UserId.TryParse(document.By),
            Way = Naming.Parse<WayIn>(document.Way)!.Value,
            State = Naming.Parse<JobState>(document.State)!.Value,
            Problem = document.Problem is { } code ? new(code, null) : null,
            CreatedAt = document.CreatedAt,
            StartedAt = document.StartedAt,
            FinishedAt = document.FinishedAt,
            TouchedAt = document.TouchedAt,
            Total = document.Total,
            Progress = document.Progress,
            Page = document.Page,
            Cursor = document.Cursor,
            Pass = document.Pass,
            PassChanged = document.PassChanged,
            ClaimedBy = document.ClaimedBy,
            AtWork = document.AtWork is { } page ? new([.. page.Users.Select(user => UserId.TryParse(user)!.Value)], page.Next, page.At, page.Runs) : null,
        };
    }

    private static string Write(Job job) => JsonSerializer.Serialize(
        new()
        {
            Id = job.Id.ToString(),
            Kind = Naming.CamelCase(job.Kind),
            Subject = job.Subject,
            RulesVersion = job.RulesVersion,
            By = job.By?.ToString(),
            Way = Naming.CamelCase(job.Way),
            State = Naming.CamelCase(job.State),
            Problem = job.Problem?.Code,
            CreatedAt = job.CreatedAt,
            StartedAt = job.StartedAt,
            FinishedAt = job.FinishedAt,
            TouchedAt = job.TouchedAt,
            Total = job.Total,
            Progress = job.Progress,
            Page = job.Page,
            Cursor = job.Cursor,
            Pass = job.Pass,
            PassChanged = job.PassChanged,
            ClaimedBy = job.ClaimedBy,
            AtWork = job.AtWork is { } page ? new([.. page.Users.Select(user => user.ToString())], page.Next, page.At, page.Runs) : null,
        },
        Json.Plain.JobDocument);
}

/// <summary>A job as it lies in its row.</summary>
internal sealed record JobDocument
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required Guid Subject { get; init; }

    public int RulesVersion { get; init; }

    public string? By { get; init; }

    public required string Way { get; init; }

    public required string State { get; init; }

    public string? Problem { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public required DateTimeOffset TouchedAt { get; init; }

    public int? Total { get; init; }

    public required JobProgress Progress { get; init; }

    public int Page { get; init; }

    public string? Cursor { get; init; }

    public int Pass { get; init; }

    public bool PassChanged { get; init; }

    public Guid? ClaimedBy { get; init; }

    public PageAtWorkDocument? AtWork { get; init; }
}

internal sealed record PageAtWorkDocument(IReadOnlyList<string> Users, string? Next, DateTimeOffset At, int Runs);

/// <summary>What travels through the queue: ids only.</summary>
internal sealed record JobMessageDocument(int Version, string Organisation, string Job, int Page) : MessageOriginDocument;
