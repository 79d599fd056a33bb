using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Ommnio.Functions;

/// <param name="Secret">Opens every conversation of the bot: it never leaves the server.</param>
/// <param name="TrustedOrigins">The pages that may use a token; none: the channel's own setting decides.</param>
internal sealed record DirectLineSettings(Uri? Endpoint, string? Secret, IReadOnlyList<string> TrustedOrigins);

/// <summary>A page's right to one conversation.</summary>
internal sealed record DirectLineToken(string Token, string ConversationId, int ExpiresIn);

/// <summary>Asks Direct Line for a token that opens one conversation for one account.</summary>
public sealed partial class DirectLineTokens
{
    private readonly HttpClient http;
    private readonly DirectLineSettings settings;
    private readonly ILogger logger;

    internal DirectLineTokens(HttpClient http, DirectLineSettings settings, ILogger<DirectLineTokens> logger) => (this.http, this.settings, this.logger) = (http, settings, logger);

    /// <summary>Null: Direct Line is not set up, or did not answer as it should.</summary>
    /// <param name="conversation">The laptop's channel can open an earlier one of the same account; null makes a new one.</param>
    internal async Task<DirectLineToken?> GenerateAsync(string account, string? conversation, CancellationToken cancellationToken)
    {
        if (settings is not { Endpoint: { } endpoint, Secret: { Length: > 0 } secret })
        {
            Log.NotSetUp(logger);
            return null;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint, "/v3/directline/tokens/generate"))
        {
            Content = new StringContent(Body(account, conversation).ToJsonString(), Encoding.UTF8, "application/json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", secret) },
        };
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            response.EnsureSuccessStatusCode();
            return Read(await response.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (Exception failed) when (failed is HttpRequestException or JsonException || (failed is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Log.Failed(logger, failed);
            return null;
        }
    }

    private static DirectLineToken Read(string answer) =>
        JsonNode.Parse(answer) is JsonObject read
        && read["token"] is JsonValue token && token.TryGetValue(out string? text)
        && read["conversationId"] is JsonValue conversation && conversation.TryGetValue(out string? id)
        && read["expires_in"] is JsonValue expires && expires.TryGetValue(out int seconds)
            ? new(text, id, seconds)
            : throw new JsonException("The answer holds no token.");

    private JsonObject Body(string account, string? conversation)
    {
        var body = new JsonObject
        {
            ["user"] = new JsonObject { ["id"] = account, ["name"] = "" },
            ["trustedOrigins"] = new JsonArray([.. settings.TrustedOrigins.Select(origin => JsonValue.Create(origin))]),
        };
        if (conversation is not null)
        {
            body["conversationId"] = conversation;
        }

        return body;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "No chat token can be made: the settings DirectLine:Endpoint and DirectLine:Secret are missing")]
        internal static partial void NotSetUp(ILogger logger);

        [LoggerMessage(Level = LogLevel.Error, Message = "Direct Line gave no token")]
        internal static partial void Failed(ILogger logger, Exception failed);
    }
}
