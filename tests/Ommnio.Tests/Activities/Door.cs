using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Rest;
using Ommnio.Bot.Activities;

namespace Ommnio.Tests.Activities;

/// <summary>The bot's door as a caller sees it: the real adapter, keys as their server publishes them, tokens that we sign.</summary>
internal sealed class Door
{
    public const string AppId = "11111111-2222-3333-4444-555555555555";
    public const string Issuer = "https://api.botframework.com";
    public const string Service = "https://smba.trafficmanager.net/emea/";

    public static readonly RsaSecurityKey Endorsed = Key("endorsed");
    public static readonly RsaSecurityKey Unendorsed = Key("unendorsed");
    public static readonly RsaSecurityKey Unlisted = Key("unlisted");
    public static readonly RsaSecurityKey Stranger = Key("stranger");
    public static readonly LocalChannel Local = new(RandomNumberGenerator.GetBytes(32), new("http://127.0.0.1:5000"));

    private readonly IBotTrust trust;

    private Door(Func<Door, IBotTrust> trust) => this.trust = trust(this);

    public FakeTimeProvider Time { get; } = new(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    /// <summary>What the key server answers now; null: nothing.</summary>
    public string? Published { get; set; } = Json((Endorsed, ["msteams", "webchat"]), (Unendorsed, ["skype"]), (Unlisted, null));

    public int KeysAsked { get; private set; }

    public static Door Channel() => new(door => new ChannelTrust(AppId, new(door.ReadKeysAsync, door.Time), door.Time));

    public static Door Laptop() => new(door => new LocalTrust(Local, door.Time));

    public static Door Shut() => new(_ => new NoTrust());

    public BotFrameworkAuthentication Authentication => new BotAuthentication(trust, new Anywhere(), NullLogger<BotAuthentication>.Instance);

    /// <summary>The status as the caller reads it, and whether the bot was asked at all.</summary>
    public async Task<(int Status, bool Ran)> SendAsync(string? header, string activity, string method = "POST")
    {
        var http = new DefaultHttpContext();
        http.Request.Method = method;
        http.Request.ContentType = "application/json";
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(activity));
        if (header is not null)
        {
            http.Request.Headers.Authorization = header;
        }

        var bot = new Recorder();
        await new CloudAdapter(Authentication, null).ProcessAsync(http.Request, http.Response, bot);
        return (http.Response.StatusCode, bot.Ran);
    }

    // expectReplies: the adapter then needs no way back to the channel.
    public static string Activity(string? service = Service, string channel = "msteams") => JsonSerializer.Serialize(new
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

    /// <summary>A token that gets in, but for what is said otherwise. Times are minutes from now.</summary>
    public string Token(string issuer = Issuer, string audience = AppId, string? service = Service, double begins = -60, double? ends = 5, RsaSecurityKey? key = null, string algorithm = SecurityAlgorithms.RsaSha256, SigningCredentials? credentials = null, bool signed = true)
    {
        var now = Time.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = now.AddMinutes(begins),
            Expires = ends is { } minutes ? now.AddMinutes(minutes) : null,
            Claims = service is null ? [] : new Dictionary<string, object> { ["serviceurl"] = service },
            SigningCredentials = signed ? credentials ?? new(key ?? Endorsed, algorithm) : null,
        });
    }

    public string LocalToken(string service, LocalChannel? channel = null, string issuer = "ommnio-local-channel", string audience = "ommnio-bot", double ends = 5)
    {
        var now = Time.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = now.AddHours(-1),
            Expires = now.AddMinutes(ends),
            Claims = new Dictionary<string, object> { ["serviceurl"] = service },
            SigningCredentials = new((channel ?? Local).SigningKey, SecurityAlgorithms.HmacSha256),
        });
    }

    /// <summary>As the Bot Framework's key server writes it; endorsements null: the member is not there.</summary>
    public static string Json(params (RsaSecurityKey Key, string[]? Endorsements)[] keys)
    {
        var all = keys.Select(item =>
        {
            var parameters = item.Key.Rsa.ExportParameters(false);
            var key = new Dictionary<string, object>
            {
                ["kty"] = "RSA",
                ["use"] = "sig",
                ["kid"] = item.Key.KeyId,
                ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
                ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
            };
            if (item.Endorsements is not null)
            {
                key["endorsements"] = item.Endorsements;
            }

            return key;
        });
        return JsonSerializer.Serialize(new { keys = all });
    }

    private Task<JsonWebKeySet> ReadKeysAsync(CancellationToken cancellationToken)
    {
        KeysAsked++;
        return Published is null ? throw new HttpRequestException("unreachable") : Task.FromResult(new JsonWebKeySet(Published));
    }

    private static RsaSecurityKey Key(string id) => new(RSA.Create(2048)) { KeyId = id };

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
}
