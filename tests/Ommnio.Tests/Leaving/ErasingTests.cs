using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Governing;
using Ommnio.Core.Jobs;
using Ommnio.Core.Leaving;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Tests.Jobs;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Leaving;

/// <summary>What a deletion leaves behind, and what is answered where there is none.</summary>
public sealed class ErasingTests
{
    private static readonly User User = Some.User() with { Teams = [Some.In(Some.Bakery)] };

    private readonly Erasing erasing = new();
    private readonly OneJob jobs = new(null);

    [Fact]
    public async Task D22_A_deletion_leaves_two_lines_without_values_and_two_jobs_of_which_the_first_begins_at_once()
    {
        var actor = Some.Account with { Key = "SetUpKey0001" };

        var erased = (await Erase(actor, "Ana García")).ShouldBeOfType<EraseUserOutcome.Erased>();

        var (audit, left) = erasing.Left.ShouldNotBeNull();
        (audit.Operation.Value, audit.Action, audit.At, audit.By, audit.About, audit.Key).ShouldBe(($"{Some.Id(103):N}", "user.deleted", Some.Now, actor.User, $"{Some.Ana}", "SetUpKey0001"));
        audit.Fields.ShouldBeEmpty();
        left.Select(job => (job.Id.Value, job.Kind, job.Subject, job.CreatedAt, job.TouchedAt)).ShouldBe(
        [
            (Some.Id(101), JobKind.ClearRelatedTo, Some.Ana.Value, Some.Now, Some.Now), (Some.Id(102), JobKind.ClearRelatedTo, Some.Ana.Value, Some.Now, Some.Now.AddMinutes(5)),
        ]);
        jobs.Sent.ShouldBe([new(Some.Organisation, erased.Job, 0)]);
        erased.Job.ShouldBe(left[0].Id);
    }

    [Fact]
    public async Task Where_nobody_is_deleted_no_job_begins()
    {
        (await Erase(Some.Account, "Ana")).ShouldBeOfType<EraseUserOutcome.Refused>();
        (await Erase(Some.Baker with { Scope = [Some.Night] }, "Ana García")).ShouldBeOfType<EraseUserOutcome.NotFound>();
        erasing.Changing = new Changing.NotFound();
        (await Erase(Some.Account, "Ana García")).ShouldBeOfType<EraseUserOutcome.NotFound>();
        erasing.Changing = new Changing.Busy();
        (await Erase(Some.Account, "Ana García")).ShouldBeOfType<EraseUserOutcome.Busy>();
        jobs.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task D28_The_last_who_administers_the_account_stays()
    {
        erasing.Changing = new Changing.LastAccountAdministrator();

        (await Erase(Some.Account, "Ana García")).ShouldBeOfType<EraseUserOutcome.Forbidden>().Problem.Code.ShouldBe("user.last_account_administrator");
        jobs.Sent.ShouldBeEmpty();
    }

    private Task<EraseUserOutcome> Erase(Actor actor, string typed) =>
        new EraseUser(erasing, jobs, new CountedIds(), new FakeTimeProvider(Some.Now)).HandleAsync(new(actor, Some.Ana, null, typed), TestContext.Current.CancellationToken);

    /// <summary>Lets one user go, or answers otherwise as it is told.</summary>
    private sealed class Erasing : IErasures
    {
        public Changing? Changing { get; set; }

        public ErasedUser? Left { get; private set; }

        public Task<Changing> EraseAsync(OrganisationId organisation, UserId user, Func<User, ErasedUser?> decide, CancellationToken cancellationToken)
        {
            Left = decide(User);
            return Task.FromResult(Changing ?? (Left is null ? new Changing.Refused() : new Changing.Changed(User)));
        }

        public Task FinishAsync(OrganisationId organisation, UserId user, CancellationToken cancellationToken) => throw new NotSupportedException("The jobs see to the rest.");
    }
}
