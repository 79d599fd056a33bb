using System.Text.Json.Nodes;
using Ommnio.Bot.Conversation.Acting;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Rendering;

/// <summary>The QR code of an invitation, to be scanned from the administrator's screen, and the way to print it.</summary>
internal static class InvitationCards
{
    private const int Pixels = 232;

    internal static string Of(ShownQr qr, Language language)
    {
        var picture = new JsonObject
        {
            ["type"] = "Image",
            ["url"] = qr.Data,
            ["altText"] = Cards.Plain(BotTexts.Say("alt.qr", language, qr.Name)),
            ["width"] = $"{Pixels}px",
            ["horizontalAlignment"] = "center",
        };
        var whose = new JsonObject
        {
            ["type"] = "RichTextBlock",
            ["inlines"] = new JsonArray(new JsonObject { ["type"] = "TextRun", ["text"] = Cards.Plain(BotTexts.Say("card.qr", language, qr.Name)) }),
        };
        var print = new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = BotTexts.Say("button.print", language), ["tooltip"] = BotTexts.Say("tooltip.print", language), ["url"] = qr.PrintLink };
        return Cards.Card(new(Cards.Heading("title.qr", language), picture, whose), language, print).ToJsonString();
    }
}
