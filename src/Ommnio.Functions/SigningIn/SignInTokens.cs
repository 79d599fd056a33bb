using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Ommnio.Bot.Activities;

namespace Ommnio.Functions.SigningIn;

/// <summary>Who signed in, by what never changes and is nobody else's: no name, no e-mail.</summary>
internal sealed record SignedIn(string Issuer, string Subject);

/// <summary>
/// Proves the ID tokens with which the page calls. They were made for the page's own registration, and the page is ours; so the
/// audience is that registration, and no second one is needed for the API. The page itself holds state, nonce and PKCE.
/// </summary>
public sealed partial class SignInTokens : IDisposable
{
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    // Asymmetric alone: a published key must not be good for making tokens.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly SignInSettings? settings;
    private readonly HttpClient http;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly PublishedKeys keys;

    /// <param name="settings">Null: nobody signs in, and no token is good.</param>
    internal SignInTokens(SignInSettings? settings, HttpClient http, TimeProvider time, ILogger<SignInTokens> logger)
    {
        (this.settings, this.http, this.time, this.logger) = (settings, http, time, logger);
        keys = new(ReadKeysAsync, time);
    }

    /// <summary>Null for a token that is not good, whatever is wrong with it.</summary>
    /// <exception cref="KeysUnreachableException">Whether it is good cannot be told now.</exception>
    internal async Task<SignedIn?> ProveAsync(string token, CancellationToken cancellationToken)
    {
        // Read before it is believed, so that no stranger's token makes us ask for keys.
        if (settings is null || Read(token) is not { } read || IssuerOf(read) is not { } issuer || read.Kid is not { Length: > 0 } id)
        {
            return Refused("not of the issuer");
        }

        if (await keys.FindAsync(id, cancellationToken) is not { } key || !MaySignFor(key, issuer))
        {
            return Refused("an unknown key");
        }

        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = issuer,
            ValidAudience = settings.ClientId,
            IssuerSigningKey = key,
            ValidAlgorithms = Algorithms,
            LifetimeValidator = (begins, ends, _, _) => time.GetUtcNow().UtcDateTime is var now && ends > now - Skew && !(begins > now + Skew),
        });
        return !result.IsValid ? Refused(result.Exception.GetType().Name)
            : SubjectOf(read) is { } subject ? new(issuer, subject)
            : Refused("no subject");
    }

    public void Dispose()
    {
        keys.Dispose();
        http.Dispose();
    }

    private static JsonWebToken? Read(string token)
    {
        try
        {
            return Handler.ReadJsonWebToken(token);
        }
        catch (Exception malformed) when (malformed is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    /// <summary>What the token's issuer has to be; null when it cannot be ours.</summary>
    private string? IssuerOf(JsonWebToken token)
    {
        var expected = settings!.Issuer;
        if (expected.Contains(SignInSettings.AnyTenant, StringComparison.Ordinal))
        {
            expected = Guid.TryParseExact(Claim(token, "tid"), "D", out var tenant) ? expected.Replace(SignInSettings.AnyTenant, tenant.ToString(), StringComparison.Ordinal) : null;
        }

        return token.Issuer == expected ? expected : null;
    }

    // Entra ID names beside a key whose tokens it signs: one tenant's own key must not speak for another's people.
    private bool MaySignFor(JsonWebKey key, string issuer) =>
        !key.AdditionalData.TryGetValue("issuer", out var named) || Text(named) is var whose && (whose == issuer || whose == settings!.Issuer);

    // Entra ID's subject is another one in each application; a person is their object in their tenant. It is asked for where the
    // issuer itself is that tenant's, so that no other provider's claim of that name can be taken for it.
    private static string? SubjectOf(JsonWebToken token) =>
        Claim(token, "tid") is { Length: > 0 } tenant && token.Issuer.Contains($"/{tenant}/", StringComparison.Ordinal)
            ? Claim(token, "oid") is { Length: > 0 } person ? $"oid:{person}" : null
            : token.Subject is { Length: > 0 } subject ? $"sub:{subject}" : null;

    private static string? Claim(JsonWebToken token, string name) => token.TryGetPayloadValue<string>(name, out var value) ? value : null;

    private static string? Text(object? value) => value is JsonElement { ValueKind: JsonValueKind.String } text ? text.GetString() : value as string;

    private async Task<JsonWebKeySet> ReadKeysAsync(CancellationToken cancellationToken)
    {
        var reader = new HttpDocumentRetriever(http) { RequireHttps = !IsOnThisMachine };
        var provider = await OpenIdConnectConfigurationRetriever.GetAsync(settings!.Discovery, reader, cancellationToken);
        return provider.Issuer == settings.Issuer ? provider.JsonWebKeySet : throw new InvalidOperationException("The provider calls itself by another name than the setting SignIn:Issuer.");
    }

    // Only read in Development: elsewhere the settings are refused.
    private bool IsOnThisMachine => new Uri(settings!.Discovery).IsLoopback;

    private SignedIn? Refused(string reason)
    {
        Log.Refused(logger, reason);
        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Refused a sign-in on the page: {Reason}")]
        internal static partial void Refused(ILogger logger, string reason);
    }
}
