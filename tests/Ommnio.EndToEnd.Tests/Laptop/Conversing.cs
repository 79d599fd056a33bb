using System.Net;
using System.Text.Json.Nodes;
using Ommnio.EndToEnd.Tests.DirectLine;
using Ommnio.EndToEnd.Tests.Http;

namespace Ommnio.EndToEnd.Tests.Laptop;

/// <summary>A conversation with the bot of the whole product, call by call.</summary>
internal static class Conversing
{
    /// <summary>The last activity that is so, once there is one.</summary>
    internal static async Task<JsonObject> SeenAsync(ChatPage page, Func<JsonObject, bool> which)
    {
        JsonObject? seen = null;
        await Until.TrueAsync("an activity in the conversation", async () => (seen = (await page.ReadAsync()).Activities.LastOrDefault(which)) is not null);
        return seen!;
    }

    /// <summary>Whole, as it is read out: beside a card less of it is seen.</summary>
    internal static string Text(JsonObject activity) => (string?)activity["channelData"]?["webchat:fallback-text"] ?? (string?)activity["text"] ?? "";

    internal static Task<HttpResponseMessage> PressAsync(ChatPage page, JsonNode data) => page.SayAsync(new JsonObject
    {
        ["type"] = "message",
        ["value"] = data.DeepClone(),
        ["channelData"] = new JsonObject { ["postBack"] = true, ["clientActivityID"] = $"{Guid.NewGuid():N}" },
    });

    internal static async Task<(ChatPage Page, Answer Answer)> OpenAsync(Product product, string user, string? conversation = null)
    {
        var body = new JsonObject { ["userId"] = user };
        if (conversation is not null)
        {
            body["conversationId"] = conversation;
        }

        var answer = (await product.Http.PostJsonAsync("chat/token", body.ToJsonString())).ShouldBe(HttpStatusCode.OK);
        return (new ChatPage(product.Started.Url, (string)answer["conversationId"]!, (string)answer["token"]!), answer);
    }

    internal static Task<string> AdministratorAsync(Product product) => UserAsync(product, user => (string)user["role"]! == "accountAdministrator");

    internal static async Task<string> UserAsync(Product product, Func<JsonNode, bool> which)
    {
        foreach (var item in (await product.Http.GetJsonAsync("users?limit=100"))["items"].AsArray())
        {
            var user = (await product.Http.GetJsonAsync($"users/{item!["id"]}")).Json;
            if (which(user))
            {
                return (string)user["id"]!;
            }
        }

        throw new InvalidOperationException("The demo organisation has no such user.");
    }
}
