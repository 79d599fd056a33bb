using Microsoft.Extensions.DependencyInjection;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;
using Operation = Ommnio.Core.Registering.Operation;

namespace Ommnio.Storage.Tests.Organisations;

/// <summary>Teams and chat groups of an organisation that is there: put, changed and removed, each in one transaction.</summary>
public sealed class EditingTests(SharedAzurite azurite) : StorageTests(azurite), IAsyncLifetime
{
    private static readonly ChatGroup News = new(new(Guid.CreateVersion7()), "News", ChatGroupKind.ReadOnly, "for all");
    private readonly SharedAzurite azurite = azurite;
    private Catalogue demo = null!;

    private ICatalogues Catalogues => Get<ICatalogues>();

    public async ValueTask InitializeAsync()
    {
        demo = CatalogueTests.Demo(Organisation);
        await Get<IOrganisations>().CreateAsync(demo, Token);
        Requests.Clear();
    }

    [Fact]
    public async Task A_chat_group_is_put_changed_and_removed_in_one_transaction_each()
    {
        await ShouldChangeAsync(new CatalogueEdit.PutGroup(News));
        (await CatalogueAsync()).ChatGroup(News.Id).ShouldBe(News);

        var renamed = News with { Name = "Old news", Kind = ChatGroupKind.Open, Description = null, Version = 2 };
        await ShouldChangeAsync(new CatalogueEdit.PutGroup(renamed));
        (await CatalogueAsync()).ChatGroup(News.Id).ShouldBe(renamed);

        await ShouldChangeAsync(new CatalogueEdit.RemoveGroup(News.Id));
        (await CatalogueAsync()).ChatGroup(News.Id).ShouldBeNull();
    }

    [Fact]
    public async Task A_team_is_removed_and_its_setting_and_links_are_read_back()
    {
        var team = demo.Teams[0] with { MembersSeeEachOther = false, ChatGroups = [new(demo.ChatGroups[0].Id, GroupRole.Writer)], Version = 2 };
        await ShouldChangeAsync(new CatalogueEdit.PutTeam(team));
        var read = (await CatalogueAsync()).Team(team.Id)!;
        (read.MembersSeeEachOther, read.ChatGroups.Single()).ShouldBe((false, team.ChatGroups[0]));

        await ShouldChangeAsync(new CatalogueEdit.RemoveTeam(team.Id));
        (await CatalogueAsync()).Team(team.Id).ShouldBeNull();
        (await CatalogueAsync()).Teams.ShouldHaveSingleItem();
    }

    // The first change of all makes the row that tells the version, and every other one replaces it.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_others_change_meanwhile_is_decided_on_anew(bool wasChangedBefore)
    {
        await using var another = Another(azurite);
        var elsewhere = another.GetRequiredService<ICatalogues>();
        if (wasChangedBefore)
        {
            await ShouldChangeAsync(new CatalogueEdit.PutTeam(demo.Teams[0] with { Name = "Stores", Version = 2 }));
        }

        List<int> seen = [];
        var isFirst = true;

        await Catalogues.ChangeAsync(
            Organisation,
            null,
            catalogue =>
            {
                seen.Add(catalogue.ChatGroups.Length);
                if (isFirst)
                {
                    isFirst = false;
                    elsewhere.ChangeAsync(Organisation, null, _ => new CatalogueEdit.PutGroup(News), Token).GetAwaiter().GetResult();
                }

                return new CatalogueEdit.RemoveTeam(demo.Teams[1].Id);
            },
            Token);

        seen.ShouldBe([2, 3]);
        (await CatalogueAsync()).ChatGroup(News.Id).ShouldBe(News);
    }

    [Fact]
    public async Task A_removal_whose_answer_was_lost_on_the_way_has_happened_once()
    {
        await Catalogues.ChangeAsync(Organisation, null, _ => new CatalogueEdit.PutGroup(News), Token);
        var decisions = 0;
        Faults.LoseAnswerOf(RequestKind.Transaction);

        (await Catalogues.ChangeAsync(Organisation, null, catalogue => ++decisions == 1 ? new CatalogueEdit.RemoveGroup(News.Id) : null, Token)).ShouldBeOfType<CatalogueChanging.Changed>();

        decisions.ShouldBe(1);
        (await CatalogueAsync()).ChatGroup(News.Id).ShouldBeNull();
    }

    [Fact]
    public async Task A_repeat_of_one_operation_gives_back_what_the_first_one_stored()
    {
        var operation = new Operation(new("same"), "hash");
        var decide = (Catalogue _) => (CatalogueEdit?)new CatalogueEdit.PutGroup(News);
        await Catalogues.ChangeAsync(Organisation, operation, decide, Token);
        await Catalogues.ChangeAsync(Organisation, null, _ => new CatalogueEdit.PutGroup(News with { Name = "Later", Version = 2 }), Token);

        (await Catalogues.ChangeAsync(Organisation, operation, decide, Token)).ShouldBe(new CatalogueChanging.Repeated(new CatalogueEdit.PutGroup(News)));
        (await Catalogues.ChangeAsync(Organisation, operation with { RequestHash = "other" }, decide, Token)).ShouldBe(new CatalogueChanging.Mismatch());
    }

    private async Task ShouldChangeAsync(CatalogueEdit edit)
    {
        Requests.Clear();
        (await Catalogues.ChangeAsync(Organisation, null, _ => edit, Token)).ShouldBeOfType<CatalogueChanging.Changed>();
        Requests.Kinds.ShouldBe([RequestKind.Read, RequestKind.Query, RequestKind.Transaction]);
    }

    private async Task<Catalogue> CatalogueAsync() => (await Catalogues.FindAsync(Organisation, Token))!;
}
