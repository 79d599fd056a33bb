using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ommnio.LocalHost.DirectLine;

internal enum TokenState
{
    Valid,
    Expired,
    Refused,
}

/// <summary>Short-lived HS256 tokens of one issuer for one audience.</summary>
internal sealed class SignedTokens(byte[] key, string issuer, string audience, TimeProvider time)
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SymmetricSecurityKey signing = new(key);

    public string Issue(TimeSpan lifetime, IDictionary<string, object> claims)
    {
        var now = time.GetUtcNow().UtcDateTime;
        claims["jti"] = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + lifetime,
            Claims = claims,
            SigningCredentials = new SigningCredentials(signing, SecurityAlgorithms.HmacSha256),
        });
    }

    public async Task<(TokenState State, IDictionary<string, object> Claims)> ReadAsync(string? token)
    {
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = issuer,
            ValidAudience = audience,
            IssuerSigningKey = signing,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            RequireExpirationTime = true,
            LifetimeValidator = (_, expires, _, _) => expires > time.GetUtcNow().UtcDateTime,
        });
        var state = result switch
        {
            { IsValid: true } => TokenState.Valid,
            { Exception: SecurityTokenInvalidLifetimeException } => TokenState.Expired,
            _ => TokenState.Refused,
        };
        return (state, state == TokenState.Valid ? result.Claims : new Dictionary<string, object>());
    }

    /// <returns>The token of an <c>Authorization: Bearer</c> header, or null.</returns>
    public static string? Bearer(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        const string scheme = "Bearer ";
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : null;
    }
}
