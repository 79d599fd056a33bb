using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ommnio.Core.Drafting;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Listing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.LocalHost.Azurite;
using Ommnio.Storage.Tables;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Organisations;

/// <summary>From one account to another: two emulators, each with an account of its own.</summary>
public sealed class MoveTests(SharedAzurite azurite) : StorageTests(azurite), IAsyncLifetime
{
    // The queries of a hand-over: one for what finds the organisation; three tables here and there, twice; and the three that are emptied.
    private const int ToCompare = 1 + 6 + 1;
    private const int ToEmptyDrafts = 1 + 6 + 6 + 1 + 1;

    // Far more than it takes; whoever is told again and again that it is not over repeats it for ever.
    private const int MostTries = 20_000;
    private readonly string here = azurite.ConnectionString;
    private readonly FaultPolicy dying = new();
    private AzuriteServer? elsewhere;
    private ServiceProvider there = null!;
    private User lucia = null!;
    private Invitation invitation = null!;

    private OrganisationMove Moving => new(
        new(here, Configured(new TableClientOptions())),
        new(elsewhere!.ConnectionString, Configured(new TableClientOptions())));

    public async ValueTask InitializeAsync()
    {
        elsewhere = await AzuriteServer.StartAsync(new AzuriteOptions(), progress: null, Token);
        there = new ServiceCollection().AddSingleton(Secrets).AddSingleton<TimeProvider>(Time).AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddOmmnioStorage(new(elsewhere.ConnectionString, null, null, null)).BuildServiceProvider();
        await Get<IOrganisations>().CreateAsync(CatalogueTests.Demo(Organisation), Token);
        var added = Some.New(Some.WholeUser() with { Invitation = null }, Some.NationalId(), invited: true);
        (lucia, invitation) = (added.User, added.Invitation!);
        await Get<IUsers>().AddAsync(Organisation, added, Token);
        await Get<IInvitations>().PublishTokenAsync(Organisation, invitation, InvitationToken.Of(invitation, Secrets), Token);
        await Get<IChannelIdentities>().AddAsync(new("directline", $"dl_{Organisation}", Organisation, lucia.Id), Token);
        await Get<IDrafts>().WriteAsync(Organisation, lucia.Id, """{"said":"12345678Z"}""", null, Token);
        await KeyAsync("Kept00000001");
        for (var number = 0; number < 15; number++)
        {
            await Get<IUsers>().AddAsync(Organisation, Some.New(Some.User($"Ana{number}", code: $"M-{number}")), Token);
        }
    }

    public new async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await there.DisposeAsync();
        await (elsewhere?.DisposeAsync() ?? ValueTask.CompletedTask);
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_copy_is_whole_repeatable_and_lets_nobody_in_yet()
    {
        var other = await OtherAsync();

        var first = (await Moving.CopyAsync(Organisation, Token))!;
        first["directory"].ShouldBe(new Mirrored((await RowsAsync()).Count, (await RowsAsync()).Count, 0));
        await Get<IUsers>().ChangeAsync(Organisation, lucia.Id, Some.Change(user => user with { Code = new("NEW-1"), Notes = "later" }), Token);
        var second = (await Moving.CopyAsync(Organisation, Token))!;
        var third = (await Moving.CopyAsync(Organisation, Token))!;

        (second["directory"].Written, second["directory"].Removed).ShouldBe((second["directory"].Written, 1L), "the old code is gone");
        second["directory"].Written.ShouldBeInRange(2, 20);
        third.Values.ShouldAllBe(table => table.WasEqual);
        (await there.GetRequiredService<IApiKeys>().FindAsync("Kept00000001", Token)).ShouldBeNull();
        (await OrganisationsThereAsync()).ShouldBeEmpty();
        (await Get<IUsers>().FindAsync(Organisation, lucia.Id, Token))!.Notes.ShouldBe("later");
        (await there.GetRequiredService<IUsers>().FindAsync(other, lucia.Id, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_handed_over_works_there_with_the_same_keys_and_is_gone_here()
    {
        var other = await OtherAsync();
        await Moving.CopyAsync(Organisation, Token);
        var rows = (await RowsAsync()).Count;

        (await Moving.HandOverAsync(Organisation, MeanwhileAsync, Token)).ShouldBeTrue();

        var users = there.GetRequiredService<IUsers>();
        (await users.FindByNationalIdAsync(Organisation, Some.NationalId(), Token))!.Name.ShouldBe(lucia.Name);
        (await users.FindByCodeAsync(Organisation, new("late"), Token)).ShouldNotBeNull("what was written until the end came too");
        (await there.GetRequiredService<IUserLists>().ByNameAsync(Organisation, new("", "ana", []), 100, null, Token))!.Items.Count.ShouldBe(15);
        (await there.GetRequiredService<IPhones>().FindAsync(lucia.Phone!, Token)).ShouldContain(new LinkedUser(Organisation, lucia.Id));
        (await there.GetRequiredService<IInvitations>().FindByTokenAsync(InvitationToken.Of(invitation, Secrets).Hash, Token)).ShouldNotBeNull();
        (await there.GetRequiredService<IApiKeys>().FindAsync("Kept00000001", Token))!.Organisation.ShouldBe(Organisation);
        (await there.GetRequiredService<IChannelIdentities>().FindAsync("directline", $"dl_{Organisation}", Token))!.User.ShouldBe(lucia.Id);
        (await there.GetRequiredService<IDrafts>().ReadAsync(Organisation, lucia.Id, Token)).Json!.ShouldContain("12345678Z");
        (await there.GetRequiredService<ICatalogues>().FindAsync(Organisation, Token)).ShouldNotBeNull();
        (await OrganisationsThereAsync()).ShouldBe([Organisation.Value]);
        (await RowsThereAsync()).ShouldBeGreaterThan(rows);

        await GoneAsync();
        (await Get<IUsers>().FindByCodeAsync(other, new("OTHER-1"), Token)).ShouldNotBeNull("nobody else's is touched");
        (await Moving.CopyAsync(Organisation, Token)).ShouldBeNull();
        (await Moving.HandOverAsync(Organisation, _ => Task.CompletedTask, Token)).ShouldBeTrue("it is over, and whoever did not hear it asks again");
        (await Moving.HandOverAsync(new("nobody"), _ => Task.CompletedTask, Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_written_after_it_was_copied_is_seen_and_comes_too()
    {
        BeforeQuery(ToCompare, () => MeanwhileAsync(Token));

        (await Moving.HandOverAsync(Organisation, _ => Task.CompletedTask, Token)).ShouldBeTrue();

        dying.AllHappened.ShouldBeTrue();
        (await there.GetRequiredService<IUsers>().FindByCodeAsync(Organisation, new("late"), Token)).ShouldNotBeNull();
        await GoneAsync();
    }

    [Fact]
    public async Task A_copy_takes_nothing_away_there_while_it_goes_from_here()
    {
        var rows = (await RowsAsync()).Count;
        BeforeQuery(ToEmptyDrafts, async () => (await Moving.CopyAsync(Organisation, Token)).ShouldBeNull());

        (await Moving.HandOverAsync(Organisation, _ => Task.CompletedTask, Token)).ShouldBeTrue();

        dying.AllHappened.ShouldBeTrue();
        (await RowsThereAsync()).ShouldBe(rows);
    }

    [Fact]
    public async Task Wherever_it_dies_repeating_it_brings_everything_over()
    {
        var rows = (await RowsAsync()).Count;
        var deaths = 0;
        for (var request = 1; ; request += 3)
        {
            request.ShouldBeLessThan(MostTries);
            dying.DieAt(request, after: request % 2 == 0);
            try
            {
                if (await Moving.HandOverAsync(Organisation, _ => Task.CompletedTask, Token))
                {
                    break;
                }
            }
            catch (Exception death) when (death is IOException or AggregateException or Azure.RequestFailedException)
            {
                deaths++;
            }
        }

        deaths.ShouldBeGreaterThan(3);
        dying.Live();
        (await RowsThereAsync()).ShouldBe(rows);
        (await there.GetRequiredService<IApiKeys>().FindAsync("Kept00000001", Token)).ShouldNotBeNull();
        (await OrganisationsThereAsync()).ShouldBe([Organisation.Value]);
        await GoneAsync();
    }

    [Theory]
    [InlineData(0.10)]
    [InlineData(0.30)]
    public async Task In_a_storm_it_is_repeated_until_it_is_whole_and_never_opens_before(double rate)
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("OMMNIO_SEED") ?? $"{Environment.TickCount}", CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"OMMNIO_SEED={seed}");
        var rows = (await RowsAsync()).Count;
        dying.Storm = new Storm(rate, seed);
        for (var (isOver, tries) = (false, 0); !isOver; tries++)
        {
            tries.ShouldBeLessThan(MostTries, $"seed {seed}");
            try
            {
                isOver = await Moving.HandOverAsync(Organisation, _ => Task.CompletedTask, Token);
            }
            catch (Exception fault) when (Crowd.IsOfTheStorm(fault))
            {
                // Whoever operates it repeats it.
            }

            if ((await OrganisationsThereAsync()).Count > 0)
            {
                (await RowsThereAsync()).ShouldBe(rows, $"seed {seed}");
                (await there.GetRequiredService<StorageTables>().Lookup.QueryAsync<TableEntity>(cancellationToken: Token).AnyAsync(row => row.RowKey.EndsWith("Kept00000001", StringComparison.Ordinal), Token)).ShouldBeTrue($"seed {seed}");
            }
        }

        dying.Storm = null;
        (await RowsThereAsync()).ShouldBe(rows, $"seed {seed}");
        (await OrganisationsThereAsync()).ShouldBe([Organisation.Value], $"seed {seed}");
        await GoneAsync();
    }

    [Fact]
    public async Task What_is_open_at_the_target_is_never_overwritten_by_an_old_copy()
    {
        await Moving.CopyAsync(Organisation, Token);
        await there.GetRequiredService<StorageTables>().Lookup.AddEntityAsync(new TableEntity(LookupKeys.Organisations, Organisation.Value), Token);

        (await Moving.CopyAsync(Organisation, Token)).ShouldBeNull();
        (await Moving.HandOverAsync(Organisation, _ => Task.CompletedTask, Token)).ShouldBeFalse();

        (await Get<IUsers>().FindAsync(Organisation, lucia.Id, Token)).ShouldNotBeNull();
        (await Get<IApiKeys>().FindAsync("Kept00000001", Token)).ShouldNotBeNull();
    }

    private void BeforeQuery(int number, Func<Task> meanwhile)
    {
        for (var earlier = 1; earlier < number; earlier++)
        {
            dying.Before(RequestKind.Query, () => Task.CompletedTask);
        }

        dying.Before(RequestKind.Query, meanwhile);
    }

    private Task MeanwhileAsync(CancellationToken cancellationToken) => Get<IUsers>().AddAsync(Organisation, Some.New(Some.User("Late", code: "late")), cancellationToken);

    private async Task<int> RowsThereAsync() =>
        await there.GetRequiredService<StorageTables>().Directory.QueryAsync<TableEntity>(row => row.PartitionKey == Organisation.Value, cancellationToken: Token).CountAsync(Token);

    private async Task GoneAsync()
    {
        foreach (var table in (TableClient[])[Tables.Directory, Tables.Catalogue, Tables.Drafts])
        {
            (await table.QueryAsync<TableEntity>(row => row.PartitionKey == Organisation.Value, cancellationToken: Token).CountAsync(Token)).ShouldBe(0, table.Name);
        }

        await foreach (var row in Tables.Lookup.QueryAsync<TableEntity>(cancellationToken: Token))
        {
            LookupKeys.OwnerOf(row).ShouldNotBe(Organisation.Value, row.RowKey);
        }
    }

    private async Task<OrganisationId> OtherAsync()
    {
        var other = new OrganisationId($"{Guid.NewGuid():N}"[..12]);
        await Get<IOrganisations>().CreateAsync(CatalogueTests.Demo(other), Token);
        await Get<IUsers>().AddAsync(other, Some.New(Some.User(code: "OTHER-1")), Token);
        return other;
    }

    private async Task KeyAsync(string id)
    {
        await Get<IApiKeys>().RevokeAsync(id, Token);
        await Get<IApiKeys>().AddAsync(new(id, Organisation, [Scope.Lookup], [1, 2, 3], null), Token);
    }

    private async Task<IReadOnlyList<string>> OrganisationsThereAsync()
    {
        try
        {
            return await there.GetRequiredService<StorageTables>().Lookup.QueryAsync<TableEntity>(row => row.PartitionKey == LookupKeys.Organisations, cancellationToken: Token).Select(row => row.RowKey).ToListAsync(Token);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == "TableNotFound")
        {
            // The first request of all may be one that fails.
            return [];
        }
    }

    private TableClientOptions Configured(TableClientOptions options)
    {
        options.Retry.MaxRetries = 0;
        options.AddPolicy(dying, Azure.Core.HttpPipelinePosition.PerRetry);
        return options;
    }
}
