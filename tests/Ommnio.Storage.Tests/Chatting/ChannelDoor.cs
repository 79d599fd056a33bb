using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Ommnio.Bot.Activities;

namespace Ommnio.Storage.Tests.Chatting;

/// <summary>Hands activities to the bot as the laptop's channel does: signed, each with an id of its own unless it has one.</summary>
internal sealed class ChannelDoor(BotEndpoint bot, byte[] secret, Uri channel, TimeProvider time)
{
    private readonly SymmetricSecurityKey key = new(secret);
    private Kept kept = new("", DateTimeOffset.MinValue);
    private int activities;

    /// <returns>The status that the channel reads.</returns>
    internal async Task<int> PostAsync(string account, JsonObject activity, CancellationToken cancellationToken)
    {
        var address = channel.GetLeftPart(UriPartial.Authority);
        activity["type"] ??= "message";
        activity.TryAdd("id", $"c|{Interlocked.Increment(ref activities):D7}");
        activity["channelId"] = "directline";
        activity["serviceUrl"] = address;
        var conversation = activity["conversation"] as JsonObject ?? [];
        conversation["id"] = "c";
        activity["conversation"] = conversation.DeepClone();
        activity["from"] = new JsonObject { ["id"] = account };
        activity["recipient"] ??= new JsonObject { ["id"] = "bot" };
        var http = new DefaultHttpContext();
        (http.Request.Method, http.Request.ContentType) = ("POST", "application/json");
        http.Request.Headers.Authorization = $"Bearer {Token(address)}";
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(activity.ToJsonString()));
        await bot.ProcessAsync(http.Request, cancellationToken);
        return http.Response.StatusCode;
    }

    // A channel uses a token as long as it lives; a minute of its five is enough here.
    private string Token(string address)
    {
        var now = time.GetUtcNow();
        if (kept.Until <= now)
        {
            kept = new(New(address, now.UtcDateTime), now.AddMinutes(1));
        }

        return kept.Token;
    }

    private string New(string address, DateTime now) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "ommnio-local-channel",
            Audience = "ommnio-bot",
            NotBefore = now,
            Expires = now.AddMinutes(5),
            Claims = new Dictionary<string, object> { ["serviceurl"] = address },
            SigningCredentials = new(key, SecurityAlgorithms.HmacSha256),
        });

    private sealed record Kept(string Token, DateTimeOffset Until);
}
