using Ommnio.Bot.Activities;
using Ommnio.Bot.Conversation;
using Ommnio.Core.Drafting;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Inviting;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Chatting;

/// <summary>The shell of the conversation on real drafts: what happens once, what is not lost, and what it costs.</summary>
public sealed class TurnsTests(SharedAzurite azurite) : StorageTests(azurite), IAsyncLifetime
{
    private readonly Ids ids = new();
    private Administrator marta = null!;
    private Turns turns = null!;

    public async ValueTask InitializeAsync()
    {
        var group = new ChatGroup(new(Guid.NewGuid()), "All staff", ChatGroupKind.Open, null);
        var settings = new OrganisationSettings("en", TimeZoneName.Read("Europe/Madrid", "").Value!, "ES", [NodaTime.IsoDayOfWeek.Monday]);
        KnownLabel[] labels = [new(LabelKind.Area, new("Sales"), []), new(LabelKind.Area, new("Marketing"), []), new(LabelKind.Position, new("Cashier"), [])];
        await Get<IOrganisations>().CreateAsync(new(new(Organisation, "Acme", settings), [], [group], [.. labels]), Token);
        var administrators = new Administrators(Get<IChannelIdentities>(), Get<IUsers>(), Get<ICatalogues>(), Time);
        var register = new RegisterUser(Get<ICatalogues>(), Get<IUsers>(), Get<IInvitationMessages>(), Secrets, ids, Time);
        var invite = new InviteUser(Get<ICatalogues>(), Get<IUsers>(), Get<IInvitations>(), Get<IInvitationMessages>(), Secrets, ids, Time);
        turns = new(Get<IDrafts>(), Get<ICatalogues>(), administrators, register, invite, new(Get<IUsers>()), new(_ => "https://people.example/i/token"), ids, Time);
        marta = await AdministratorAsync("Marta");
    }

    [Fact]
    public async Task A_turn_is_one_read_and_one_write()
    {
        await SayAsync("register");
        Requests.Clear();

        await SayAsync("Ana");

        Requests.Kinds.ShouldBe([RequestKind.Read, RequestKind.Write]);
    }

    [Fact]
    public async Task Registering_adds_to_the_turn_the_right_once_more_one_transaction_and_the_second_half_of_the_draft()
    {
        await ReviewAsync();
        Requests.Clear();

        await SayAsync("yes");

        Requests.Kinds.ShouldBe([RequestKind.Read, RequestKind.Write, RequestKind.Read, RequestKind.Transaction, RequestKind.Read, RequestKind.Write]);
    }

    [Fact]
    public async Task A_double_click_on_confirm_registers_once_and_says_so_once()
    {
        var card = await ReviewAsync();

        var both = await Task.WhenAll(RunAsync(marta, card, "confirm"), RunAsync(marta, card, "confirm"));

        both.SelectMany(messages => messages).Count(text => text.Contains("is registered", StringComparison.Ordinal)).ShouldBe(1);
        (await CountAsync("Ana Pérez")).ShouldBe(1);
    }

    [Fact]
    public async Task Two_yeses_at_once_register_once()
    {
        await ReviewAsync();

        await Task.WhenAll(SayAsync("yes"), SayAsync("yes"));

        (await CountAsync("Ana Pérez")).ShouldBe(1);
    }

    [Fact]
    public async Task A_delivery_that_is_repeated_does_nothing()
    {
        await SayAsync("register");
        (await RunAsync(marta, new Input.Text("Ana"), "delivery-7")).ShouldNotBeEmpty();

        (await RunAsync(marta, new Input.Text("Ana"), "delivery-7")).ShouldBeEmpty();

        (await DraftAsync(marta)).Asking.ShouldBe(Field.LastName);
    }

    [Fact]
    public async Task Two_turns_at_once_lose_nothing()
    {
        await ReviewAsync();

        await Task.WhenAll(SayAsync("change the area to Marketing"), SayAsync("code: A-9"));

        var draft = await DraftAsync(marta);
        (draft.Values.Area, draft.Values.Code).ShouldBe(("Marketing", "A-9"));
    }

    [Fact]
    public async Task A_card_of_another_administrators_draft_does_nothing()
    {
        var card = await ReviewAsync();
        var bea = await AdministratorAsync("Bea");

        await RunAsync(bea, card, "confirm");

        (await CountAsync("Ana Pérez")).ShouldBe(0);
        (await DraftAsync(marta)).Stage.ShouldBe(Stage.Review);
    }

    [Fact]
    public async Task Who_lost_the_right_between_review_and_confirm_is_refused()
    {
        await ReviewAsync();
        await Get<IUsers>().ChangeAsync(Organisation, marta.User, Some.Change(user => user with { BlockedAt = Some.Now }), Token);

        var said = await SayAsync("yes");

        said.ShouldContain(text => text.Contains("no administrator's rights", StringComparison.Ordinal));
        (await CountAsync("Ana Pérez")).ShouldBe(0);
    }

    [Fact]
    public async Task A_creation_that_was_cut_short_is_finished_by_the_next_turn()
    {
        await ReviewAsync();
        Faults.BreakBefore(RequestKind.Transaction);
        for (var tries = 0; tries < 3; tries++)
        {
            Faults.BreakBefore(RequestKind.Transaction);
        }

        await Should.ThrowAsync<AggregateException>(() => SayAsync("yes"));
        (await DraftAsync(marta)).Stage.ShouldBe(Stage.Creating);

        (await SayAsync("hello?")).ShouldContain(text => text.Contains("Ana Pérez is registered", StringComparison.Ordinal));
        (await CountAsync("Ana Pérez")).ShouldBe(1);
    }

    [Fact]
    public async Task The_invitation_is_made_once_however_often_it_is_asked_for()
    {
        await ReviewAsync();
        await SayAsync("yes");

        await SayAsync("link");
        (await SayAsync("link")).ShouldContain(text => text.Contains("https://people.example/i/token", StringComparison.Ordinal));

        (await RowKeysAsync()).Count(key => key.StartsWith("i:", StringComparison.Ordinal)).ShouldBe(1);
    }

    private async Task<Administrator> AdministratorAsync(string name)
    {
        var user = Some.User(name, "Admin") with { Role = OrganisationRole.AccountAdministrator, SignedUpAt = Some.Now, LastAccessAt = Some.Now };
        await Get<IUsers>().AddAsync(Organisation, Some.New(user), Token);
        return new(new(Organisation, user.Id, WayIn.Bot, null), user.Id, name);
    }

    /// <summary>Everything said up to the summary; the card that it shows.</summary>
    private async Task<Input.Card> ReviewAsync()
    {
        await SayAsync("register Ana Pérez, Cashier, Sales");
        await SayAsync("groups");
        await SayAsync("All staff");
        await SayAsync("review");
        var draft = await DraftAsync(marta);
        return new("confirm", draft.Id.ToString("N"), draft.Rev, null, new Dictionary<string, string>());
    }

    private Task<IReadOnlyList<string>> SayAsync(string text) => RunAsync(marta, new Input.Text(text), null);

    private async Task<IReadOnlyList<string>> RunAsync(Administrator administrator, Input input, string? fingerprint) =>
        [.. (await turns.RunAsync(administrator, new(input, null, true, fingerprint), Token)).Select(message => message.Text)];

    private async Task<Draft> DraftAsync(Administrator administrator)
    {
        var stored = await Get<IDrafts>().ReadAsync(Organisation, administrator.User, Token);
        return Draft.Read(System.Text.Json.JsonDocument.Parse(stored.Json!).RootElement.GetProperty("Draft").GetString());
    }

    private async Task<int> CountAsync(string name) =>
        (await Get<IUsers>().ListAsync(Organisation, PlainText.Fold(name), 10, null, Token))!.Items.Count;

    private sealed class Ids : IIds
    {
        public Guid Next() => Guid.CreateVersion7();
    }
}
