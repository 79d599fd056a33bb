namespace Ommnio.LocalHost.DirectLine;

/// <summary>A page's right to one conversation.</summary>
internal sealed record PageToken(string ConversationId, string UserId, IReadOnlyList<string> Origins);

/// <summary>The tokens that pages carry.</summary>
/// <remarks>They have to be JWTs with a <c>user</c> claim: Web Chat takes the account's id from it.</remarks>
internal sealed class PageTokens(byte[] key, TimeProvider time)
{
    // Longer than twice the client's own refresh timer of 15 minutes, whatever expires_in says.
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(31);

    private readonly SignedTokens tokens = new(key, "ommnio-local-channel", "directline", time);

    public string Issue(PageToken token) => tokens.Issue(Lifetime, new Dictionary<string, object>
    {
        ["conv"] = token.ConversationId,
        ["user"] = token.UserId,
        ["sub"] = token.UserId,
        ["origins"] = token.Origins.ToArray(),
    });

    public async Task<(TokenState State, PageToken? Token)> ReadAsync(HttpRequest request)
    {
        var (state, claims) = await tokens.ReadAsync(SignedTokens.Bearer(request));
        return (state, state == TokenState.Valid ? Of(claims) : null);
    }

    private static PageToken Of(IDictionary<string, object> claims) => new(
        (string)claims["conv"],
        (string)claims["user"],
        claims.TryGetValue("origins", out var origins) && origins is IEnumerable<object> list ? [.. list.OfType<string>()] : []);
}
