using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Auditing;
using Ommnio.Core.Governing;
using Ommnio.Core.Keeping;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Keeping;

/// <summary>Who gets all that is kept, and when it goes.</summary>
public sealed class KeepingTests
{
    private static readonly Actor Account = Some.Account with { Key = "SetUpKey0001" };

    private readonly Kept kept = new();
    private readonly ExportData export;

    public KeepingTests() => export = new(kept, kept, new CountedIds(), new FakeTimeProvider(Some.Now));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_kept_of_a_user_is_given_out_once_the_account_s_history_says_to_whom()
    {
        (await export.OfUserAsync(Account, Some.Ana, Token)).ShouldBeOfType<ExportOutcome.Exported>().Lines.ShouldBe(["ana"]);

        var line = kept.Written.ShouldHaveSingleItem();
        (line.Operation.Value, line.Action, line.At, line.By, line.About, line.Key).ShouldBe(($"{Some.Id(101):N}", "user.exported", Some.Now, Account.User, $"{Some.Ana}", "SetUpKey0001"));
        line.Fields.ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_page_of_everything_is_a_line_in_the_account_s_history()
    {
        var exported = (await export.OfOrganisationAsync(Account, null, 10, Token)).ShouldBeOfType<ExportOutcome.Exported>();

        exported.Lines.ShouldBe(["ana", "bea"]);
        exported.Next.ShouldBe("more");
        var line = kept.Written.ShouldHaveSingleItem();
        (line.Action, line.About).ShouldBe(("organisation.exported", null));
    }

    [Fact]
    public async Task Nothing_is_given_out_or_written_for_who_is_not_there_a_wrong_cursor_or_a_Team_Administrator()
    {
        (await export.OfUserAsync(Account, Some.Bea, Token)).ShouldBeOfType<ExportOutcome.NotFound>();
        (await export.OfOrganisationAsync(Account, "not ours", 10, Token)).ShouldBeOfType<ExportOutcome.BadCursor>();
        (await export.OfUserAsync(Some.Baker, Some.Ana, Token)).ShouldBeOfType<ExportOutcome.Forbidden>().Problem.Code.ShouldBe("request.actor_without_rights");
        (await export.OfOrganisationAsync(Some.Baker, null, 10, Token)).ShouldBeOfType<ExportOutcome.Forbidden>();
        kept.Written.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_past_its_time_goes_in_every_organisation_and_is_counted()
    {
        var purged = await new PurgeOld(kept, RetentionSettings.Default, new FakeTimeProvider(Some.Now)).HandleAsync(Token);

        purged.ShouldBe(new(2, 4, 6, 8, 10));
        kept.Purged.ShouldBe([
            (Some.Organisation, new(Some.Now.AddHours(-48), Some.Now.AddDays(-7), Some.Now.AddDays(-90), Some.Now.AddDays(-730))),
            (new("other"), new(Some.Now.AddHours(-48), Some.Now.AddDays(-7), Some.Now.AddDays(-90), Some.Now.AddDays(-730))),
        ]);
    }

    /// <summary>Two users in one of two organisations, and writes down what it is asked.</summary>
    private sealed class Kept : IExports, IHistories, IRetention
    {
        public List<AuditEntry> Written { get; } = [];

        public List<(OrganisationId Organisation, Cutoffs Before)> Purged { get; } = [];

        public Task<IReadOnlyList<string>?> OfUserAsync(OrganisationId organisation, UserId user, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>?>(user == Some.Ana ? ["ana"] : null);

        public Task<Page<string>?> OfOrganisationAsync(OrganisationId organisation, string? after, int limit, CancellationToken cancellationToken) =>
            Task.FromResult(after is null ? new Page<string>(["ana", "bea"], "more") : null);

        public Task<Page<AuditEntry>?> ListAsync(OrganisationId organisation, UserId? user, int limit, string? after, CancellationToken cancellationToken) => throw new NotSupportedException("Nobody here reads a history.");

        public Task AddAsync(OrganisationId organisation, AuditEntry line, CancellationToken cancellationToken)
        {
            Written.Add(line);
            return Task.CompletedTask;
        }

        public async IAsyncEnumerable<OrganisationId> OrganisationsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            yield return await Task.FromResult(Some.Organisation);
            yield return new("other");
        }

        public Task<Purged> PurgeAsync(OrganisationId organisation, Cutoffs before, CancellationToken cancellationToken)
        {
            Purged.Add((organisation, before));
            return Task.FromResult(new Purged(1, 2, 3, 4, 5));
        }
    }
}
