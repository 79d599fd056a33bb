using System.Security.Cryptography;
using System.Text;

namespace Ommnio.LocalHost.DirectLine;

/// <summary>What a call's credential opens.</summary>
internal sealed class TokenGate(ChannelKeys keys, PageTokens tokens, Conversations conversations)
{
    /// <summary>The conversation that the token is for, or why not. A token of one conversation opens no other.</summary>
    public async Task<(Conversation? Conversation, PageToken? Token, IResult? Refusal)> OpenAsync(HttpRequest request, string? conversationId)
    {
        var (state, token) = await tokens.ReadAsync(request);
        if (state == TokenState.Expired)
        {
            return (null, null, ChannelError.TokenExpired());
        }

        if (token is null)
        {
            return (null, null, ChannelError.Unauthorized("A token of this channel is needed"));
        }

        if (Foreign(request, token) || (conversationId is not null && conversationId != token.ConversationId))
        {
            return (null, null, ChannelError.Forbidden("The token is for another conversation or another page"));
        }

        return conversations.Find(token.ConversationId) is { } conversation
            ? (conversation, token, null)
            : (null, null, ChannelError.NotFound());
    }

    public bool HasSecret(HttpRequest request) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(SignedTokens.Bearer(request) ?? ""), Encoding.UTF8.GetBytes(keys.Secret));

    private static bool Foreign(HttpRequest request, PageToken token) =>
        token.Origins.Count > 0 && request.Headers.Origin.Count > 0
        && !token.Origins.Contains(request.Headers.Origin.ToString(), StringComparer.OrdinalIgnoreCase);
}
