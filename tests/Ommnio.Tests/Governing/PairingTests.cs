using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Tests.Registering;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Governing;

/// <summary>From a code that somebody types to an account that is theirs, and back.</summary>
public sealed class PairingTests
{
    private static readonly User Administrator = Some.User() with { Role = OrganisationRole.AccountAdministrator, SignedUpAt = Some.Now.AddDays(-90), LastAccessAt = Some.Now };
    private static readonly FakeTimeProvider Clock = new(Some.Now);

    private readonly Channel channel = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_code_is_made_for_an_administrator_and_lives_half_an_hour()
    {
        var made = (await Make(Some.Account, Administrator)).ShouldBeOfType<MakePairingCodeOutcome.Made>();

        made.ExpiresAt.ShouldBe(Some.Now.AddMinutes(30));
        made.Code.ShouldBe(PairingCode.Derive(Some.Keys().Derive("2026", "pairing-code"), Some.Id(101)));
        var (code, pairing, audit) = channel.Codes.ShouldHaveSingleItem();
        (code, pairing).ShouldBe((made.Code, new(Some.Organisation, Some.Ana, made.ExpiresAt)));
        (audit.Operation.Value, audit.Action, audit.At, audit.By, audit.Way).ShouldBe(($"{Some.Id(102):N}", "pairing.made", Some.Now, Some.Account.User, WayIn.Api));
        audit.Fields.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_code_is_made_by_who_is_no_Account_Administrator_or_for_who_administers_nothing()
    {
        (await Make(Some.Baker, Administrator)).ShouldBeOfType<MakePairingCodeOutcome.Forbidden>().Problem.Code.ShouldBe("request.actor_without_rights");
        (await Make(Some.Account, Administrator with { Role = OrganisationRole.Member })).ShouldBeOfType<MakePairingCodeOutcome.Refused>().Problem.Code.ShouldBe("pairing.no_administrator");
        (await Make(Some.Account, Administrator with { Role = OrganisationRole.Member, ChatGroups = [new(Some.NightChat, Core.Grouping.GroupRole.Administrator)] }))
            .ShouldBeOfType<MakePairingCodeOutcome.Refused>();
        (await Make(Some.Account, null)).ShouldBeOfType<MakePairingCodeOutcome.NotFound>();
        channel.Codes.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_account_with_a_code_is_that_administrators_from_then_on()
    {
        (await Link("teams", "29:ana")).ShouldBe(new LinkAccountOutcome.Linked(Some.Organisation, Some.Ana));

        channel.Linked.ShouldBe([new("teams", "29:ana", Some.Organisation, Some.Ana)]);
        var audit = channel.Taken.ShouldHaveSingleItem();
        (audit.Operation.Value, audit.Action, audit.At, audit.By, audit.Way).ShouldBe(($"{Some.Id(101):N}", "pairing.used", Some.Now, Some.Ana, WayIn.Bot));
        audit.Fields.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_account_that_is_somebodys_stays_theirs_and_the_code_is_not_looked_at()
    {
        channel.Linked.Add(new("teams", "29:ana", Some.Organisation, Some.Bea));

        (await Link("teams", "29:ana")).ShouldBeOfType<LinkAccountOutcome.AlreadyLinked>();
        channel.Taken.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_code_that_does_not_open_links_nothing()
    {
        channel.IsGood = false;

        (await Link("teams", "29:ana")).ShouldBeOfType<LinkAccountOutcome.Refused>();
        channel.Linked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Accounts_are_taken_from_a_user_by_an_Account_Administrator_alone()
    {
        (await Unlink(Some.Baker, Administrator)).ShouldBeOfType<UnlinkAccountsOutcome.Forbidden>().Problem.Code.ShouldBe("request.actor_without_rights");
        (await Unlink(Some.Account, null)).ShouldBeOfType<UnlinkAccountsOutcome.NotFound>();
        channel.Unlinked.ShouldBeEmpty();

        (await Unlink(Some.Account, Administrator)).ShouldBeOfType<UnlinkAccountsOutcome.Unlinked>();
        var audit = channel.Unlinked.ShouldHaveSingleItem();
        (audit.Operation.Value, audit.Action, audit.At, audit.By, audit.Way).ShouldBe(($"{Some.Id(101):N}", "pairing.undone", Some.Now, Some.Account.User, WayIn.Api));
        audit.Fields.ShouldBeEmpty();
    }

    private Task<MakePairingCodeOutcome> Make(Actor actor, User? user)
    {
        var users = new OneUser(user);
        return new MakePairingCode(users, users, channel, Some.Keys(), new CountedIds(), Clock).HandleAsync(actor, Some.Ana, Token);
    }

    private Task<LinkAccountOutcome> Link(string on, string account) =>
        new LinkAccount(channel, channel, new CountedIds(), Clock).HandleAsync(on, account, PairingCode.Derive([1], Some.Id(1)), Token);

    private Task<UnlinkAccountsOutcome> Unlink(Actor actor, User? user) =>
        new UnlinkAccounts(new OneUser(user), channel, new CountedIds(), Clock).HandleAsync(actor, Some.Ana, Token);

    /// <summary>Takes any code for Ana's, unless told otherwise, and writes down what it is asked.</summary>
    private sealed class Channel : IPairings, IChannelIdentities
    {
        public bool IsGood { get; set; } = true;

        public List<(PairingCode Code, Pairing Pairing, AuditEntry Audit)> Codes { get; } = [];

        public List<AuditEntry> Taken { get; } = [];

        public List<ChannelIdentity> Linked { get; } = [];

        public List<AuditEntry> Unlinked { get; } = [];

        public Task AddAsync(PairingCode code, Pairing pairing, AuditEntry audit, CancellationToken cancellationToken)
        {
            Codes.Add((code, pairing, audit));
            return Task.CompletedTask;
        }

        public Task<Pairing?> TakeAsync(PairingCode code, string channel, string account, DateTimeOffset now, Func<UserId, AuditEntry> audit, CancellationToken cancellationToken)
        {
            Taken.Add(audit(Some.Ana));
            return Task.FromResult(IsGood ? new Pairing(Some.Organisation, Some.Ana, now) : null);
        }

        public ValueTask<ChannelIdentity?> FindAsync(string channel, string account, CancellationToken cancellationToken) =>
            ValueTask.FromResult(Linked.Find(linked => (linked.Channel, linked.Account) == (channel, account)));

        public Task<bool> AddAsync(ChannelIdentity identity, CancellationToken cancellationToken)
        {
            Linked.Add(identity);
            return Task.FromResult(true);
        }

        public Task UnlinkAsync(OrganisationId organisation, UserId user, AuditEntry audit, CancellationToken cancellationToken)
        {
            Unlinked.Add(audit);
            return Task.CompletedTask;
        }
    }
}
