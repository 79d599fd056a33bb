using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ommnio.Bot.Activities;
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
using Xunit;

namespace Ommnio.Storage.Tests.Chatting;

/// <summary>The bot as the app composes it, behind its own door, with a channel of the test on the other side.</summary>
public abstract class ChatTests(SharedAzurite azurite) : StorageTests(azurite), IAsyncLifetime
{
    private ServiceProvider services = null!;

    internal IServiceProvider Services => services;
    private ChannelDoor door = null!;

    internal RecordingChannel Channel { get; private set; } = null!;

    protected string Marta { get; private set; } = "";

    protected UserId MartaUser { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Channel = await RecordingChannel.StartAsync();
        var secret = RandomNumberGenerator.GetBytes(32);
        var labels = new KnownLabel[] { new(LabelKind.Area, new("Sales"), []), new(LabelKind.Position, new("Cashier"), []) };
        var settings = new OrganisationSettings("en", TimeZoneName.Read("Europe/Madrid", "").Value!, "ES", [NodaTime.IsoDayOfWeek.Monday]);
        await Get<IOrganisations>().CreateAsync(new(new(Organisation, "Acme", settings), [], [new(new(Guid.NewGuid()), "All staff", ChatGroupKind.Open, null)], [.. labels]), Token);
        services = Compose(new LocalChannel(secret, Channel.Address));
        door = new(services.GetRequiredService<BotEndpoint>(), secret, Channel.Address, Time);
        (Marta, MartaUser) = await PersonAsync("Marta", user => user with { Role = OrganisationRole.AccountAdministrator });
    }

    public new async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await services.DisposeAsync();
        await Channel.DisposeAsync();
        await base.DisposeAsync();
    }

    protected async Task<(string Account, UserId User)> PersonAsync(string name, Func<User, User> edit)
    {
        var user = edit(Some.User(name, "Admin") with { SignedUpAt = Some.Now, LastAccessAt = Some.Now });
        await Get<IUsers>().AddAsync(Organisation, Some.New(user), Token);
        var account = $"dl_{Guid.NewGuid():N}";
        await Get<IChannelIdentities>().AddAsync(new("directline", account, Organisation, user.Id), Token);
        return (account, user.Id);
    }

    protected Task<int> SayAsync(string account, string text, string locale = "en-US", string? client = null, JsonObject? more = null)
    {
        var activity = more ?? [];
        (activity["text"], activity["locale"]) = (text, locale);
        if (client is not null)
        {
            activity["channelData"] = new JsonObject { ["clientActivityID"] = client };
        }

        return PostAsync(account, activity);
    }

    protected Task<int> ArriveAsync(string account, params string[] added) => PostAsync(account, new()
    {
        ["type"] = "conversationUpdate",
        ["membersAdded"] = new JsonArray([.. added.Select(id => new JsonObject { ["id"] = id })]),
    });

    /// <summary>A button of a card, with what its inputs hold.</summary>
    protected Task<int> PressAsync(string account, JsonNode card, string kind, JsonObject? inputs = null)
    {
        var value = card.AsObject().DeepClone().AsObject();
        value["k"] = kind;
        foreach (var (name, input) in inputs ?? [])
        {
            value[name] = input?.DeepClone();
        }

        return PostAsync(account, new() { ["value"] = value, ["channelData"] = new JsonObject { ["postBack"] = true } });
    }

    /// <summary>What the buttons of the card shown last carry.</summary>
    protected JsonNode Card() => Channel.Sent.Last(sent => sent["attachments"] is JsonArray { Count: > 0 })["attachments"]![0]!["content"]!["actions"]![0]!["data"]!;

    /// <summary>Everything said up to the summary; what its buttons carry.</summary>
    protected async Task<JsonNode> ReviewAsync()
    {
        await SayAsync(Marta, "register Ana Pérez, Cashier, Sales");
        return Card();
    }

    protected async Task<int> CountAsync(string name) => (await Get<IUserLists>().ByNameAsync(Organisation, new("", PlainText.Fold(name), []), 10, null, Token))!.Items.Count;

    /// <summary>The status that the channel reads.</summary>
    protected Task<int> PostAsync(string account, JsonObject activity) => door.PostAsync(account, activity, Token);

    private ServiceProvider Compose(LocalChannel channel) => new ServiceCollection()
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddLogging()
        .AddSingleton<ChangeUser>().AddSingleton<BlockUser>().AddSingleton<EraseUser>().AddSingleton(Get<IKeyRing>()).AddSingleton<ManageKeys>().AddSingleton(Get<IErasures>()).AddSingleton(Get<IJobMessages>())
        .AddSingleton<TimeProvider>(Time)
        .AddSingleton<IIds, Ids>()
        .AddSingleton(Secrets)
        .AddSingleton(Get<IDrafts>()).AddSingleton(Get<IChats>()).AddSingleton(Get<ICatalogues>()).AddSingleton(Get<IUsers>()).AddSingleton(Get<IUserLists>()).AddSingleton(Get<IInvitations>())
        .AddSingleton(Get<IInvitationMessages>()).AddSingleton(Get<IChannelIdentities>()).AddSingleton(Get<IPairings>()).AddSingleton<LinkAccount>()
        .AddSingleton<HandOff>().AddSingleton(new InvitationWays([])).AddSingleton<RegisterUser>().AddSingleton<InviteUser>().AddSingleton<ResendInvitation>().AddSingleton<PresentInvitation>().AddSingleton<RevokeInvitation>().AddSingleton<InvitationLink>(_ => "https://people.example/i/token").AddSingleton<FindUsers>().AddSingleton<FindDuplicates>().AddSingleton<ListUsers>().AddSingleton<FindAdministrators>()
        .AddOmmnioBot(new ConfigurationBuilder().Build(), new(_ => "https://people.example/i/token", _ => [], ticket => $"https://people.example/print#{ticket}", Minted), channel, isDevelopment: true)
        .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });

    private sealed class Ids : IIds
    {
        public Guid Next() => Guid.CreateVersion7();
    }
}
