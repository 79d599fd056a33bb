using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Ommnio.Functions;

/// <param name="Secret">Opens every conversation of the bot: it never leaves the server.</param>
internal sealed record DirectLineSettings(Uri? Endpoint, string? Secret);

/// <summary>Asks Direct Line for a token that opens one conversation for one account.</summary>
public sealed class DirectLineTokens
{
    private readonly HttpClient http;
    private readonly DirectLineSettings settings;

    public DirectLineTokens(HttpClient http, IServiceProvider services) =>
        (this.http, settings) = (http, (DirectLineSettings)services.GetService(typeof(DirectLineSettings))!);

    /// <param name="conversation">The laptop's channel can open an earlier one of the same account; null makes a new one.</param>
    /// <exception cref="HttpRequestException">Direct Line did not answer as it should.</exception>
    internal async Task<(string Token, string ConversationId, int ExpiresIn)> GenerateAsync(string account, string? conversation, CancellationToken cancellationToken)
    {
        if (settings is not { Endpoint: { } endpoint, Secret: { Length: > 0 } secret })
        {
            throw new InvalidOperationException("The settings DirectLine:Endpoint and DirectLine:Secret are missing.");
        }

        var body = new JsonObject { ["user"] = new JsonObject { ["id"] = account, ["name"] = "" }, ["trustedOrigins"] = new JsonArray(), ["conversationId"] = conversation };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint, "/v3/directline/tokens/generate"))
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", secret) },
        };
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
        return (answer["token"]!.GetValue<string>(), answer["conversationId"]!.GetValue<string>(), answer["expires_in"]!.GetValue<int>());
    }
}
