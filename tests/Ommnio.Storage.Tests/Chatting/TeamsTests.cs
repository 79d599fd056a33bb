using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json.Linq;
using Ommnio.Bot.Activities;
using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Chatting;

/// <summary>Who somebody in Teams is: their object in their tenant, as Teams says it, linked by a code that they type to the bot.</summary>
public sealed class TeamsTests(SharedAzurite azurite) : ChatTests(azurite)
{
    private const string Stranger = "I am sorry: I can help only administrators";
    private readonly string home = $"{Guid.NewGuid()}";
    private readonly string person = $"{Guid.NewGuid()}";

    [Theory]
    [InlineData("en-US", "Thank you", "Hello Marta")]
    [InlineData("es-ES", "Gracias", "Hola, Marta")]
    public async Task Who_types_their_code_to_the_bot_is_known_by_tenant_and_object_from_then_on(string locale, string thanks, string welcome)
    {
        (await TellAsync("hello", locale)).ShouldHaveSingleItem();
        var said = await TellAsync(await CodeAsync(), locale);
        said[0].ShouldStartWith(thanks);
        said[1].ShouldStartWith(welcome);

        // Another id of Teams' own for the same person, and their ids in capitals.
        (await TellAsync("help", locale, from: "29:another", who: (home.ToUpperInvariant(), person.ToUpperInvariant()))).ShouldAllBe(text => !text.StartsWith(Stranger, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_guest_from_another_tenant_is_somebody_else_and_so_is_another_person_of_the_same()
    {
        await TellAsync(await CodeAsync());

        (await TellAsync("hello", who: ($"{Guid.NewGuid()}", person))).ShouldHaveSingleItem().ShouldStartWith(Stranger);
        (await TellAsync("hello", who: (home, $"{Guid.NewGuid()}"))).ShouldHaveSingleItem().ShouldStartWith(Stranger);
        (await TellAsync("hello")).ShouldAllBe(text => !text.StartsWith(Stranger, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "p")]
    [InlineData("t", null)]
    [InlineData("", "")]
    [InlineData("common", "somebody")]
    public async Task Whom_Teams_does_not_vouch_for_is_not_heard(string? tenant, string? known) =>
        (await TellAsync(await CodeAsync(), who: (tenant is "t" ? home : tenant, known is "p" ? person : known))).ShouldBeEmpty();

    [Fact]
    public async Task An_account_of_the_page_that_is_called_like_somebody_in_Teams_is_nobody()
    {
        await TellAsync(await CodeAsync());

        await SayAsync($"{home}:{person}", "hello", more: new() { ["channelData"] = new System.Text.Json.Nodes.JsonObject { ["tenant"] = new System.Text.Json.Nodes.JsonObject { ["id"] = home } } });

        Channel.Texts.ShouldHaveSingleItem().ShouldStartWith("I am sorry");
    }

    [Fact]
    public async Task Who_comes_is_welcomed_by_the_object_that_Teams_names_beside_them()
    {
        await TellAsync(await CodeAsync());
        var coming = Activity("", "en-US", "29:own", home, person);
        (coming.Type, coming.Text, coming.MembersAdded) = (ActivityTypes.ConversationUpdate, null, [new("29:own")]);
        coming.Conversation.Id = "a:2";
        (await TurnAsync(coming)).ShouldHaveSingleItem().ShouldStartWith("Hello");

        coming.From = new("c");
        coming.MembersAdded = [new("29:own") { AadObjectId = $"{Guid.NewGuid()}" }];
        (await TurnAsync(coming)).ShouldHaveSingleItem().ShouldStartWith(Stranger);
    }

    [Theory]
    [InlineData("channel")]
    [InlineData("groupChat")]
    public async Task In_a_group_nobody_is_linked(string kind)
    {
        var code = await CodeAsync();
        var said = Activity(code, "en-US", "29:own", home, person);
        said.Conversation.ConversationType = kind;

        (await TurnAsync(said)).ShouldHaveSingleItem().ShouldStartWith("Let us do this in private");
        (await TellAsync("hello")).ShouldHaveSingleItem().ShouldStartWith(Stranger);
    }

    private Task<IReadOnlyList<string>> TellAsync(string text, string locale = "en-US", string from = "29:own", (string? Tenant, string? Person)? who = null)
    {
        var (tenant, known) = who ?? (home, person);
        return TurnAsync(Activity(text, locale, from, tenant, known));
    }

    private static Activity Activity(string text, string locale, string from, string? tenant, string? person) => new(ActivityTypes.Message)
    {
        Id = $"{Guid.NewGuid()}",
        ChannelId = "msteams",
        ServiceUrl = "https://smba.trafficmanager.net/emea/",
        Text = text,
        Locale = locale,
        From = new(from) { AadObjectId = person },
        Recipient = new("28:bot"),
        Conversation = new(conversationType: "personal", id: "a:1"),
        ChannelData = tenant is null ? new JObject() : JObject.FromObject(new { tenant = new { id = tenant } }),
    };

    private async Task<IReadOnlyList<string>> TurnAsync(Activity activity)
    {
        var adapter = new Saying();
        using var turn = new TurnContext(adapter, activity);
        await Services.GetRequiredService<RegistrationBot>().OnTurnAsync(turn, Token);
        return adapter.Said;
    }

    private async Task<string> CodeAsync()
    {
        var make = new MakePairingCode(Get<IUsers>(), Get<ICatalogues>(), Get<IPairings>(), Secrets, new Storage.Tests.Ids(), Time);
        return ((MakePairingCodeOutcome.Made)await make.HandleAsync(new(Organisation, null, WayIn.Api, null), MartaUser, Token)).Code.Reveal();
    }

    /// <summary>Writes down what the bot says; Teams itself cannot be had here.</summary>
    private sealed class Saying : BotAdapter
    {
        public List<string> Said { get; } = [];

        public override Task<ResourceResponse[]> SendActivitiesAsync(ITurnContext turnContext, Activity[] activities, CancellationToken cancellationToken)
        {
            Said.AddRange(activities.Select(activity => activity.Text ?? ""));
            return Task.FromResult(activities.Select(_ => new ResourceResponse($"{Guid.NewGuid()}")).ToArray());
        }

        public override Task<ResourceResponse> UpdateActivityAsync(ITurnContext turnContext, Activity activity, CancellationToken cancellationToken) => Task.FromResult(new ResourceResponse(activity.Id));

        public override Task DeleteActivityAsync(ITurnContext turnContext, ConversationReference reference, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
