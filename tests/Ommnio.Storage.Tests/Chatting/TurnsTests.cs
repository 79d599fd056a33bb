using System.Text;
using Azure.Data.Tables;
using Ommnio.Bot.Activities;
using Ommnio.Bot.Conversation;
using Ommnio.Bot.Conversation.Sheets;
using Ommnio.Core.Drafting;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Inviting;
using Ommnio.Core.Jobs;
using Ommnio.Core.Leaving;
using Ommnio.Core.Listing;
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
    private Turns elsewhere = null!;

    public async ValueTask InitializeAsync()
    {
        var group = new ChatGroup(new(Guid.NewGuid()), "All staff", ChatGroupKind.Open, null);
        var settings = new OrganisationSettings("en", TimeZoneName.Read("Europe/Madrid", "").Value!, "ES", [NodaTime.IsoDayOfWeek.Monday]);
        KnownLabel[] labels = [new(LabelKind.Area, new("Sales"), []), new(LabelKind.Area, new("Marketing"), []), new(LabelKind.Position, new("Cashier"), [])];
        await Get<IOrganisations>().CreateAsync(new(new(Organisation, "Acme", settings), [], [group], [.. labels]), Token);
        var administrators = new Administrators(Get<IChannelIdentities>(), Get<IUsers>(), Get<ICatalogues>(), Time);
        var list = new ListUsers(Get<ICatalogues>(), Get<IUserLists>(), new(Get<IUsers>()), Time);
        var register = new RegisterUser(Get<ICatalogues>(), Get<IUsers>(), new([]), HandOff(), Secrets, ids, Time);
        var people = new People(new(Get<IUsers>()), list, Get<IInvitations>(), new(Get<IUserLists>()), KeysInChat());
        var ways = new InvitationWays([InvitationChannel.Email]);
        var lists = new PastedLists(Get<IDrafts>(), Get<ICatalogues>(), register, new(Get<IUsers>(), list), administrators);
        var acts = new Acts(people, lists, new(Get<ICatalogues>(), Get<IUsers>(), ids, Time), new(Get<ICatalogues>(), Get<IUsers>(), ids, Time), new(Get<IErasures>(), Get<IJobMessages>(), ids, Time), Inviting(ids, ways), KeysInChat());
        Turns Process() => new(Get<IDrafts>(), Get<ICatalogues>(), administrators, register, people, acts, new(Get<IUsers>(), list), lists, new(Time), ways, ids, Time);
        (turns, elsewhere) = (Process(), Process());
        marta = await AdministratorAsync("Marta");
    }

    [Fact]
    public async Task A_turn_is_one_read_and_one_write_and_the_next_one_write()
    {
        await elsewhere.RunAsync(marta, new(new Input.Text("register"), null, true, []), Token);
        (await CostAsync(turns, "Ana")).ShouldBe([RequestKind.Read, RequestKind.Write]);

        (await CostAsync(turns, "Pérez")).ShouldBe([RequestKind.Write]);
        Time.Advance(TimeSpan.FromMinutes(2));
        (await CostAsync(turns, "Cashier")).ShouldBe([RequestKind.Query, RequestKind.Read, RequestKind.Write], "the catalogue is read again too");
    }

    [Fact]
    public async Task Who_is_answered_by_two_processes_is_remembered_wrongly_once_and_loses_nothing()
    {
        await SayAsync("register");
        (await CostAsync(elsewhere, "first name: Ana")).ShouldBe([RequestKind.Read, RequestKind.Write]);

        (await CostAsync(turns, "last name: Pérez")).ShouldBe([RequestKind.Write, RequestKind.Read, RequestKind.Write], "what was remembered is refused, and what is there is told with the refusal");

        var draft = await DraftAsync(marta);
        (draft.Values.FirstName, draft.Values.LastName).ShouldBe(("Ana", "Pérez"));
        (await CostAsync(turns, "first name: Eva")).ShouldBe([RequestKind.Read, RequestKind.Write]);
        (await CostAsync(turns, "first name: Ana")).ShouldBe([RequestKind.Read, RequestKind.Write]);
        Time.Advance(TimeSpan.FromMinutes(10));
        (await CostAsync(turns, "first name: Eva")).ShouldBe([RequestKind.Query, RequestKind.Read, RequestKind.Write]);
        (await CostAsync(turns, "first name: Ana")).ShouldBe([RequestKind.Write]);
    }

    [Fact]
    public async Task A_draft_that_was_erased_meanwhile_does_not_come_back_from_memory()
    {
        await SayAsync("register Ana Pérez, Cashier, Sales");
        await foreach (var row in Tables.Drafts.QueryAsync<TableEntity>($"PartitionKey eq '{Organisation.Value}'", cancellationToken: Token))
        {
            await Tables.Drafts.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: Token);
        }

        await SayAsync("register");

        (await DraftAsync(marta)).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task Registering_adds_to_the_turn_the_right_and_the_namesakes_once_more_one_transaction_and_the_second_half_of_the_draft()
    {
        await ReviewAsync();
        Requests.Clear();

        await SayAsync("yes");

        Requests.Kinds.ShouldBe([RequestKind.Write, RequestKind.Read, RequestKind.Query, RequestKind.Transaction, RequestKind.Write]);
    }

    [Fact]
    public async Task D14_A_namesake_is_asked_about_once_a_name_accents_or_not()
    {
        await Get<IUsers>().AddAsync(Organisation, Some.New(Some.User("ana", "Perez", "A-1")), Token);
        await SayAsync("register Ana Pérez, Cashier, Sales");

        (await SayAsync("review"))[^1].ShouldStartWith("Somebody of that name is registered already: ana Perez (Store Operations).");
        (await SayAsync("show ana Perez"))[^1].ShouldContain("code A-1");
        (await SayAsync("another person"))[^1].ShouldContain("Has the same name as ana Perez");
        (await SayAsync("change the position to Manager"))[^1].ShouldContain("Shall I register");
        (await SayAsync("yes"))[^1].ShouldContain("is registered");
        (await CountAsync("Ana Pérez")).ShouldBe(2);
    }

    [Fact]
    public async Task A_name_that_is_nearly_the_same_is_a_hint_in_the_summary()
    {
        await Get<IUsers>().AddAsync(Organisation, Some.New(Some.User("Ana", "Péres")), Token);
        await Get<IUsers>().AddAsync(Organisation, Some.New(Some.User("Ana", "Zamora")), Token);
        await SayAsync("register Ana Pérez, Cashier, Sales");

        var summary = (await SayAsync("review"))[^1];

        summary.ShouldContain("Much like Ana Péres");
        summary.ShouldNotContain("Zamora");
    }

    [Theory]
    [InlineData("code: A-17")]
    [InlineData("phone: 612 34 56 78")]
    [InlineData("email: ana@example.com")]
    public async Task R22_What_belongs_to_another_stops_the_review_and_names_only_whom_one_may_see(string said)
    {
        var team = new TeamId(Guid.NewGuid());
        var holder = Some.User("Bea", "López", "A-17") with { Phone = PhoneNumber.FromE164("+34612345678"), Email = EmailAddress.FromStored("ana@example.com"), Teams = [new(team, TeamRole.Member, true)] };
        await Get<IUsers>().AddAsync(Organisation, Some.New(holder), Token);
        await SayAsync("register Ana Pérez, Cashier, Sales");
        await SayAsync(said);
        if (said.StartsWith("phone", StringComparison.Ordinal))
        {
            await SayAsync("yes");
        }

        (await SayAsync("review"))[^1].ShouldContain("belongs to Bea López");
        (await SayAsync("leave it out"))[^1].ShouldContain("Shall I register");

        var (tom, fields) = (marta.Actor with { Scope = [new(Guid.NewGuid())] }, new UserFields { FirstName = "Bea", LastName = "López", Code = "a-17", Phone = "612345678", Email = "Ana@example.com" });
        var found = await new FindDuplicates(Get<IUsers>(), new(Get<ICatalogues>(), Get<IUserLists>(), new(Get<IUsers>()), Time)).HandleAsync(tom, fields, "ES", Token);
        found.Taken.Select(problem => (problem.Code, problem.Args.Count)).ShouldBe([("user.code.taken", 0), ("user.phone.taken", 0), ("user.email.taken", 0)]);
        (found.Namesakes.Count, found.Near.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Who_registers_the_same_name_or_code_between_review_and_confirm_is_noticed()
    {
        await SayAsync("register Ana Pérez, Cashier, Sales");
        await SayAsync("code: A-9");
        await SayAsync("review");
        await Get<IUsers>().AddAsync(Organisation, Some.New(Some.User("Ana", "Pérez", "a-9")), Token);

        (await SayAsync("yes"))[^1].ShouldStartWith("Somebody of that name");
        (await SayAsync("yes"))[^1].ShouldContain("Shall I register");
        (await SayAsync("yes"))[^1].ShouldStartWith("This code belongs to Ana Pérez");
        (await SayAsync("A-10"))[^1].ShouldContain("Shall I register");
        (await SayAsync("yes"))[^1].ShouldContain("is registered");
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
        (await RunAsync(marta, new Input.Text("Ana"), "delivery-7", "click-1")).ShouldNotBeEmpty();

        (await RunAsync(marta, new Input.Text("Ana"), "delivery-7")).ShouldBeEmpty();
        (await RunAsync(marta, new Input.Text("Ana"), "delivery-8", "click-1")).ShouldBeEmpty();

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
    public async Task Two_turns_at_once_in_two_processes_lose_nothing()
    {
        await ReviewAsync();

        await Task.WhenAll(
            SayAsync("change the area to Marketing"),
            elsewhere.RunAsync(marta, new(new Input.Text("code: A-9"), null, true, []), Token));

        var draft = await DraftAsync(marta);
        (draft.Values.Area, draft.Values.Code).ShouldBe(("Marketing", "A-9"));
    }

    [Fact]
    public async Task A_double_click_that_reaches_two_processes_registers_once()
    {
        var card = await ReviewAsync();

        await Task.WhenAll(RunAsync(marta, card, "confirm"), elsewhere.RunAsync(marta, new(card, null, true, ["confirm"]), Token));

        (await CountAsync("Ana Pérez")).ShouldBe(1);
    }

    [Fact]
    public async Task Who_loses_every_race_is_told_so_and_nothing_is_half_saved()
    {
        await SayAsync("register");
        for (var tries = 0; tries < 5; tries++)
        {
            Faults.Answer(RequestKind.Write, 412);
        }

        (await SayAsync("Ana")).ShouldBe(["I am busy with your other messages just now. Please repeat that in a moment."]);

        Faults.AllHappened.ShouldBeTrue();
        (await DraftAsync(marta)).Asking.ShouldBe(Field.FirstName);
        await SayAsync("Ana");
        (await DraftAsync(marta)).Asking.ShouldBe(Field.LastName);
    }

    [Fact]
    public async Task Deliveries_are_remembered_for_long_enough_and_the_draft_does_not_grow_with_them()
    {
        await RunAsync(marta, new Input.Text("register"), "first");
        for (var more = 0; more < 31; more++)
        {
            await RunAsync(marta, new Input.Text("help"), $"id-{more}", $"client-{more}", $"card-{more}");
        }

        (await RunAsync(marta, new Input.Text("register"), "first")).ShouldBeEmpty();
        var length = (await Get<IDrafts>().ReadAsync(Organisation, marta.User, Token)).Json!.Length;
        for (var more = 31; more < 70; more++)
        {
            await RunAsync(marta, new Input.Text("help"), $"id-{more}", $"client-{more}", $"card-{more}");
        }

        (await Get<IDrafts>().ReadAsync(Organisation, marta.User, Token)).Json!.Length.ShouldBeLessThan(length + 500);
    }

    [Fact]
    public async Task Two_of_one_name_and_area_can_be_told_apart()
    {
        foreach (var code in (string[])["B-1", "B-2"])
        {
            await Get<IUsers>().AddAsync(Organisation, Some.New(Some.User("Bea", "López", code)), Token);
        }

        await ReviewAsync();

        await SayAsync("related to: Bea López");

        (await DraftAsync(marta)).Pending!.Choices.Select(choice => choice.Title).ShouldBe(["Bea López (Store Operations, B-1)", "Bea López (Store Operations, B-2)"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_Team_Administrator_finds_whom_they_may_see_behind_many_whom_they_may_not()
    {
        var team = new TeamId(Guid.NewGuid());
        for (var other = 0; other < 8; other++)
        {
            await Get<IUsers>().AddAsync(Organisation, Some.New(Some.User("Bea", $"Alonso {other}")), Token);
        }

        await Get<IUsers>().AddAsync(Organisation, Some.New(Some.User("Bea", "Zamora") with { Teams = [new(team, TeamRole.Member, true)] }), Token);
        var tom = marta with { Actor = marta.Actor with { Scope = [team] } };
        await RunAsync(tom, new Input.Text("register Ana Pérez, Cashier, Sales"));

        await RunAsync(tom, new Input.Text("related to: Bea"));

        (await DraftAsync(marta)).ManagerName.ShouldBe("Bea Zamora");
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
        await AdministratorAsync("Bea");
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
    public async Task A_creation_whose_answer_was_lost_is_found_by_its_key()
    {
        await ReviewAsync();
        Faults.LoseAnswerOf(RequestKind.Transaction);

        await SayAsync("yes");
        await SayAsync("hello?");

        (await CountAsync("Ana Pérez")).ShouldBe(1);
        (await DraftAsync(marta)).Stage.ShouldBe(Stage.Created);
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task C77_A_pasted_list_is_registered_once_whoever_clicks_twice_and_whatever_dies_in_between(bool isFile)
    {
        await Get<IUsers>().AddAsync(Organisation, Some.New(Some.User("Known", "Already")), Token);
        var list = "Name\tPosition\tArea\nKnown Already\tCashier\tSales\n" + string.Concat(Enumerable.Range(0, 30).Select(row => $"Listed Person{(char)('a' + (row / 26))}{(char)('a' + (row % 26))}\tCashier\tSales\n"));
        (await RunAsync(marta, isFile ? new Input.File(SheetFile.Read(Encoding.UTF8.GetBytes(list)), null) : new Input.Text(list)))[^1].ShouldContain("30 ready · 0 need attention · 1 registered already");

        // Four at once, each of them tried four times.
        for (var tries = 0; tries < 16; tries++)
        {
            Faults.BreakBefore(RequestKind.Transaction);
        }

        await Should.ThrowAsync<Exception>(() => SayAsync("Register 30"));
        (await DraftAsync(marta)).Stage.ShouldBe(Stage.ListRunning);

        var said = await Task.WhenAll(
            SayAsync("go on"),
            elsewhere.RunAsync(marta, new(new Input.Text("go on"), null, true, []), Token).ContinueWith(turned => (IReadOnlyList<string>)[.. turned.Result.Messages.Select(message => message.Text)], TaskScheduler.Default));

        said.SelectMany(texts => texts).ShouldContain(text => text.StartsWith("Registered: 30", StringComparison.Ordinal));
        var names = (await Get<IUserLists>().ByNameAsync(Organisation, new("", "listed", []), 100, null, Token))!.Items.Select(user => user.User.Name.Full).ToList();
        names.Count.ShouldBe(30);
        names.ShouldBeUnique();
    }

    [Fact]
    public async Task Whoever_came_of_a_list_is_invited_once_whoever_clicks_twice_and_whatever_dies_in_between()
    {
        // On two pages, of which the second is short.
        await SayAsync("Name\tPosition\tArea\tEmail\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"Listed Person{(char)('a' + (row / 26))}{(char)('a' + (row % 26))}\tCashier\tSales\tlisted.{row}@example.com\n")));
        (await SayAsync("register them all"))[^1].ShouldStartWith("Registered: 60");
        await Get<IUsers>().AddAsync(Organisation, Some.New(Some.User("Somebody", "Else")), Token);
        (await SayAsync("invite them by e-mail now"))[^1].ShouldStartWith("Invite 60 users by e-mail");

        // Four at once, each of them tried four times.
        for (var tries = 0; tries < 16; tries++)
        {
            Faults.BreakBefore(RequestKind.Transaction);
        }

        await Should.ThrowAsync<Exception>(() => SayAsync("yes"));
        var said = await Task.WhenAll(
            SayAsync("yes"),
            elsewhere.RunAsync(marta, new(new Input.Text("yes"), null, true, []), Token).ContinueWith(turned => (IReadOnlyList<string>)[.. turned.Result.Messages.Select(message => message.Text)], TaskScheduler.Default));

        said.SelectMany(texts => texts).ShouldContain(text => text.StartsWith("Invited: ", StringComparison.Ordinal));
        var users = (await Get<IUserLists>().ByNameAsync(Organisation, new("", "listed", []), 100, null, Token))!.Items.Select(user => user.User.Id).ToList();
        users.Count.ShouldBe(60);
        foreach (var user in users)
        {
            (await Get<IInvitations>().ListAsync(Organisation, user, Token)).ShouldHaveSingleItem().Channel.ShouldBe(InvitationChannel.Email);
        }

        (await SayAsync("invite them all by e-mail"))[^1].ShouldContain("60 users");
        (await SayAsync("yes"))[^1].ShouldStartWith("These have an open invitation, which stays: Listed");
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

    private async Task<IReadOnlyList<RequestKind>> CostAsync(Turns process, string said)
    {
        Requests.Clear();
        await process.RunAsync(marta, new(new Input.Text(said), null, true, []), Token);
        return Requests.Kinds;
    }

    private Task<IReadOnlyList<string>> SayAsync(string text) => RunAsync(marta, new Input.Text(text));

    private async Task<IReadOnlyList<string>> RunAsync(Administrator administrator, Input input, params string[] fingerprints) =>
        [.. (await turns.RunAsync(administrator, new(input, null, true, [.. fingerprints]), Token)).Messages.Select(message => message.Text)];

    private async Task<Draft> DraftAsync(Administrator administrator)
    {
        var stored = await Get<IDrafts>().ReadAsync(Organisation, administrator.User, Token);
        return Draft.Read(System.Text.Json.JsonDocument.Parse(stored.Json!).RootElement.GetProperty("Draft").GetString());
    }

    private async Task<int> CountAsync(string name) =>
        (await Get<IUserLists>().ByNameAsync(Organisation, new("", PlainText.Fold(name), []), 10, null, Token))!.Items.Count;

    private sealed class Ids : IIds
    {
        public Guid Next() => Guid.CreateVersion7();
    }
}
