using Ommnio.Core.Grouping;
using Ommnio.Core.Jobs;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Jobs;

public sealed class JobTests
{
    private static readonly JobId Id = new(Some.Id(91));
    private static readonly MembershipRule Stores = new(new(Some.Id(61)), 3, [new(RuleField.Area, false, ["STORES"])]);
    private static readonly Team Bakery = Some.Catalogue.Team(Some.Bakery)! with { Rules = [Stores], RulesVersion = 3 };
    private static readonly Team Night = Some.Catalogue.Team(Some.Night)! with { Rules = [new(new(Some.Id(62)), 1, [new(RuleField.RelatedTo, true, [$"{Some.Bea}"])])], RulesVersion = 1 };
    private static readonly Core.Organisations.Catalogue Catalogue = Some.Catalogue with { Teams = [Bakery, Night] };
    private static readonly Job Apply = Job.ApplyRules(Id, Bakery, 10, Some.Account, Some.Now);

    [Fact]
    public void D40_Applying_a_teams_rules_touches_no_other_team()
    {
        var after = JobWork.Decide(Apply, Some.User(), Catalogue)!;

        after.Teams.ShouldBe([new(Some.Bakery, TeamRole.Member, false) { ByHand = false, Rule = new(Stores.Id, 3) }]);
        JobWork.Decide(Apply, after, Catalogue).ShouldBeNull();
        JobWork.Decide(Apply, after with { Area = new("Sales") }, Catalogue)!.Teams.ShouldBeEmpty();
    }

    [Fact]
    public void D32_Ending_memberships_asks_for_no_origin_and_runs_no_rule()
    {
        var end = Job.EndMemberships(Id, Some.Kitchen, Some.Account, Some.Now);
        var user = Some.User() with { Teams = [Some.In(Some.Kitchen, TeamRole.Administrator, own: true), Some.In(Some.Bakery)] };

        JobWork.Decide(end, user, Catalogue)!.Teams.ShouldBe([Some.In(Some.Bakery)]);
        JobWork.Decide(end, Some.User(), Catalogue).ShouldBeNull();
    }

    [Fact]
    public void D9_Clearing_related_to_is_a_save_on_which_all_rules_run()
    {
        var clear = Job.ClearRelatedTo(Id, Some.Bea, Some.Account, Some.Now);
        var report = Some.User() with { RelatedTo = new(Some.Bea, "Bea López") };

        var after = JobWork.Decide(clear, report, Catalogue)!;

        (after.RelatedTo, string.Join(',', after.Teams.Select(team => team.Team))).ShouldBe((null, $"{Some.Bakery},{Some.Night}"));
        JobWork.Decide(clear, report with { RelatedTo = new(Some.Ana, "Ana") }, Catalogue).ShouldBeNull();
    }

    [Fact]
    public void A_page_is_named_when_it_is_first_claimed_and_stays_the_same_for_whoever_takes_it_over()
    {
        var claimed = RunJob.Claim(Apply, new([new(Some.Ana, null), new(Some.Bea, null)], "next"), Some.Id(1), Some.Now);
        var again = RunJob.Claim(claimed, null, Some.Id(2), Some.Now.AddMinutes(5));

        claimed.AtWork!.Users.ShouldBe([Some.Ana, Some.Bea]);
        (claimed.State, claimed.StartedAt, claimed.AtWork.Next, claimed.AtWork.Runs).ShouldBe((JobState.Running, Some.Now, "next", 1));
        again.AtWork.ShouldBe(claimed.AtWork with { Runs = 2 });
        (again.ClaimedBy, again.StartedAt, again.TouchedAt).ShouldBe((Some.Id(2), Some.Now, Some.Now.AddMinutes(5)));
    }

    [Fact]
    public void A_booked_page_adds_to_the_progress_and_the_last_one_ends_the_job()
    {
        var first = RunJob.Book(Claimed(Apply, "next"), new(2, 1, 1, 0, 0), Some.Now);
        var last = RunJob.Book(Claimed(first, null), new(3, 1, 0, 1, 1), Some.Now);

        (first.State, first.Page, first.Cursor, first.AtWork).ShouldBe((JobState.Running, 1, "next", null));
        (last.State, last.FinishedAt, last.Progress).ShouldBe((JobState.Done, Some.Now, new JobProgress(5, 2, 1, 1, 1)));
    }

    [Fact]
    public void Where_users_change_their_place_the_range_is_gone_through_until_nobody_is_left_to_change()
    {
        var end = Job.EndMemberships(Id, Some.Kitchen, Some.Account, Some.Now);
        var first = RunJob.Book(Claimed(end, null), new(2, 2, 0, 2, 0), Some.Now);
        var second = RunJob.Book(Claimed(first, null), new(2, 1, 0, 1, 1), Some.Now);
        var third = RunJob.Book(Claimed(second, null), new(1, 0, 0, 0, 1), Some.Now);

        (first.State, first.Pass, first.Cursor).ShouldBe((JobState.Running, 1, null));
        (second.State, second.Pass).ShouldBe((JobState.Running, 2));
        (third.State, third.Progress).ShouldBe((JobState.Done, new JobProgress(3, 3, 0, 3, 0)));
    }

    [Fact]
    public void An_open_job_counts_as_nothing_done()
    {
        (Apply.IsOpen, Apply.Progress, Apply.Total, Apply.RulesVersion, Apply.By).ShouldBe((true, JobProgress.None, 10, 3, Some.Account.User));
        (Apply with { State = JobState.Failed }).IsOpen.ShouldBeFalse();
    }

    private static Job Claimed(Job job, string? next) => RunJob.Claim(job, new Page<Walked>([], next), Some.Id(1), Some.Now);
}
