using System.Text.Json;
using CsCheck;
using Ommnio.Bot.Activities;
using Ommnio.Bot.Conversation;
using Ommnio.Core.Drafting;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Jobs;
using Ommnio.Core.Leaving;
using Ommnio.Core.Listing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Chatting;

/// <summary>Two tabs, or two channels, of one administrator: whatever comes first, nothing is lost and nothing is done twice. OMMNIO_TABS makes more of them.</summary>
public sealed class TabsTests(SharedAzurite azurite) : StorageTests(azurite), IAsyncLifetime
{
    private static readonly long Rounds = long.TryParse(Environment.GetEnvironmentVariable("OMMNIO_TABS"), out var more) ? more : 6;

    private static readonly Gen<string> Said = Gen.OneOf(
        Gen.Const("change the area to Marketing"), Gen.Const("change the position to Baker"), Gen.Const("code: A-9"), Gen.Const("clear the code"), Gen.Const("#night"), Gen.Const("undo"),
        Gen.Const("hours: Mon-Fri 9-17"), Gen.Const("notes: two words"), Gen.Const("no, Sales"), Gen.Const("summary"), Gen.Const("add weekend to tags"), Gen.Const("change the last name to Gil"));

    private readonly Ids ids = new();
    private Catalogue catalogue = null!;

    public async ValueTask InitializeAsync()
    {
        var settings = new OrganisationSettings("en", TimeZoneName.Read("Europe/Madrid", "").Value!, "ES", [NodaTime.IsoDayOfWeek.Monday]);
        KnownLabel[] labels = [new(LabelKind.Area, new("Sales"), []), new(LabelKind.Area, new("Marketing"), [])];
        catalogue = new(new(Organisation, "Acme", settings), [], [], [.. labels]);
        await Get<IOrganisations>().CreateAsync(catalogue, Token);
    }

    [Fact]
    public async Task Two_tabs_at_once_end_as_if_one_turn_had_followed_the_other() =>
        await Gen.Select(Said.Array[1, 3], Said.Array[1, 3]).SampleAsync(async (one, other) =>
        {
            var administrator = await AdministratorAsync();
            var (first, second) = (Process(), Process());
            await RunAsync(first, administrator, "register Ana Pérez, Cashier, Sales");
            var before = await DraftAsync(administrator);

            await Task.WhenAll(AllAsync(first, administrator, one), AllAsync(second, administrator, other));

            var ended = Values(await DraftAsync(administrator));
            Orders(one, other).Select(said => Values(said.Aggregate(before, Played))).ShouldContain(ended);
        }, iter: Rounds, threads: 1);

    [Fact]
    public async Task Whatever_is_delivered_again_does_and_says_nothing() =>
        await Gen.Select(Said.Array[1, 5], Gen.Int[0, 100]).SampleAsync(async (said, which) =>
        {
            var (administrator, process) = (await AdministratorAsync(), Process());
            await RunAsync(process, administrator, "register Ana Pérez, Cashier, Sales");
            for (var turn = 0; turn < said.Length; turn++)
            {
                await process.RunAsync(administrator, new(new Input.Text(said[turn]), null, true, [$"delivery-{turn}"]), Token);
            }

            var before = (await Get<IDrafts>().ReadAsync(Organisation, administrator.User, Token)).Json;
            var again = which % said.Length;
            (await process.RunAsync(administrator, new(new Input.Text(said[again]), null, true, [$"delivery-{again}"]), Token)).Messages.ShouldBeEmpty();

            (await Get<IDrafts>().ReadAsync(Organisation, administrator.User, Token)).Json.ShouldBe(before);
        }, iter: Rounds, threads: 1);

    /// <summary>All orders in which the turns of two tabs may follow each other.</summary>
    private static IEnumerable<IReadOnlyList<string>> Orders(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        one.Count == 0 ? [other]
        : other.Count == 0 ? [one]
        : Orders([.. one.Skip(1)], other).Select(rest => (IReadOnlyList<string>)[one[0], .. rest]).Concat(Orders(one, [.. other.Skip(1)]).Select(rest => (IReadOnlyList<string>)[other[0], .. rest]));

    private Draft Played(Draft draft, string said)
    {
        var context = new Context(catalogue, "Marta", new(Organisation, null, WayIn.Bot, null), Language.English, Time.GetUtcNow(), ids.Next(), true) { Ways = new([]) };
        var step = Reducer.Reduce(draft, new Input.Text(said), context);
        return step.Effects.Count == 0 ? step.Draft : Reducer.Reduce(step.Draft, new Input.DuplicatesFound([], [], []), context).Draft;
    }

    private static string Values(Draft draft) => JsonSerializer.Serialize(draft.Values);

    private Turns Process()
    {
        var administrators = new Administrators(Get<IChannelIdentities>(), Get<IUsers>(), Get<ICatalogues>(), Time);
        var list = new ListUsers(Get<ICatalogues>(), Get<IUserLists>(), new(Get<IUsers>()), Time);
        var register = new RegisterUser(Get<ICatalogues>(), Get<IUsers>(), new([]), HandOff(), Secrets, ids, Time);
        var duplicates = new FindDuplicates(Get<IUsers>(), list);
        var lists = new PastedLists(Get<IDrafts>(), Get<ICatalogues>(), register, duplicates, administrators);
        var people = new People(new(Get<IUsers>()), list, Get<IInvitations>(), new(Get<IUserLists>()), KeysInChat());
        var acts = new Acts(people, lists, new(Get<ICatalogues>(), Get<IUsers>(), ids, Time), new(Get<ICatalogues>(), Get<IUsers>(), ids, Time), new(Get<IErasures>(), Get<IJobMessages>(), ids, Time), Inviting(ids), KeysInChat());
        return new(Get<IDrafts>(), Get<ICatalogues>(), administrators, register, people, acts, duplicates, lists, new(Time), new([]), ids, Time);
    }

    private static async Task AllAsync(Turns process, Administrator administrator, IEnumerable<string> said)
    {
        foreach (var text in said)
        {
            await RunAsync(process, administrator, text);
        }
    }

    // Who loses five races in a row is told so, and says it again.
    private static async Task RunAsync(Turns process, Administrator administrator, string said)
    {
        while ((await process.RunAsync(administrator, new(new Input.Text(said), null, true, []), Token)).Messages is [{ Text: var answer }, ..] && answer.StartsWith("I am busy", StringComparison.Ordinal))
        {
        }
    }

    private async Task<Administrator> AdministratorAsync()
    {
        var user = Some.User("Marta", "Admin") with { Role = OrganisationRole.AccountAdministrator, SignedUpAt = Some.Now, LastAccessAt = Some.Now };
        await Get<IUsers>().AddAsync(Organisation, Some.New(user), Token);
        return new(new(Organisation, user.Id, WayIn.Bot, null), user.Id, "Marta");
    }

    private async Task<Draft> DraftAsync(Administrator administrator)
    {
        var stored = await Get<IDrafts>().ReadAsync(Organisation, administrator.User, Token);
        return Draft.Read(JsonDocument.Parse(stored.Json!).RootElement.GetProperty("Draft").GetString());
    }

    private sealed class Ids : IIds
    {
        public Guid Next() => Guid.CreateVersion7();
    }
}
