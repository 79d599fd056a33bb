using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using Ommnio.Bot.Conversation.Rendering;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Activities;

/// <summary>From messages to activities. Plain text always: what people typed is in it, and Markdown would act on it.</summary>
internal static class Speaking
{
    internal static Activity Of(Message message, Channel channel)
    {
        var activity = Plain(message.Text, message.Language);
        if (message.Choices.Count > 0 && channel.Suggested > 0)
        {
            activity.SuggestedActions = new() { Actions = [.. message.Choices.Take(channel.Suggested).Select(choice => new CardAction(ActionTypes.ImBack, choice.Title, value: choice.Title))] };
        }

        if (message.CardJson is { } card)
        {
            activity.Text = message.Beside;
            activity.Attachments = [new() { ContentType = "application/vnd.microsoft.card.adaptive", Content = JObject.Parse(card) }];
            if (channel.Narrates)
            {
                // Read out instead of the card, whose fields would come without their names.
                activity.ChannelData = new JObject { ["webchat:fallback-text"] = message.Text };
            }
        }

        return activity;
    }

    /// <summary>A card that was answered, as its words: what was shown stays readable, and nothing in it can be pressed.</summary>
    internal static Activity Spent(Message message) => Plain(message.Text, message.Language);

    /// <summary>In place of words that nobody is to read again.</summary>
    internal static Activity Hidden(string? locale) => Plain("••••", Languages.For(locale));

    internal static Activity Say(string key, string? locale, params IReadOnlyList<string> args)
    {
        var language = Languages.For(locale);
        return Plain(BotTexts.Say(key, language, args), language);
    }

    private static Activity Plain(string text, Language language) => new(ActivityTypes.Message)
    {
        Text = text,
        TextFormat = TextFormatTypes.Plain,
        Locale = language == Language.Spanish ? "es-ES" : "en-US",
        InputHint = InputHints.AcceptingInput,
    };
}
