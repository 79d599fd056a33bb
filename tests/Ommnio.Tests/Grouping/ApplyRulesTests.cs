using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Jobs;
using Ommnio.Core.Users;
using Ommnio.Tests.Jobs;
using Ommnio.Tests.Registering;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Grouping;

/// <summary>From a look at what rules would do to the job that does it.</summary>
public sealed class ApplyRulesTests
{
    private static readonly MembershipRule Sales = new(new(Some.Id(61)), 2, [new(RuleField.Area, false, ["Sales"])]);
    private static readonly Team Night = Some.Catalogue.Team(Some.Night)! with { Rules = [Sales], RulesVersion = 2 };
    private static readonly User Leaver = Some.User() with { Teams = [new(Some.Night, TeamRole.Member, false) { ByHand = false, Rule = new(Sales.Id, 2) }] };
    private static readonly User Joiner = Some.User(Some.Bea) with { Area = new("Sales") };

    private readonly OneJob jobs = new(null) { Next = new([new(Some.Ana, Leaver), new(Some.Bea, Joiner)], null) };
    private readonly OneUser company = new(null) { Catalogue = Some.Catalogue with { Teams = [Night] } };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task D40_More_who_leave_than_was_said_start_no_job()
    {
        (await Apply(Some.Account, null)).ShouldBeOfType<ApplyRulesOutcome.Unconfirmed>().Problem.ShouldBe(new("rules.confirm_leaving", "confirmLeaving", "1", "1"));
        (jobs.Added.Count, jobs.Sent.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task D40_What_was_confirmed_is_a_job_of_everybody_by_the_rules_as_they_were_looked_at()
    {
        var job = (await Apply(Some.Account, 1)).ShouldBeOfType<ApplyRulesOutcome.Started>().Job;

        (job.Kind, job.Team, job.RulesVersion, job.Total, job.By, job.CreatedAt, job.Id.Value).ShouldBe((JobKind.ApplyRules, Some.Night, 2, 2, Some.Account.User, Some.Now, Some.Id(101)));
        jobs.Walks.ShouldBe([(new Core.Registering.Walk.Everybody(), null, 1_000)]);
        jobs.Sent.ShouldBe([new(Some.Organisation, job.Id, 0)]);
        jobs.Added.ShouldHaveSingleItem().Id.ShouldBe(new OperationId("op"));
    }

    [Fact]
    public async Task What_was_started_before_has_its_answer_however_many_would_leave_by_now()
    {
        var before = Job.ApplyRules(new(Some.Id(5)), Night, 2, Some.Account, Some.Now);
        jobs.Repeated = new AddingJob.Added(before);
        (await Apply(Some.Account, null)).ShouldBe(new ApplyRulesOutcome.Started(before));
        jobs.Repeated = new AddingJob.Mismatch();
        (await Apply(Some.Account, null)).ShouldBeOfType<ApplyRulesOutcome.Mismatch>();
        jobs.Walks.ShouldBeEmpty();
    }

    [Fact]
    public async Task D33_Rules_are_applied_by_an_Account_Administrator_and_as_they_were_looked_at()
    {
        (await Apply(Some.Baker with { Scope = [Some.Night] }, 1)).ShouldBeOfType<ApplyRulesOutcome.Forbidden>();
        (await Apply(Some.Baker, 1)).ShouldBeOfType<ApplyRulesOutcome.NotFound>();
        (await Apply(Some.Account, 1, version: 7)).ShouldBeOfType<ApplyRulesOutcome.Stale>();
        (jobs.Walks.Count, jobs.Added.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task R27_A_preview_of_rules_that_are_only_proposed_stores_nothing()
    {
        var (team, preview) = (await Preview(new(Some.Account, Some.Night, [new(null, [new("tag", null, ["night"])])], null))).ShouldBeOfType<PreviewRulesOutcome.Previewed>();

        team.ShouldBe(Night);
        (preview.Users, preview.Joining, preview.Leaving, preview.Leaves.Length).ShouldBe((2, 0, 1, 1));
        (company.Edits.Count, jobs.Added.Count).ShouldBe((0, 0));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    public async Task A_preview_names_as_many_as_are_asked_for(int? details, int named)
    {
        var preview = (await Preview(new(Some.Account, Some.Night, null, details))).ShouldBeOfType<PreviewRulesOutcome.Previewed>().Preview;

        (preview.Joining, preview.Leaving, preview.Joins.Length, preview.Leaves.Length).ShouldBe((1, 1, named, named));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1_000, true)]
    [InlineData(1_001, false)]
    public async Task A_preview_names_up_to_a_thousand(int details, bool isGood)
    {
        var outcome = await Preview(new(Some.Account, Some.Night, null, details));

        (outcome is PreviewRulesOutcome.Previewed).ShouldBe(isGood);
        (outcome is PreviewRulesOutcome.Refused(var problems) ? problems.Single() : null).ShouldBe(isGood ? null : new("rules.details", "details", "1000"));
    }

    [Fact]
    public async Task D33_A_preview_is_an_Account_Administrators()
    {
        (await Preview(new(Some.Baker with { Scope = [Some.Night] }, Some.Night, null, null))).ShouldBeOfType<PreviewRulesOutcome.Forbidden>();
        (await Preview(new(Some.Baker, Some.Night, null, null))).ShouldBeOfType<PreviewRulesOutcome.NotFound>();
        jobs.Walks.ShouldBeEmpty();
    }

    private Task<ApplyRulesOutcome> Apply(Actor actor, int? confirmed, int? version = null) =>
        new ApplyRules(company, jobs, jobs, new(jobs, jobs), new CountedIds(), new FakeTimeProvider(Some.Now)).HandleAsync(new(actor, Some.Night, version, confirmed, new(new("op"), "hash")), Token);

    private Task<PreviewRulesOutcome> Preview(PreviewRulesRequest request) => new PreviewRules(company, jobs, new CountedIds()).HandleAsync(request, Token);
}
