using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ommnio.Bot.Activities;

/// <summary>What the laptop's channel and the bot share: a key of this run, and where the channel takes replies.</summary>
public sealed class LocalChannel
{
    internal const string Name = "ommnio-local-channel";
    internal const string Bot = "ommnio-bot";

    /// <exception cref="InvalidOperationException">The address is not on this machine.</exception>
    public LocalChannel(byte[] key, Uri serviceUrl)
    {
        SigningKey = new(key);
        ServiceUrl = serviceUrl.IsLoopback ? serviceUrl : throw new InvalidOperationException("The laptop's channel has to be on a loopback address.");
    }

    internal SymmetricSecurityKey SigningKey { get; }

    internal Uri ServiceUrl { get; }

    /// <summary>Shown to the channel with a reply; five minutes.</summary>
    internal string ReplyToken(DateTimeOffset now) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Bot,
        Audience = Name,
        IssuedAt = now.UtcDateTime,
        NotBefore = now.UtcDateTime,
        Expires = now.UtcDateTime.AddMinutes(5),
        Claims = new Dictionary<string, object> { ["jti"] = Guid.NewGuid().ToString("N") },
        SigningCredentials = new(SigningKey, SecurityAlgorithms.HmacSha256),
    });
}
