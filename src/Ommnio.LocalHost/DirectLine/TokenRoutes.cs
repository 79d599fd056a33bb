using System.Text.Json.Nodes;

namespace Ommnio.LocalHost.DirectLine;

/// <summary><c>/v3/directline/tokens</c>: the secret becomes a token for one account and one conversation.</summary>
internal sealed class TokenRoutes(TokenGate gate, PageTokens tokens, Conversations conversations)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/tokens/generate", GenerateAsync);
        routes.MapPost("/tokens/refresh", RefreshAsync);
    }

    private async Task<IResult> GenerateAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!gate.HasSecret(request))
        {
            return ChannelError.Unauthorized("The channel's secret is needed");
        }

        var (body, refusal) = await Body.ReadAsync(request, cancellation);
        if (body is null)
        {
            return refusal!;
        }

        var user = body["user"] as JsonObject;
        var id = user is null ? null : Activities.Text(user, "id");
        if (id is null || !id.StartsWith("dl_", StringComparison.Ordinal))
        {
            return ChannelError.BadArgument("user.id has to start with dl_");
        }

        // The real service opens an earlier conversation to whoever has the secret; here only to the account that had it.
        var earlier = Activities.Text(body, "conversationId") is { } named ? conversations.Find(named) : null;
        var conversation = earlier?.Account.Id == id ? earlier : conversations.Open(new ChatAccount(id, Activities.Text(user!, "name") ?? ""));
        return Issued(conversation, Origins(body));
    }

    private async Task<IResult> RefreshAsync(HttpRequest request)
    {
        var (conversation, token, refusal) = await gate.OpenAsync(request, conversationId: null);
        return conversation is null ? refusal! : Issued(conversation, token!.Origins);
    }

    private IResult Issued(Conversation conversation, IReadOnlyList<string> origins) => Results.Json(new
    {
        conversationId = conversation.Id,
        token = tokens.Issue(new PageToken(conversation.Id, conversation.Account.Id, origins)),
        expires_in = (int)PageTokens.Lifetime.TotalSeconds,
    });

    private static string[] Origins(JsonObject body) =>
        body["trustedOrigins"] is JsonArray list ? [.. list.OfType<JsonValue>().Select(origin => origin.ToString())] : [];
}
