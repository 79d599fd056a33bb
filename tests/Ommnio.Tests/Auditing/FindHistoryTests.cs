using Ommnio.Core.Auditing;
using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Tests.Registering;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Auditing;

public sealed class FindHistoryTests
{
    private static readonly User Ana = Some.User() with { Teams = [Some.In(Some.Bakery)] };
    private static readonly User Bea = Some.User(Some.Bea) with { Name = new("Bea", "López"), Teams = [Some.In(Some.Night)] };
    private static readonly AuditEntry ByBea = new(new("op"), Some.Now, Some.Bea, WayIn.Bot, "user.changed", ["area"]);
    private static readonly AuditEntry ByAKey = ByBea with { By = null };

    [Fact]
    public async Task R35_A_line_names_who_did_it_only_to_who_may_see_them()
    {
        (await FoundAsync(Some.Account)).Items.Select(line => line.By?.Id).ShouldBe([Some.Bea, null]);
        (await FoundAsync(Some.Baker)).Items.Select(line => line.By?.Id).ShouldBe([null, null]);
    }

    [Fact]
    public async Task The_history_of_a_user_out_of_scope_is_not_there() =>
        (await Find(Some.Baker, Ana with { Teams = [Some.In(Some.Night)] }, ByBea)).ShouldBeOfType<FindHistoryOutcome.NotFound>();

    [Fact]
    public async Task D22_What_is_kept_of_a_deleted_user_an_Account_Administrator_still_reads()
    {
        (await Find(Some.Account, null, ByBea)).ShouldBeOfType<FindHistoryOutcome.Found>().Page.Items.Single().Entry.ShouldBe(ByBea);
        (await Find(Some.Baker, null, ByBea)).ShouldBeOfType<FindHistoryOutcome.NotFound>();
        (await Find(Some.Account, null)).ShouldBeOfType<FindHistoryOutcome.NotFound>();
    }

    [Fact]
    public async Task The_account_s_own_history_is_an_Account_Administrator_s()
    {
        var find = new FindHistory(new Lines([ByBea]), new FindUsers(new OneUser(Ana, Bea)));

        (await find.OfAccountAsync(Some.Account, 10, null, CancellationToken.None)).ShouldBeOfType<FindHistoryOutcome.Found>().Page.Items.Single().By!.Id.ShouldBe(Some.Bea);
        (await find.OfAccountAsync(Some.Baker, 10, null, CancellationToken.None)).ShouldBeOfType<FindHistoryOutcome.Forbidden>().Problem.Code.ShouldBe("request.actor_without_rights");
        (await find.OfAccountAsync(Some.Account, 10, "not ours", CancellationToken.None)).ShouldBeOfType<FindHistoryOutcome.BadCursor>();
    }

    [Fact]
    public async Task A_cursor_that_is_not_ours_is_refused() =>
        (await new FindHistory(new Lines([]), new FindUsers(new OneUser(Ana))).HandleAsync(Some.Account, Some.Ana, 10, "not ours", CancellationToken.None)).ShouldBeOfType<FindHistoryOutcome.BadCursor>();

    private static async Task<Page<HistoryLine>> FoundAsync(Actor actor) => (await Find(actor, Ana, ByBea, ByAKey)).ShouldBeOfType<FindHistoryOutcome.Found>().Page;

    private static Task<FindHistoryOutcome> Find(Actor actor, User? user, params IReadOnlyList<AuditEntry> lines) =>
        new FindHistory(new Lines(lines), new FindUsers(new OneUser(user, Bea))).HandleAsync(actor, Some.Ana, 10, null, CancellationToken.None);

    /// <summary>Canned lines.</summary>
    private sealed class Lines(IReadOnlyList<AuditEntry> lines) : IHistories
    {
        public Task AddAsync(OrganisationId organisation, AuditEntry line, CancellationToken cancellationToken) => throw new NotSupportedException("Nothing is written here.");

        public Task<Page<AuditEntry>?> ListAsync(OrganisationId organisation, UserId? user, int limit, string? after, CancellationToken cancellationToken) =>
            Task.FromResult(after is null ? new Page<AuditEntry>(lines, null) : null);
    }
}
