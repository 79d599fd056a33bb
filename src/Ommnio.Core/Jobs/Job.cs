using System.Collections.Immutable;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Jobs;

/// <summary>What is done to many users, one after the other.</summary>
public enum JobKind
{
    /// <summary>A team's rules act on everybody (D40). The subject is the team.</summary>
    ApplyRules,

    /// <summary>Everybody leaves a team that was deleted, however they came in (D32). The subject is the team.</summary>
    EndMemberships,

    /// <summary>Nobody is related to a user who was deleted any more; a save of each, so all rules run (D9). The subject is the user.</summary>
    ClearRelatedTo,
}

public enum JobState
{
    Queued,
    Running,
    Done,
    Failed,
}

/// <summary>How far a job has come. No figure ever becomes smaller.</summary>
/// <param name="Joined">Memberships that it began.</param>
/// <param name="Left">Memberships that it ended.</param>
/// <param name="Skipped">Users who could not take the change, because their record is full.</param>
public sealed record JobProgress(int Seen, int Changed, int Joined, int Left, int Skipped)
{
    public static readonly JobProgress None = new(0, 0, 0, 0, 0);

    public static JobProgress operator +(JobProgress one, JobProgress other) =>
        new(one.Seen + other.Seen, one.Changed + other.Changed, one.Joined + other.Joined, one.Left + other.Left, one.Skipped + other.Skipped);
}

/// <summary>
/// The users whom a run is at. They are named before the first of them is touched, so that whoever takes over after a crash goes
/// over the same ones, also over those who have left the range meanwhile.
/// </summary>
/// <param name="Next">Where the page after this one begins; null: there is none.</param>
/// <param name="At">The time of all changes of the page: part of each one's name, by which a repeat recognises it.</param>
/// <param name="Runs">How many runs have begun it.</param>
public sealed record PageAtWork(ImmutableArray<UserId> Users, string? Next, DateTimeOffset At, int Runs);

/// <summary>Work over many users, a page at a time. Its row's ETag is the lock: who claims a page last is the one who may book it.</summary>
public sealed record Job
{
    // Longer than a request lasts and a catalogue is kept.
    private static readonly TimeSpan LongestOnTheWay = TimeSpan.FromMinutes(5);

    public required JobId Id { get; init; }

    public required JobKind Kind { get; init; }

    /// <summary>The id of a team or a user, as the kind says.</summary>
    public required Guid Subject { get; init; }

    /// <summary>Which version of the team's rules it applies: no other than the one that was looked at when it was started (R27).</summary>
    public int RulesVersion { get; init; }

    /// <summary>On whose authority; null for an API key.</summary>
    public UserId? By { get; init; }

    public required WayIn Way { get; init; }

    public JobState State { get; init; }

    /// <summary>Why it failed.</summary>
    public Problem? Problem { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When it last got on, or is to begin; the sweep goes by it.</summary>
    public required DateTimeOffset TouchedAt { get; init; }

    /// <summary>How many users there were when it was started; null: not counted.</summary>
    public int? Total { get; init; }

    public JobProgress Progress { get; init; } = JobProgress.None;

    /// <summary>Counts the pages; a message of an earlier one is out of date.</summary>
    public int Page { get; init; }

    /// <summary>Where the page begins; null: at the beginning.</summary>
    public string? Cursor { get; init; }

    /// <summary>Counts the times that it went through its users, from 0.</summary>
    public int Pass { get; init; }

    /// <summary>Whether this pass has changed anybody so far.</summary>
    public bool PassChanged { get; init; }

    public PageAtWork? AtWork { get; init; }

    /// <summary>The run that claimed a page last, so that a claim or a booking whose answer was lost is known from another's.</summary>
    public Guid? ClaimedBy { get; init; }

    /// <summary>Why a job failed that no run could do: the one reason that may be gone when it is started again.</summary>
    public const string GaveUp = "job.gave_up";

    public bool IsOpen => State is JobState.Queued or JobState.Running;

    public TeamId Team => new(Subject);

    public static Job ApplyRules(JobId id, Team team, int users, Actor actor, DateTimeOffset now) =>
        New(id, JobKind.ApplyRules, team.Id.Value, actor, now) with { RulesVersion = team.RulesVersion, Total = users };

    /// <summary>
    /// To be stored before the team goes (<see cref="StartJob.AddAsync"/>), so that a crash in between loses nothing: until the team
    /// is gone the job waits, and it fails without having done anything when the team stays.
    /// </summary>
    public static Job EndMemberships(JobId id, TeamId team, Actor actor, DateTimeOffset now) => New(id, JobKind.EndMemberships, team.Value, actor, now);

    /// <summary>To be stored in the transaction that deletes the user; then send its <see cref="JobMessage"/>.</summary>
    public static Job ClearRelatedTo(JobId id, UserId manager, Actor actor, DateTimeOffset now) => New(id, JobKind.ClearRelatedTo, manager.Value, actor, now);

    /// <summary>
    /// The same once more, when nobody can be on the way any longer who began before the team or the user was gone, or with a catalogue
    /// from before. To be stored together with the first; the sweep starts it.
    /// </summary>
    public Job Again(JobId id) => this with { Id = id, TouchedAt = CreatedAt + LongestOnTheWay };

    /// <summary>It has ended, and says why. A page that runs had begun stays named where it may be taken up again.</summary>
    internal Job Failed(Problem problem, DateTimeOffset now) =>
        this with { State = JobState.Failed, Problem = problem, FinishedAt = now, TouchedAt = now, AtWork = problem.Code == GaveUp ? AtWork : null };

    /// <summary>It goes on where it stood, and its page may be begun as often as at first.</summary>
    internal Job Restarted(DateTimeOffset now) =>
        this with { State = JobState.Queued, Problem = null, FinishedAt = null, TouchedAt = now, AtWork = AtWork is { } page ? page with { Runs = 0 } : null };

    private static Job New(JobId id, JobKind kind, Guid subject, Actor actor, DateTimeOffset now) =>
        new() { Id = id, Kind = kind, Subject = subject, By = actor.User, Way = actor.Way, CreatedAt = now, TouchedAt = now };
}

/// <summary>What travels through the queue: one page of a job. Ids only.</summary>
public sealed record JobMessage(OrganisationId Organisation, JobId Job, int Page)
{
    public static JobMessage Of(OrganisationId organisation, Job job) => new(organisation, job.Id, job.Page);
}
