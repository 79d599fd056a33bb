using System.Text.Json.Nodes;
using Ommnio.Bot.Conversation.Asking;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Rendering;

/// <summary>A user as a card. Its buttons name whom they are about, for several cards may be seen at once; whether they may is asked again.</summary>
internal static class UserCards
{
    internal static string Of(UserView user, Language language)
    {
        var body = new JsonArray(Cards.Heading("title.user", language), Text(user.Name, "bolder"));
        foreach (var (name, value) in user.Rows)
        {
            body.Add(Row(name, value));
        }

        return Cards.Card(body, language, [.. user.Deeds.Select(deed => Button(deed, user, language))]).ToJsonString();
    }

    private static JsonObject Row(string name, string value) => new()
    {
        ["type"] = "Container",
        ["spacing"] = "small",
        ["items"] = new JsonArray(
            new JsonObject { ["type"] = "TextBlock", ["text"] = name, ["isSubtle"] = true, ["spacing"] = "none" },
            Text(value)),
    };

    // People's own words stand in text runs alone: everything else renders Markdown.
    private static JsonObject Text(string text, string weight = "default") => new()
    {
        ["type"] = "RichTextBlock",
        ["spacing"] = "none",
        ["inlines"] = new JsonArray(new JsonObject { ["type"] = "TextRun", ["text"] = Cards.Plain(text), ["weight"] = weight }),
    };

    private static JsonObject Button(string deed, UserView user, Language language)
    {
        var title = BotTexts.Say(deed, language);
        return new()
        {
            ["type"] = "Action.Submit",
            ["title"] = title,
            ["tooltip"] = $"{title}: {Cards.Plain(user.Name)}",
            ["associatedInputs"] = "none",
            ["data"] = new JsonObject { ["k"] = "ask", ["w"] = deed, ["u"] = user.Id },
        };
    }
}
