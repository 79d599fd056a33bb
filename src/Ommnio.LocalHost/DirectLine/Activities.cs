using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ommnio.LocalHost.DirectLine;

/// <summary>The JSON of activities. No type of the Bot SDK is named here: this is what is on the wire.</summary>
internal static class Activities
{
    public const string ChannelId = "directline";
    public const int MaxBytes = 256 * 1024;

    private const string BotId = "bot";

    // Two members of one name would let the channel and the bot read two different activities.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <returns>Null if the text is not one JSON object.</returns>
    public static JsonObject? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonNode.Parse(json, nodeOptions: null, Strict) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string? TypeOf(JsonObject activity) => Text(activity, "type");

    public static string? Text(JsonObject activity, string name) =>
        activity[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>As the page sent it, but for who says it: that comes from the token.</summary>
    public static JsonObject SaidBy(ChatAccount account, JsonObject sent)
    {
        var said = sent.DeepClone().AsObject();
        said["from"] = Account(account.Id, account.Name, "user");
        said.Remove("recipient");
        said.Remove("serviceUrl");
        said.Remove("replyToId");
        return said;
    }

    public static JsonObject ForBot(JsonObject activity, Uri serviceUrl)
    {
        var sent = activity.DeepClone().AsObject();
        sent["recipient"] = Account(BotId, "Bot", "bot");
        sent["serviceUrl"] = ServiceUrlText(serviceUrl);
        return sent;
    }

    /// <summary>The token's <c>serviceurl</c> claim and the activity's member are compared as text, so one spelling for both.</summary>
    public static string ServiceUrlText(Uri serviceUrl) => serviceUrl.GetLeftPart(UriPartial.Authority);

    public static JsonObject Arrival(ChatAccount account, string? locale)
    {
        var arrival = new JsonObject
        {
            ["type"] = "conversationUpdate",
            ["from"] = Account(account.Id, account.Name, "user"),
            ["membersAdded"] = new JsonArray(Account(BotId, "Bot", "bot"), Account(account.Id, account.Name, "user")),
        };
        if (locale is not null)
        {
            arrival["locale"] = locale;
        }

        return arrival;
    }

    /// <summary>What a bot says: its own text stays, who it is does not depend on what it calls itself.</summary>
    public static JsonObject SaidByBot(JsonObject sent)
    {
        var said = sent.DeepClone().AsObject();
        said["from"] = Account(BotId, "Bot", "bot");
        said.Remove("serviceUrl");
        return said;
    }

    /// <summary>Web Chat shows a message as delivered once it is echoed, so a bot that failed has to be seen to fail.</summary>
    public static JsonObject Apology(JsonObject to)
    {
        var spanish = Text(to, "locale")?.StartsWith("es", StringComparison.OrdinalIgnoreCase) == true;
        var apology = new JsonObject
        {
            ["type"] = "message",
            ["from"] = Account(BotId, "Bot", "bot"),
            ["textFormat"] = "plain",
            ["text"] = spanish
                ? "Algo ha fallado y no he podido atender tu mensaje. Inténtalo de nuevo."
                : "Something went wrong and I could not handle your message. Please try again.",
        };
        if (TypeOf(to) == "message")
        {
            apology["replyToId"] = Text(to, "id");
        }

        return apology;
    }

    public static bool IsFromPage(JsonElement said) => said.TryGetProperty("from", out var from) && from.GetProperty("role").GetString() == "user";

    private static JsonObject Account(string id, string name, string role) =>
        new() { ["id"] = id, ["name"] = name, ["role"] = role };
}
