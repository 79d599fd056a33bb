using System.Text.Json.Nodes;
using Ommnio.Bot.Conversation.Keys;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Rendering;

/// <summary>An API key, to be copied off the screen this once. Where the channel can, the card makes way for words without it at the next turn.</summary>
internal static class KeyCards
{
    internal static string Of(ShownKey key, Language language) => Cards.Card(
        new(
            Cards.Heading("title.key", language),
            Text(key.Name, bold: true),
            Text(key.Text, mono: true),
            Text(BotTexts.Say("card.key.may", language, key.Kind, key.Id)),
            Text(BotTexts.Say("card.key.keep", language))),
        language).ToJsonString();

    private static JsonObject Text(string text, bool bold = false, bool mono = false) => new()
    {
        ["type"] = "RichTextBlock",
        ["inlines"] = new JsonArray(new JsonObject
        {
            ["type"] = "TextRun",
            ["text"] = Cards.Plain(text),
            ["weight"] = bold ? "bolder" : "default",
            ["fontType"] = mono ? "monospace" : "default",
        }),
    };
}
