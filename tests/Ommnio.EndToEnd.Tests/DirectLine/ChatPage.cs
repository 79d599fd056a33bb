using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ommnio.EndToEnd.Tests.Proof.PersonalData;

namespace Ommnio.EndToEnd.Tests.DirectLine;

/// <summary>What a page does, call by call.</summary>
internal sealed class ChatPage
{
    private readonly HttpClient http;

    public ChatPage(Uri channel, string conversationId, string token)
    {
        http = new HttpClient(new Watching(new SocketsHttpHandler())) { BaseAddress = new Uri(channel, "/v3/directline/") };
        (ConversationId, Token) = (conversationId, token);
    }

    public string ConversationId { get; }

    public string Token
    {
        get => http.DefaultRequestHeaders.Authorization!.Parameter!;
        set => http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", value);
    }

    public Task<HttpResponseMessage> StartAsync() => PostAsync("conversations", new JsonObject { ["user"] = new JsonObject(), ["locale"] = "es-ES" });

    public Task<HttpResponseMessage> ResumeAsync(string? conversation = null) => http.GetAsync($"conversations/{conversation ?? ConversationId}?watermark=");

    public Task<HttpResponseMessage> RefreshAsync() => http.PostAsync("tokens/refresh", content: null);

    public Task<HttpResponseMessage> PostAsync(string path, JsonNode body) => http.PostAsJsonAsync(path, body);

    public Task<HttpResponseMessage> SayAsync(string text) => SayAsync(new JsonObject { ["type"] = "message", ["text"] = text, ["locale"] = "en-US" });

    public Task<HttpResponseMessage> SayAsync(JsonObject activity) => PostAsync($"conversations/{ConversationId}/activities", activity);

    public Task<HttpResponseMessage> PollAsync(string watermark = "", string? conversation = null) =>
        http.GetAsync($"conversations/{conversation ?? ConversationId}/activities?watermark={watermark}");

    public async Task<(List<JsonObject> Activities, string Watermark)> ReadAsync(string watermark = "")
    {
        var read = await JsonOf(await PollAsync(watermark));
        return ([.. read["activities"]!.AsArray().Select(activity => activity!.AsObject())], (string)read["watermark"]!);
    }

    public async Task<List<string>> TextsAsync(string watermark = "") =>
        [.. (await ReadAsync(watermark)).Activities.Select(activity => (string?)activity["text"] ?? "")];

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => http.SendAsync(request);

    public static async Task<JsonObject> JsonOf(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
}
