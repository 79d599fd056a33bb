using System.Collections.Concurrent;
using Ommnio.Core.Grouping;
using Ommnio.Core.Jobs;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tables;

namespace Ommnio.Storage.Tests.Faults.Families;

/// <summary>Rules are set for some teams and applied to everybody by jobs, which are swept for, given up, and started again.</summary>
internal sealed class Rules(Crowd crowd) : Family(crowd)
{
    private readonly SweepJobs sweepJobs = crowd.Get<SweepJobs>();
    private readonly CreateTeam createTeam = crowd.Get<CreateTeam>();
    private readonly ApplyRules applyRules = crowd.Get<ApplyRules>();
    private readonly RunJob runJob = crowd.Get<RunJob>();
    private readonly FailJob failJob = crowd.Get<FailJob>();
    private readonly RestartJob restartJob = crowd.Get<RestartJob>();
    private readonly SetRules setRules = crowd.Get<SetRules>();
    private readonly ChangeUser changeUser = crowd.Get<ChangeUser>();
    private static readonly string[] Areas = ["Sales", "Bakery"];
    private readonly List<Team> ruled = [];
    private readonly ConcurrentDictionary<JobId, bool> started = [];

    internal override IReadOnlyList<Doing> Doings =>
    [
        // Whoever is saved by rules of seconds ago is saved so; later, all are saved by those of the end.
        new(3, SetAsync) { IsEarly = true },
        new(3, ApplyAsync),
        new(2, RestartAsync),
        new(2, WithSome(PutByHandAsync)),
        new(1, (_, random) => Crowd.AnswerAsync<object>(random, async () => await sweepJobs.HandleAsync(Token))),
    ];

    internal override async Task BeginAsync()
    {
        for (var number = 0; number < 4; number++)
        {
            ruled.Add(((TeamOutcome.Done)await createTeam.HandleAsync(new(Crowd.Actor, new($"Ruled {number}", null, null, null), null), Token)).Team);
        }
    }

    internal override Task EndAsync() => Task.WhenAll(ruled.Select(async (team, place) =>
    {
        var outcome = await Crowd.UntilAnsweredAsync(() => applyRules.HandleAsync(new(Crowd.Actor, team.Id, null, int.MaxValue, Named("last", place)), Token));
        started[((ApplyRulesOutcome.Started)outcome).Job.Id] = true;
    }));

    internal Task RunAsync(JobMessage message) => runJob.HandleAsync(message, Token);

    internal Task GiveUpAsync(JobMessage message) => Crowd.UntilAnsweredAsync(() => failJob.HandleAsync(message, Token));

    /// <summary>Somebody finds what was given up, and starts it again.</summary>
    internal override async Task MendAsync(Aftermath so)
    {
        foreach (var job in so.Of("j:").Select(JobRows.Read).Where(job => job.Problem?.Code == Job.GaveUp))
        {
            await restartJob.HandleAsync(Crowd.Actor, job.Id, Token);
        }
    }

    internal override IEnumerable<string> Wrong(Aftermath after)
    {
        var jobs = after.Of("j:").Select(JobRows.Read).ToDictionary(job => job.Id);
        foreach (var lost in started.Keys.Where(id => !jobs.ContainsKey(id)))
        {
            yield return $"the job {lost} was started and is lost";
        }

        foreach (var job in jobs.Values.Where(job => job.State != JobState.Done && job.Problem?.Code is not ("job.rules_changed" or "job.team_stays")))
        {
            yield return $"the job {job.Id} ({job.Kind}) is {job.State} for {job.Problem?.Code ?? "no reason"}";
        }

        var traces = after.Of("a:").Where(row => row.GetString("Action") == "job.applyRules").ToLookup(row => ChangeRows.ReadAudit(row).Operation.Value);
        foreach (var job in jobs.Values.Where(job => job is { Kind: JobKind.ApplyRules, State: JobState.Done }))
        {
            var (changed, joined, left) = (traces[$"{job.Id}"].Count(), traces[$"{job.Id}"].Sum(trace => trace.GetInt32("Joined") ?? 0), traces[$"{job.Id}"].Sum(trace => trace.GetInt32("Left") ?? 0));
            if ((job.Progress.Changed, job.Progress.Joined, job.Progress.Left) != (changed, joined, left))
            {
                yield return $"the job {job.Id} says {job.Progress}, and the history knows of {changed} changes, {joined} joined, {left} left";
            }
        }

        foreach (var team in ruled.Select(team => after.Catalogue.Team(team.Id)!))
        {
            foreach (var user in after.Users.Values.Where(user => !IsAsTheRulesSay(team, user)))
            {
                yield return $"{user.Id} of {user.Area} {(user.Teams.Any(membership => membership.Team == team.Id) ? "is" : "is not")} in {team.Name}, against its rules";
            }
        }
    }

    private static bool IsAsTheRulesSay(Team team, User user)
    {
        var rule = team.Rules.FirstOrDefault(rule => rule.Conditions.All(condition => condition.Values.Contains(user.Area?.Text ?? "") != condition.Not));
        return user.Teams.FirstOrDefault(membership => membership.Team == team.Id) is { } there
            ? there.Rule?.Rule == rule?.Id && (there.ByHand || rule is not null)
            : rule is null;
    }

    private Team Some(Random random) => ruled[random.Next(ruled.Count)];

    private async Task SetAsync(int number, Random random)
    {
        RuleFields[] rules = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new RuleFields(null, [new("area", random.Next(2) == 0, [Areas[random.Next(2)]])]))];
        await Crowd.AnswerAsync(random, () => setRules.HandleAsync(new(Crowd.Actor, Some(random).Id, null, rules), Token));
    }

    private async Task ApplyAsync(int number, Random random)
    {
        var team = Some(random).Id;
        if (await Crowd.AnswerAsync(random, () => applyRules.HandleAsync(new(Crowd.Actor, team, null, int.MaxValue, Named("apply", number)), Token)) is ApplyRulesOutcome.Started(var job))
        {
            started[job.Id] = true;
        }
    }

    private async Task RestartAsync(int number, Random random)
    {
        if (started.Keys.OrderBy(id => id.Value).ElementAtOrDefault(random.Next(Math.Max(1, started.Count))) is var job && started.ContainsKey(job))
        {
            await Crowd.AnswerAsync(random, async () => await restartJob.HandleAsync(Crowd.Actor, job, Token) ?? throw new InvalidOperationException("A job that was started is not there."));
        }
    }

    private async Task PutByHandAsync(Known some, int number, Random random)
    {
        var team = $"{Some(random).Id}";
        var isIn = random.Next(2) == 0;
        await Crowd.AnswerAsync(random, () => changeUser.HandleAsync(
            new(
                Crowd.Actor,
                some.Id,
                null,
                fields => fields with { Teams = [.. (fields.Teams ?? []).Where(there => there.Id != team), .. isIn ? [new(team, null, null) { Via = ["hand"] }] : (ReadOnlySpan<TeamFields>)[]] },
                RemoveNationalId: false),
            Token));
    }
}
