using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Rest;
using Ommnio.Bot.Activities;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Activities;

/// <summary>Who gets in at the bot's door: read from outside, through the real adapter, with tokens that we sign.</summary>
public sealed class BotAuthenticationTests
{
    private const string AppId = "11111111-2222-3333-4444-555555555555";
    private const string Issuer = "https://api.botframework.com";
    private const string Service = "https://smba.trafficmanager.net/emea/";

    private static readonly RsaSecurityKey Endorsed = Key("endorsed");
    private static readonly RsaSecurityKey Unendorsed = Key("unendorsed");
    private static readonly RsaSecurityKey Stranger = Key("stranger");
    private static readonly LocalChannel Local = new(RandomNumberGenerator.GetBytes(32), new("http://127.0.0.1:5000"));

    [Fact]
    public async Task A_channels_own_token_gets_in() => (await ChannelAsync(Token())).ShouldBe((200, true));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer junk")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Basic dXNlcjpwYXNz")]
    public async Task What_is_no_token_is_401(string? header) => (await SendAsync(ChannelTrust(), header, Activity())).ShouldBe((401, false));

    [Fact]
    public async Task Another_issuer_is_401() => (await ChannelAsync(Token(issuer: "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"))).ShouldBe((401, false));

    [Fact]
    public async Task Another_bots_token_is_401() => (await ChannelAsync(Token(audience: "other"))).ShouldBe((401, false));

    [Fact]
    public async Task An_expired_token_is_401() => (await ChannelAsync(Token(expires: TimeSpan.FromMinutes(-6)))).ShouldBe((401, false));

    [Fact]
    public async Task A_key_that_nobody_published_is_401() => (await ChannelAsync(Token(key: Stranger))).ShouldBe((401, false));

    [Fact]
    public async Task A_key_that_is_not_endorsed_for_the_channel_is_401() => (await ChannelAsync(Token(key: Unendorsed))).ShouldBe((401, false));

    [Fact]
    public async Task A_token_for_another_service_address_is_401() => (await ChannelAsync(Token(service: "https://evil.example/"))).ShouldBe((401, false));

    [Fact]
    public async Task An_activity_without_a_service_address_is_401() => (await SendAsync(ChannelTrust(), $"Bearer {Token()}", Activity(service: null))).ShouldBe((401, false));

    [Theory]
    [InlineData("AseChannel")]
    [InlineData("emulator")]
    [InlineData("slack")]
    public async Task A_channel_that_is_not_served_is_401(string channel) => (await SendAsync(ChannelTrust(), $"Bearer {Token()}", Activity(channel: channel))).ShouldBe((401, false));

    [Fact]
    public async Task A_token_signed_with_the_wrong_algorithm_is_401()
    {
        var token = Token(credentials: new(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(64)) { KeyId = "endorsed" }, SecurityAlgorithms.HmacSha256));
        (await ChannelAsync(token)).ShouldBe((401, false));
    }

    [Fact]
    public async Task A_new_key_is_fetched_when_a_token_names_one_that_is_not_known()
    {
        var keys = new Keys(Published(Stranger, "msteams"), Published(Endorsed, "msteams"));
        (await SendAsync(new ChannelTrust(AppId, Channels, keys), $"Bearer {Token()}", Activity())).ShouldBe((200, true));
        keys.Refreshed.ShouldBe(1);
    }

    [Fact]
    public async Task Keys_that_cannot_be_read_are_no_fault_of_the_caller() =>
        await Should.ThrowAsync<ChannelKeysUnreachableException>(() => SendAsync(new ChannelTrust(AppId, Channels, new Keys()), $"Bearer {Token()}", Activity()));

    [Fact]
    public async Task The_laptops_channel_gets_in_on_loopback() => (await LocalAsync(LocalToken("http://127.0.0.1:5000"), "http://127.0.0.1:5000")).ShouldBe((200, true));

    [Theory]
    [InlineData("https://evil.example", "https://evil.example", "directline")]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5001", "directline")]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5000", "msteams")]
    public async Task The_laptops_channel_is_refused_elsewhere(string claim, string service, string channel) =>
        (await SendAsync(new LocalTrust(Local), $"Bearer {LocalToken(claim)}", Activity(service, channel))).ShouldBe((401, false));

    [Fact]
    public async Task The_bots_own_reply_token_does_not_open_its_door() => (await LocalAsync(Local.ReplyToken(TimeProvider.System.GetUtcNow()), "http://127.0.0.1:5000")).ShouldBe((401, false));

    [Fact]
    public async Task A_token_under_another_runs_key_is_401()
    {
        var other = new LocalChannel(RandomNumberGenerator.GetBytes(32), new("http://127.0.0.1:5000"));
        (await LocalAsync(LocalToken("http://127.0.0.1:5000", other), "http://127.0.0.1:5000")).ShouldBe((401, false));
    }

    [Fact]
    public async Task Without_a_channel_nobody_gets_in() => (await SendAsync(new NoTrust(), $"Bearer {Token()}", Activity())).ShouldBe((401, false));

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea/", true)]
    [InlineData("http://smba.trafficmanager.net/emea/", false)]
    [InlineData("https://trafficmanager.net.evil.example/", false)]
    [InlineData("https://169.254.169.254/", false)]
    [InlineData("nonsense", false)]
    public async Task Replies_go_only_to_the_channels_own_addresses(string address, bool allowed)
    {
        var connectors = new ChannelConnectors(new LocalConnectors(Local, null!, TimeProvider.System), ["botframework.com", "trafficmanager.net"]);
        var refusal = await Should.ThrowAsync<UnauthorizedAccessException>(() => connectors.CreateAsync(address, AppId, CancellationToken.None));
        refusal.Message.ShouldBe(allowed ? "Replies go only to the local channel." : "Replies go only to the channels' own addresses.");
    }

    private static readonly HashSet<string> Channels = ["msteams", "directline", "webchat"];

    private static Task<(int Status, bool Ran)> ChannelAsync(string token) => SendAsync(ChannelTrust(), $"Bearer {token}", Activity());

    private static Task<(int Status, bool Ran)> LocalAsync(string token, string service) => SendAsync(new LocalTrust(Local), $"Bearer {token}", Activity(service, "directline"));

    private static ChannelTrust ChannelTrust() => new(AppId, Channels, new Keys([.. Published(Endorsed, "msteams"), .. Published(Unendorsed, "skype")]));

    private static async Task<(int Status, bool Ran)> SendAsync(IBotTrust trust, string? header, string activity)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = "POST";
        http.Request.ContentType = "application/json";
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(activity));
        if (header is not null)
        {
            http.Request.Headers.Authorization = header;
        }

        var bot = new Recorder();
        await new CloudAdapter(new BotAuthentication(trust, new Anywhere()), null).ProcessAsync(http.Request, http.Response, bot);
        return (http.Response.StatusCode, bot.Ran);
    }

    // expectReplies: the adapter then needs no way back to the channel.
    private static string Activity(string? service = Service, string channel = "msteams") => JsonSerializer.Serialize(new
    {
        type = "message",
        id = "1",
        text = "hello",
        channelId = channel,
        serviceUrl = service,
        deliveryMode = "expectReplies",
        from = new { id = "somebody" },
        recipient = new { id = "bot" },
        conversation = new { id = "c" },
    });

    private static string Token(string issuer = Issuer, string audience = AppId, string service = Service, TimeSpan? expires = null, RsaSecurityKey? key = null, SigningCredentials? credentials = null)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = now.AddHours(-1),
            Expires = now + (expires ?? TimeSpan.FromMinutes(5)),
            Claims = new Dictionary<string, object> { ["serviceurl"] = service },
            SigningCredentials = credentials ?? new(key ?? Endorsed, SecurityAlgorithms.RsaSha256),
        });
    }

    private static string LocalToken(string service, LocalChannel? channel = null)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "ommnio-local-channel",
            Audience = "ommnio-bot",
            Expires = now.AddMinutes(5),
            Claims = new Dictionary<string, object> { ["serviceurl"] = service },
            SigningCredentials = new((channel ?? Local).SigningKey, SecurityAlgorithms.HmacSha256),
        });
    }

    private static RsaSecurityKey Key(string id) => new(RSA.Create(2048)) { KeyId = id };

    private static JsonWebKey[] Published(RsaSecurityKey key, string channel)
    {
        var published = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(key.Rsa.ExportParameters(false)) { KeyId = key.KeyId });
        published.AdditionalData["endorsements"] = JsonDocument.Parse($"[\"{channel}\"]").RootElement;
        return [published];
    }

    private sealed class Recorder : IBot
    {
        public bool Ran { get; private set; }

        public Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
        {
            Ran = true;
            return Task.CompletedTask;
        }
    }

    /// <summary>The adapter wants a way back before the turn; none of these turns uses it.</summary>
    private sealed class Anywhere : ConnectorFactory
    {
        public override Task<IConnectorClient> CreateAsync(string serviceUrl, string audience, CancellationToken cancellationToken) =>
            Task.FromResult<IConnectorClient>(new ConnectorClient(new Uri(serviceUrl), new TokenCredentials("token")));
    }

    /// <summary>A key server in a box: each refresh shows the next set, and without one it cannot be reached.</summary>
    private sealed class Keys(params JsonWebKey[][] sets) : IConfigurationManager<OpenIdConnectConfiguration>
    {
        public int Refreshed { get; private set; }

        public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
        {
            if (sets.Length == 0)
            {
                throw new InvalidOperationException("IDX20803");
            }

            var configuration = new OpenIdConnectConfiguration();
            foreach (var key in sets[Math.Min(Refreshed, sets.Length - 1)])
            {
                configuration.SigningKeys.Add(key);
            }

            return Task.FromResult(configuration);
        }

        public void RequestRefresh() => Refreshed++;
    }
}
