using System.Collections.Immutable;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Jobs;

/// <summary>What each kind of job walks over and makes of one user. Pure; made again on what it made, it changes nothing.</summary>
public static class JobWork
{
    // Longer than any call that stores such a job and then deletes the team.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    internal static Walk WalkOf(Job job) => job.Kind switch
    {
        JobKind.ApplyRules => new Walk.Everybody(),
        JobKind.EndMemberships => new Walk.MembersOf(job.Team),
        _ => new Walk.ReportsOf(new(job.Subject)),
    };

    /// <summary>Whether the job can go on now; with a problem it never will again.</summary>
    internal static (bool IsReady, Problem? Problem) Check(Job job, Catalogue catalogue, DateTimeOffset now)
    {
        var team = catalogue.Team(job.Team);
        return job.Kind switch
        {
            JobKind.ApplyRules when team is null => (false, new("job.team_gone", null)),
            JobKind.ApplyRules when team.RulesVersion != job.RulesVersion => (false, new("job.rules_changed", null)),
            JobKind.EndMemberships when team is not null => (false, now - job.CreatedAt < Patience ? null : new("job.team_stays", null)),
            _ => (true, null),
        };
    }

    /// <summary>The user as the job makes them; null: as they are already.</summary>
    public static User? Decide(Job job, User before, Catalogue catalogue)
    {
        var after = job.Kind switch
        {
            JobKind.ApplyRules => before with { Teams = catalogue.Team(job.Team) is { } team ? RunRules.Of(team, before) : before.Teams },
            JobKind.EndMemberships => before with { Teams = before.Teams.RemoveAll(membership => membership.Team == job.Team) },
            _ => WithoutManager(before, new(job.Subject), catalogue),
        };
        return after.RelatedTo == before.RelatedTo && after.Teams.SequenceEqual(before.Teams) ? null : after;
    }

    /// <summary>The change as it is stored: what it is called in the user's history is the same however often it is tried.</summary>
    internal static ChangedUser? Change(Job job, User before, Catalogue catalogue)
    {
        if (Decide(job, before, catalogue) is not { } after)
        {
            return null;
        }

        var name = NameOf(job);
        var (was, now) = (TeamsOf(before), TeamsOf(after));
        var audit = name with { Fields = ChangedFields.Between(before, after, nationalId: false), Joined = now.Except(was).Count, Left = was.Except(now).Count };
        var at = before.UpdatedAt > name.At ? before.UpdatedAt : name.At;
        return new(after with { UpdatedAt = at, Version = before.Version + 1 }, null, false, audit);
    }

    /// <summary>One name for each job, page and user.</summary>
    internal static AuditEntry NameOf(Job job) => new(new(job.Id.ToString()), job.AtWork!.At, job.By, job.Way, $"job.{Naming.CamelCase(job.Kind)}", []);

    private static User WithoutManager(User before, UserId manager, Catalogue catalogue)
    {
        var after = before.RelatedTo?.Id == manager ? before with { RelatedTo = null } : before;
        return after == before ? before : after with { Teams = RunRules.On(after, catalogue) };
    }

    private static ImmutableHashSet<TeamId> TeamsOf(User user) => [.. user.Teams.Select(membership => membership.Team)];
}
