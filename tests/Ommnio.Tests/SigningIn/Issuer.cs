using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ommnio.Tests.SigningIn;

/// <summary>A small OpenID provider: its own keys, real tokens, and a page where somebody says that it is them.</summary>
internal sealed class Issuer : IAsyncDisposable
{
    public const string Client = "ommnio-page";

    private readonly WebApplication app;
    private readonly string path;
    private readonly IssuerCodes codes = new();

    private Issuer(WebApplication app, TimeProvider time, string path) => (this.app, Time, this.path) = (app, time, path);

    public TimeProvider Time { get; }

    /// <summary>What it calls itself.</summary>
    public string Name => app.Urls.Single() + path;

    public RsaSecurityKey Key { get; private set; } = NewKey("first");

    public int KeysAsked { get; private set; }

    /// <summary>In place of its name, in its discovery document.</summary>
    public string? Pretends { get; set; }

    /// <summary>Whose tokens its key signs, as Entra ID says it beside each key; null: it says nothing.</summary>
    public string? KeyIssuer { get; set; }

    /// <summary>What is in a token beside what everybody's has; e-mail and name are, so that a test can look whether they stay out of logs.</summary>
    public Dictionary<string, object> Claims { get; } = new() { ["email"] = "marker.signin@example.com", ["name"] = "Markername Signin" };

    /// <summary>In place of the one that was asked for.</summary>
    public string? Nonce { get; set; }

    /// <summary>Whether it gives what a page can renew its sign-in by.</summary>
    public bool Renews { get; set; } = true;

    public int Renewed => codes.Renewed;

    /// <summary>When the token of a sign-in ends, in minutes from now; a renewed one lives for an hour.</summary>
    public double FirstEnds { get; set; } = 60;

    /// <param name="path">With <c>{tenantid}</c> in it: as Entra ID has it.</param>
    public static async Task<Issuer> StartAsync(TimeProvider? time = null, string path = "")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var issuer = new Issuer(app, time ?? TimeProvider.System, path);
        issuer.Map();
        await app.StartAsync();
        return issuer;
    }

    /// <summary>From now on it signs with another key and publishes that one alone.</summary>
    public void Rotate(string id) => Key = NewKey(id);

    /// <summary>What stands in the tokens of a tenant.</summary>
    public string Issued(string tenant) => Name.Replace("{tenantid}", tenant, StringComparison.Ordinal);

    /// <summary>A token that is good, but for what is said otherwise. Times are minutes from now.</summary>
    public string Token(string subject = "marta", string audience = Client, string? issuer = null, double begins = -1, double? ends = 60, SigningCredentials? credentials = null, bool signed = true, params IEnumerable<(string Name, object Value)> more)
    {
        var now = Time.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object>(Claims) { ["sub"] = subject };
        foreach (var (name, value) in more)
        {
            claims[name] = value;
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Name,
            Audience = audience,
            NotBefore = now.AddMinutes(begins),
            IssuedAt = now.AddMinutes(begins),
            Expires = ends is { } minutes ? now.AddMinutes(minutes) : null,
            Claims = claims,
            SigningCredentials = signed ? credentials ?? new(Key, SecurityAlgorithms.RsaSha256) : null,
        });
    }

    public static RsaSecurityKey NewKey(string id) => new(RSA.Create(2048)) { KeyId = id };

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private void Map()
    {
        // The page reads these and calls /token from its own address.
        app.Use((http, next) =>
        {
            http.Response.Headers.AccessControlAllowOrigin = "*";
            return next(http);
        });
        string Place() => app.Urls.Single();
        app.MapGet($"{path.Replace("{tenantid}", "organizations", StringComparison.Ordinal)}/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = Pretends ?? Name,
            authorization_endpoint = $"{Place()}/authorize",
            token_endpoint = $"{Place()}/token",
            end_session_endpoint = $"{Place()}/logout",
            jwks_uri = $"{Place()}/keys",
            scopes_supported = (string[])["openid", "profile", "offline_access"],
        }));
        app.MapGet("/keys", () =>
        {
            KeysAsked++;
            return Results.Text(JsonSerializer.Serialize(new { keys = new[] { Published() } }), "application/json");
        });
        app.MapGet("/authorize", codes.Authorize);
        app.MapGet("/logout", (string post_logout_redirect_uri) => Results.Redirect(post_logout_redirect_uri));
        app.MapPost("/token", async (HttpRequest request) => codes.Redeem(await request.ReadFormAsync()) is { } asked
            ? Results.Json(new { id_token = Token(asked.Person, ends: asked.IsRenewal ? 60 : FirstEnds, more: ("nonce", Nonce ?? asked.Nonce)), token_type = "Bearer", refresh_token = Renews ? codes.Renewal(asked) : null })
            : Results.Json(new { error = "invalid_grant" }, statusCode: 400));
    }

    private Dictionary<string, string> Published()
    {
        var parameters = Key.Rsa.ExportParameters(false);
        var key = new Dictionary<string, string> { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = Key.KeyId, ["n"] = Base64UrlEncoder.Encode(parameters.Modulus), ["e"] = Base64UrlEncoder.Encode(parameters.Exponent) };
        if (KeyIssuer is not null)
        {
            key["issuer"] = KeyIssuer;
        }

        return key;
    }
}
