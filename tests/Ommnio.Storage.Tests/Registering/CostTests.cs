using Ommnio.Core.Governing;
using Ommnio.Core.Listing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Registering;

/// <summary>What each use case costs in storage requests: fixed, because Azure bills and limits by them.</summary>
public sealed class CostTests(SharedAzurite azurite) : StorageTests(azurite), IAsyncLifetime
{
    private Actor actor = null!;
    private FindUsers find = null!;

    public async ValueTask InitializeAsync()
    {
        var settings = new OrganisationSettings("en", TimeZoneName.Read("Europe/Madrid", "").Value!, "ES", [NodaTime.IsoDayOfWeek.Monday]);
        await Get<StorageSetup>().EnsureAsync(Token);
        await Get<IOrganisations>().CreateAsync(new(new(Organisation, "Acme", settings), [], [], [new(LabelKind.Area, new("Sales"), []), new(LabelKind.Position, new("Cashier"), [])]), Token);
        actor = new(Organisation, null, WayIn.Api, null);
        find = new(Get<IUsers>());
        await Get<ICatalogues>().FindAsync(Organisation, Token);
        await RegisterAsync("A-1", "link");
        Requests.Clear();
    }

    [Fact]
    public async Task A_creation_is_one_transaction()
    {
        await RegisterAsync("A-2", null);

        Requests.Kinds.ShouldBe([RequestKind.Transaction]);
    }

    [Fact]
    public async Task A_creation_with_an_invitation_is_one_transaction_one_send_and_one_write_of_its_token()
    {
        await RegisterAsync("A-2", "link");

        Requests.Kinds.ShouldBe([RequestKind.Transaction, RequestKind.Send, RequestKind.Write], ignoreOrder: true);
    }

    [Fact]
    public async Task A_look_up_by_code_is_one_read()
    {
        (await find.ByCodeAsync(actor, new("a-1"), Token)).ShouldNotBeNull();

        Requests.Kinds.ShouldBe([RequestKind.Read]);
    }

    [Fact]
    public async Task A_page_of_a_list_is_one_query()
    {
        var list = new ListUsers(Get<ICatalogues>(), Get<IUserLists>(), find, Time);

        (await list.HandleAsync(new(actor, new(), 100, null), Token)).ShouldBeOfType<ListUsersOutcome.Listed>().Page.Items.ShouldHaveSingleItem();

        Requests.Kinds.ShouldBe([RequestKind.Query]);
    }

    [Fact]
    public async Task A_look_for_namesakes_is_one_query()
    {
        var list = new ListUsers(Get<ICatalogues>(), Get<IUserLists>(), find, Time);

        (await list.NamedAsync(actor, "ana garcia", 50, Token)).ShouldHaveSingleItem();
        (await list.NamedAsync(actor, "garcia", 50, Token)).ShouldBeEmpty();

        Requests.Kinds.ShouldBe([RequestKind.Query, RequestKind.Query]);
    }

    [Fact]
    public async Task A_change_is_one_read_and_one_transaction()
    {
        var user = (await find.ByCodeAsync(actor, new("A-1"), Token))!;
        Requests.Clear();

        var change = new ChangeUser(Get<ICatalogues>(), Get<IUsers>(), new Ids(), Time);
        (await change.HandleAsync(new(actor, user.Id, 1, fields => fields with { Location = null, Code = "A-9" }, false), Token)).ShouldBeOfType<ChangeUserOutcome.Changed>();

        Requests.Kinds.ShouldBe([RequestKind.Read, RequestKind.Transaction]);
    }

    private async Task RegisterAsync(string code, string? invite)
    {
        var register = new RegisterUser(Get<ICatalogues>(), Get<IUsers>(), new([]), HandOff(), Secrets, new Ids(), Time);
        var fields = new UserFields { FirstName = "Ana", LastName = "García", Position = "Cashier", Area = "Sales", Code = code };
        (await register.HandleAsync(new(actor, fields, invite, null), Token)).ShouldBeOfType<RegisterUserOutcome.Registered>();
    }

    private sealed class Ids : IIds
    {
        public Guid Next() => Guid.CreateVersion7();
    }
}
