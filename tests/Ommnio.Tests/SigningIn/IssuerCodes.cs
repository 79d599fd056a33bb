using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace Ommnio.Tests.SigningIn;

/// <summary>What a page asked for, and who said that it is them.</summary>
internal sealed record Asked(string Person, string Redirect, string Challenge, string Nonce)
{
    public bool IsRenewal { get; init; }
}

/// <summary>The authorization-code flow as a strict provider has it: S256 alone, codes good once, the same address at both ends.</summary>
internal sealed class IssuerCodes
{
    private readonly ConcurrentDictionary<string, Asked> codes = new();
    private readonly ConcurrentDictionary<string, Asked> renewals = new();

    public int Renewed { get; private set; }

    /// <summary>A page with a link for each of two people; each leads back with a code.</summary>
    public IResult Authorize(HttpRequest request)
    {
        string Of(string name) => request.Query[name].ToString();
        if (Of("client_id") != Issuer.Client || Of("response_type") != "code" || Of("code_challenge_method") != "S256" || Of("state").Length < 20 || Of("nonce").Length < 20 || !Of("scope").Split(' ').Contains("openid"))
        {
            return Results.BadRequest();
        }

        string Link(string person)
        {
            var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            codes[code] = new(person, Of("redirect_uri"), Of("code_challenge"), Of("nonce"));
            return Back($"code={code}", person);
        }

        string Back(string what, string name) => $"<p><a href=\"{WebUtility.HtmlEncode($"{Of("redirect_uri")}?{what}&state={Of("state")}")}\">{name}</a></p>";
        return Results.Content($"<!doctype html><title>Who are you?</title>{Link("marta")}{Link("stranger")}{Back("error=access_denied", "nobody")}", "text/html");
    }

    /// <summary>Null: it is not good.</summary>
    public Asked? Redeem(IFormCollection form) => form["client_id"] != Issuer.Client ? null
        : form["grant_type"] == "refresh_token" ? Renew(form["refresh_token"].ToString())
        : form["grant_type"] == "authorization_code" && codes.TryRemove(form["code"].ToString(), out var asked) && asked.Redirect == form["redirect_uri"] && asked.Challenge == Challenge(form["code_verifier"].ToString()) ? asked
        : null;

    public string Renewal(Asked asked)
    {
        var renewal = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        renewals[renewal] = asked;
        return renewal;
    }

    private Asked? Renew(string renewal)
    {
        if (!renewals.TryRemove(renewal, out var asked))
        {
            return null;
        }

        Renewed++;
        return asked with { IsRenewal = true };
    }

    private static string Challenge(string verifier) => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
