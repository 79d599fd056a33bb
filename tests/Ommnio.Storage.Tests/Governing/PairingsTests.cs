using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Ommnio.Core.Governing;
using Ommnio.Core.Keeping;
using Ommnio.Core.Leaving;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Governing;

/// <summary>From a pairing code to a link and back, on the real storage: once, for one, for half an hour.</summary>
public sealed class PairingsTests(SharedAzurite azurite) : StorageTests(azurite), IAsyncLifetime
{
    private readonly SharedAzurite azurite = azurite;
    private UserId marta;

    private Actor Account => new(Organisation, null, WayIn.Api, null);

    private IChannelIdentities Identities => Get<IChannelIdentities>();

    public async ValueTask InitializeAsync()
    {
        var settings = new OrganisationSettings("en", TimeZoneName.Read("Europe/Madrid", "").Value!, "ES", [NodaTime.IsoDayOfWeek.Monday]);
        await Get<IOrganisations>().CreateAsync(new(new(Organisation, "Acme", settings), [], [], []), Token);
        marta = await PersonAsync("Marta", OrganisationRole.AccountAdministrator);
    }

    [Fact]
    public async Task A_code_links_the_account_that_types_it_and_no_second_one()
    {
        var code = await CodeAsync(marta);

        (await LinkAsync("dl_1", code)).ShouldBe(new LinkAccountOutcome.Linked(Organisation, marta));
        (await LinkAsync("dl_2", code)).ShouldBeOfType<LinkAccountOutcome.Refused>();

        (await FindAsync("dl_1"))!.User.ShouldBe(marta);
        (await FindAsync("dl_2")).ShouldBeNull();
    }

    [Fact]
    public async Task An_account_that_is_let_go_while_it_is_linked_is_nobodys()
    {
        var code = await CodeAsync(marta);
        await using var another = Another(azurite);
        Faults.Before(RequestKind.Write, () => Task.CompletedTask);
        // Its note stands by now, and its link does not yet.
        Faults.Before(RequestKind.Write, () => another.GetRequiredService<IChannelIdentities>().UnlinkAsync(Organisation, marta, Some.Audit(Some.OperationId(), "pairing.undone"), Token));

        (await LinkAsync("dl_1", code)).ShouldBeOfType<LinkAccountOutcome.Refused>();

        Faults.AllHappened.ShouldBeTrue();
        (await FindAsync("dl_1")).ShouldBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_link_that_outlived_its_note_is_nobodys_and_can_be_made_again_by_anybody(bool byAnother)
    {
        var next = byAnother ? await PersonAsync("Luis", OrganisationRole.AccountAdministrator) : marta;
        await LinkAsync("dl_1", await CodeAsync(marta));
        // As whoever died in the middle of linking leaves it, when another let the account go meanwhile.
        foreach (var note in (await RowsAsync()).Where(row => row.RowKey.StartsWith($"l:{marta}:", StringComparison.Ordinal)))
        {
            await Tables.Directory.DeleteEntityAsync(note.PartitionKey, note.RowKey, cancellationToken: Token);
        }

        Time.Advance(TimeSpan.FromSeconds(61));
        (await FindAsync("dl_1")).ShouldBeNull();

        (await LinkAsync("dl_1", await CodeAsync(next))).ShouldBe(new LinkAccountOutcome.Linked(Organisation, next));
        (await FindAsync("dl_1"))!.User.ShouldBe(next);
    }

    [Fact]
    public async Task Letting_an_account_go_leaves_the_link_that_another_has_made_meanwhile()
    {
        var luis = await PersonAsync("Luis", OrganisationRole.AccountAdministrator);
        await Identities.AddAsync(new("directline", Here("dl_1"), Organisation, marta), Token);
        await using var another = Another(azurite);
        Faults.Before(RequestKind.Write, async () =>
        {
            var identities = another.GetRequiredService<IChannelIdentities>();
            await identities.UnlinkAsync(Organisation, marta, Some.Audit(Some.OperationId(), "pairing.undone"), Token);
            (await identities.AddAsync(new("directline", Here("dl_1"), Organisation, luis), Token)).ShouldBeTrue();
        });

        await UnlinkAsync(Account, marta);

        Faults.AllHappened.ShouldBeTrue();
        (await FindAsync("dl_1"))!.User.ShouldBe(luis);
    }

    [Fact]
    public async Task Of_fifty_accounts_that_type_one_code_at_once_exactly_one_is_linked()
    {
        var code = await CodeAsync(marta);
        await using var another = Another(azurite);
        var stores = (IServiceProvider[])[another, Provider];

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => LinkAsync($"dl_{i}", code, stores[i % 2])));

        outcomes.OfType<LinkAccountOutcome.Linked>().ShouldHaveSingleItem();
        outcomes.OfType<LinkAccountOutcome.Refused>().Count().ShouldBe(49);
    }

    [Theory]
    [InlineData(29.9, true)]
    [InlineData(30.0, false)]
    public async Task A_code_lives_for_half_an_hour(double minutes, bool isGood)
    {
        var code = await CodeAsync(marta);
        Time.Advance(TimeSpan.FromMinutes(minutes));

        (await LinkAsync("dl_1", code) is LinkAccountOutcome.Linked).ShouldBe(isGood);
    }

    [Fact]
    public async Task A_new_code_voids_the_one_before_and_both_sides_of_it_go()
    {
        var old = await CodeAsync(marta);
        var code = await CodeAsync(marta);

        (await LinkAsync("dl_1", old)).ShouldBeOfType<LinkAccountOutcome.Refused>();
        (await LinkAsync("dl_1", code)).ShouldBeOfType<LinkAccountOutcome.Linked>();
        (await LookupRowsAsync("pairing:")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_link_whose_answer_was_lost_is_made_by_the_same_account_and_by_no_other()
    {
        var code = await CodeAsync(marta);
        Faults.LoseAnswerOf(RequestKind.Transaction);
        for (var tries = 0; tries < 4; tries++)
        {
            Faults.BreakBefore(RequestKind.Write);
        }

        await Should.ThrowAsync<Exception>(() => LinkAsync("dl_1", code));
        Faults.AllHappened.ShouldBeTrue();

        (await LinkAsync("dl_2", code)).ShouldBeOfType<LinkAccountOutcome.Refused>();
        (await LinkAsync("dl_1", code)).ShouldBeOfType<LinkAccountOutcome.Linked>();
    }

    [Fact]
    public async Task An_account_that_is_somebodys_stays_theirs_and_the_code_is_not_spent()
    {
        var bea = await PersonAsync("Bea", OrganisationRole.AccountAdministrator);
        await LinkAsync("dl_1", await CodeAsync(bea));
        var code = await CodeAsync(marta);

        (await LinkAsync("dl_1", code)).ShouldBeOfType<LinkAccountOutcome.AlreadyLinked>();
        (await LinkAsync("dl_2", code)).ShouldBeOfType<LinkAccountOutcome.Linked>();
    }

    [Fact]
    public async Task Who_was_a_stranger_a_moment_ago_is_known_to_every_process_at_once()
    {
        await using var another = Another(azurite);
        (await FindAsync("dl_1", another)).ShouldBeNull();

        await LinkAsync("dl_1", await CodeAsync(marta));

        (await FindAsync("dl_1", another)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Only_an_Account_Administrator_makes_codes_and_only_for_administrators()
    {
        var carl = await PersonAsync("Carl", OrganisationRole.Member);
        var team = new Actor(Organisation, marta, WayIn.Api, [new(Guid.NewGuid())]);

        (await MakeAsync(Account, carl)).ShouldBeOfType<MakePairingCodeOutcome.Refused>().Problem.Code.ShouldBe("pairing.no_administrator");
        (await MakeAsync(team, marta)).ShouldBeOfType<MakePairingCodeOutcome.Forbidden>();
        (await UnlinkAsync(team, marta)).ShouldBeOfType<UnlinkAccountsOutcome.Forbidden>();
        (await MakeAsync(Account, new(Guid.NewGuid()))).ShouldBeOfType<MakePairingCodeOutcome.NotFound>();
        (await UnlinkAsync(Account, new(Guid.NewGuid()))).ShouldBeOfType<UnlinkAccountsOutcome.NotFound>();
        await Get<IUsers>().ChangeAsync(Organisation, carl, Some.Change(user => user with { BlockedAt = Some.Now }), Token);
        (await MakeAsync(Account, carl)).ShouldBeOfType<MakePairingCodeOutcome.Refused>();
        (await RowsAsync()).ShouldAllBe(row => !row.RowKey.StartsWith("q:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_code_cannot_be_made_out_from_what_is_stored_of_it()
    {
        var code = await CodeAsync(marta);
        await LinkAsync("dl_marker", code);
        var plain = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(code.Text)));

        foreach (var row in (await RowsAsync()).Concat(await LookupRowsAsync("")))
        {
            var text = $"{row.PartitionKey} {row.RowKey} {string.Join(' ', row.Select(property => property.Value))}";
            text.ShouldNotContain(code.Text);
            text.ShouldNotContain(code.Reveal());
            text.ShouldNotContain(plain[..40]);
            text.ShouldNotContain("dl_marker");
        }
    }

    [Fact]
    public async Task Unlinked_accounts_are_nobodys_and_a_waiting_code_is_void_and_others_keep_theirs()
    {
        var bea = await PersonAsync("Bea", OrganisationRole.AccountAdministrator);
        await LinkAsync("dl_bea", await CodeAsync(bea));
        await LinkAsync("dl_1", await CodeAsync(marta));
        await LinkAsync("t:o", await CodeAsync(marta), channel: "msteams");
        var waiting = await CodeAsync(marta);
        await FindAsync("dl_1");

        await UnlinkAsync(Account, marta);
        await UnlinkAsync(Account, marta);

        (await FindAsync("dl_1")).ShouldBeNull();
        (await FindAsync("t:o", channel: "msteams")).ShouldBeNull();
        (await LinkAsync("dl_3", waiting)).ShouldBeOfType<LinkAccountOutcome.Refused>();
        (await FindAsync("dl_bea"))!.User.ShouldBe(bea);
        (await LinkAsync("dl_1", await CodeAsync(bea))).ShouldBe(new LinkAccountOutcome.Linked(Organisation, bea));
    }

    [Fact]
    public async Task What_was_done_is_in_the_history_of_whom_it_is_about()
    {
        await LinkAsync("dl_1", await CodeAsync(marta));
        Time.Advance(TimeSpan.FromMinutes(1));
        await UnlinkAsync(Account with { User = marta }, marta);

        var history = await Get<Core.Auditing.IHistories>().ListAsync(Organisation, marta, 10, null, Token);

        history!.Items.Select(line => line.Action).ShouldBe(["pairing.undone", "pairing.made", "pairing.used", "user.registered"], ignoreOrder: true);
        history.Items.Single(line => line.Action == "pairing.used").By.ShouldBe(marta);
    }

    [Fact]
    public async Task Who_is_deleted_leaves_no_account_and_no_code_behind()
    {
        await PersonAsync("Bea", OrganisationRole.AccountAdministrator);
        await LinkAsync("dl_1", await CodeAsync(marta));
        await CodeAsync(marta);

        await Get<IErasures>().FinishAsync(Organisation, marta, Token);

        (await FindAsync("dl_1")).ShouldBeNull();
        (await RowsAsync()).ShouldAllBe(row => !row.RowKey.StartsWith("q:", StringComparison.Ordinal) && !row.RowKey.StartsWith("l:", StringComparison.Ordinal));
        (await LookupRowsAsync("")).ShouldAllBe(row => !row.GetString("Doc").Contains($"{marta}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_code_that_is_long_over_goes_and_the_link_that_it_made_stays()
    {
        await LinkAsync("dl_1", await CodeAsync(marta));
        var made = (await RowsAsync()).Single(row => row.RowKey.StartsWith("q:", StringComparison.Ordinal)).Timestamp!.Value;
        var never = Some.Now.AddYears(-20);

        await Get<IRetention>().PurgeAsync(Organisation, new(made, never, never, never), Token);
        (await LookupRowsAsync("pairing:")).ShouldHaveSingleItem();
        await Get<IRetention>().PurgeAsync(Organisation, new(made.AddMinutes(1), never, never, never), Token);

        (await RowsAsync()).ShouldAllBe(row => !row.RowKey.StartsWith("q:", StringComparison.Ordinal));
        (await LookupRowsAsync("pairing:")).ShouldBeEmpty();
        (await FindAsync("dl_1"))!.User.ShouldBe(marta);
    }

    private async Task<UserId> PersonAsync(string name, OrganisationRole role)
    {
        var user = Some.User(name, "Admin") with { SignedUpAt = Some.Now, LastAccessAt = Some.Now, Role = role };
        await Get<IUsers>().AddAsync(Organisation, Some.New(user), Token);
        return user.Id;
    }

    private Task<MakePairingCodeOutcome> MakeAsync(Actor actor, UserId user) =>
        new MakePairingCode(Get<IUsers>(), Get<ICatalogues>(), Get<IPairings>(), Secrets, new Ids(), Time).HandleAsync(actor, user, Token);

    private async Task<PairingCode> CodeAsync(UserId user) => (await MakeAsync(Account, user)).ShouldBeOfType<MakePairingCodeOutcome.Made>().Code;

    private Task<LinkAccountOutcome> LinkAsync(string account, PairingCode code, IServiceProvider? stores = null, string channel = "directline") =>
        new LinkAccount((stores ?? Provider).GetRequiredService<IPairings>(), (stores ?? Provider).GetRequiredService<IChannelIdentities>(), new Ids(), Time).HandleAsync(channel, Here(account), code, Token);

    private async Task<ChannelIdentity?> FindAsync(string account, IServiceProvider? stores = null, string channel = "directline") =>
        await (stores ?? Provider).GetRequiredService<IChannelIdentities>().FindAsync(channel, Here(account), Token);

    // Accounts are looked for in all organisations, and other tests have theirs.
    private string Here(string account) => $"{account}-{Organisation}";

    private Task<UnlinkAccountsOutcome> UnlinkAsync(Actor actor, UserId user) => new UnlinkAccounts(Get<IUsers>(), Identities, new Ids(), Time).HandleAsync(actor, user, Token);

    // Of this organisation alone: the table is shared with other tests.
    private async Task<List<TableEntity>> LookupRowsAsync(string prefix)
    {
        List<TableEntity> rows = [];
        await foreach (var row in Tables.Lookup.QueryAsync<TableEntity>(cancellationToken: Token))
        {
            if (row.RowKey.StartsWith(prefix, StringComparison.Ordinal) && row.GetString("Doc")?.Contains(Organisation.Value, StringComparison.Ordinal) is true)
            {
                rows.Add(row);
            }
        }

        return rows;
    }
}
