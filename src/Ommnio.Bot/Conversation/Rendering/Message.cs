using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Rendering;

/// <summary>What goes to the channel: the text is always whole, for it is what screen readers and plain channels get.</summary>
/// <param name="CardJson">An Adaptive Card, where the channel can show one.</param>
/// <param name="Beside">What is to be seen beside the card: the text without what the card shows.</param>
public sealed record Message(string Text, IReadOnlyList<Choice> Choices, string? CardJson, string Beside, Language Language)
{
    /// <summary>The card asks nothing: it stays when the conversation goes on.</summary>
    public bool Stays { get; init; }

    /// <summary>What is left to read when the card has gone, where that is less than its text: what it held was a secret.</summary>
    public string? Later { get; init; }
}

public static class Rendered
{
    /// <summary>All replies of a turn as one message: what was understood and what is asked belong together.</summary>
    public static Message? Of(Step step, Context context)
    {
        if (step.Replies.Count == 0)
        {
            return null;
        }

        var language = step.Draft.LanguageChosen ? step.Draft.Language : context.Locale;
        var text = string.Join('\n', step.Replies.Select(reply => BotTexts.Say(reply.Key, language, reply.Args)));
        var last = step.Replies[^1];
        var secret = step.Replies.Select(reply => reply.ApiKey).LastOrDefault(key => key is not null);
        var card = secret is not null && context.HasCards
            ? KeyCards.Of(secret, language)
            : step.Replies.LastOrDefault(reply => reply.Card is CardKind.Form or CardKind.Summary) is { } shown && context.HasCards
            ? Cards.Of(shown, step.Draft, context, language)
            : last.User is { } user && context.HasCards
            ? UserCards.Of(user, language)
            : last.Qr is { } qr && context.HasCards
            ? InvitationCards.Of(qr, language)
            : null;

        // A form is sent by its own buttons. Where there are no buttons, choices are numbered.
        IReadOnlyList<Choice> choices = card is null || secret is not null || last.Card is CardKind.Summary or CardKind.Invitation ? last.Choices : [];
        var numbered = context.HasCards || choices.Count < 2 ? "" : $"\n{string.Join(" · ", choices.Select((choice, index) => $"{index + 1} {choice.Title}"))}";
        return new(text + numbered, choices, card, card is null ? text + numbered : string.Join('\n', step.Replies.Select(reply => Beside(reply, language)).Where(said => said.Length > 0)), language)
        {
            Stays = last.Card is CardKind.Invitation,
            Later = secret is null ? null : BotTexts.Say("key.hidden", language, secret.Name, secret.Id),
        };
    }

    // Of a summary the last argument is the question; of a user and of a key the card shows everything.
    private static string Beside(Reply reply, Language language) =>
        reply.Card == CardKind.Summary ? reply.Args[^1] : reply is { User: null, ApiKey: null } ? BotTexts.Say(reply.Key, language, reply.Args) : "";
}
