using System.Globalization;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;
using Ommnio.Bot.Conversation;
using Ommnio.Bot.Conversation.Rendering;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Activities;

/// <summary>Where links to invitations lead.</summary>
public sealed record BotSettings(Func<Core.Inviting.InvitationToken, string> InvitationLink);

/// <summary>Between activities and turns: who speaks is what the channel vouches for, never what the activity says of itself.</summary>
internal sealed partial class RegistrationBot(Administrators administrators, Turns turns, ILogger<RegistrationBot> logger) : IBot
{
    private const int MostText = 64_000;
    private const int MostInputs = 40;

    public async Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        var activity = turnContext.Activity;
        if (InputOf(activity) is not { } input || AccountOf(activity) is not { } account)
        {
            return;
        }

        try
        {
            if (await administrators.FindAsync(activity.ChannelId, account, cancellationToken) is not { } administrator)
            {
                await turnContext.SendActivityAsync(Plain(Refusal(activity), activity.Locale), cancellationToken);
                return;
            }

            var locale = string.IsNullOrEmpty(activity.Locale) ? (Language?)null : Languages.For(activity.Locale);
            var arrival = new Arrival(input, locale, HasCards(activity.ChannelId), Fingerprint(activity, input));
            foreach (var message in await turns.RunAsync(administrator, arrival, cancellationToken))
            {
                await turnContext.SendActivityAsync(ActivityOf(message), cancellationToken);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // One of the three places where a fault ends: channels repeat what failed, so the turn says so and ends well.
            var reference = Guid.NewGuid().ToString("N")[..8];
            Log.Fault(logger, reference, fault);
            await turnContext.SendActivityAsync(Plain(Apology(activity, reference), activity.Locale), cancellationToken);
        }
    }

    private static Input? InputOf(Activity activity) => activity.Type switch
    {
        ActivityTypes.ConversationUpdate when activity.MembersAdded?.Any(member => member.Id != activity.Recipient?.Id) is true => new Input.Joined(),
        ActivityTypes.Message when activity.Value is JObject value => CardOf(value),
        ActivityTypes.Message when !string.IsNullOrWhiteSpace(activity.Text) => new Input.Text(activity.Text.Length > MostText ? activity.Text[..MostText] : activity.Text),
        ActivityTypes.Message => new Input.Other(),
        _ => null,
    };

    private static Input.Card CardOf(JObject value)
    {
        var data = value.Properties()
            .Where(property => property.Value is JValue { Value: not null })
            .Take(MostInputs)
            .ToDictionary(property => property.Name, property => Convert.ToString(((JValue)property.Value).Value, CultureInfo.InvariantCulture) ?? "");
        var rev = data.TryGetValue("r", out var said) && int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        return new(data.GetValueOrDefault("k", ""), data.GetValueOrDefault("d"), rev, data.GetValueOrDefault("f"), data);
    }

    // On joining, "from" may be the conversation itself: the one who was added is who has come.
    private static string? AccountOf(Activity activity) => activity.Type == ActivityTypes.ConversationUpdate
        ? activity.MembersAdded.First(member => member.Id != activity.Recipient?.Id).Id
        : activity.From?.Id;

    // A double click sends two activities with ids of their own: the button of one card in one state counts once.
    private static string? Fingerprint(Activity activity, Input input) =>
        input is Input.Card { Kind: "confirm" or "cancel" } card ? $"{card.Kind}:{card.Draft}:{card.Rev}" : activity.Id;

    private static bool HasCards(string channel) => channel is "directline" or "webchat" or "emulator" or "msteams";

    private static Activity ActivityOf(Message message)
    {
        var activity = Plain(message.Text, message.Language == Language.Spanish ? "es-ES" : "en-US");
        if (message.Choices.Count > 0)
        {
            activity.SuggestedActions = new() { Actions = [.. message.Choices.Select(choice => new CardAction(ActionTypes.ImBack, choice.Title, value: choice.Value))] };
        }

        if (message.CardJson is { } card)
        {
            activity.Attachments = [new() { ContentType = "application/vnd.microsoft.card.adaptive", Content = JObject.Parse(card) }];
        }

        return activity;
    }

    private static Activity Plain(string text, string? locale) =>
        new(ActivityTypes.Message) { Text = text, TextFormat = TextFormatTypes.Plain, Locale = locale, InputHint = InputHints.AcceptingInput };

    private static string Refusal(Activity activity) => Languages.For(activity.Locale) == Language.Spanish
        ? "Lo siento: solo puedo ayudar a los administradores de una organización de Ommnio. Si lo eres, pide a un Administrador de Cuenta que te dé acceso."
        : "I am sorry: I can help only administrators of an Ommnio organisation. If you are one, ask an Account Administrator to give you access.";

    private static string Apology(Activity activity, string reference) => Languages.For(activity.Locale) == Language.Spanish
        ? $"Algo ha fallado por mi parte. Lo que me has contado sigue guardado; repite el último mensaje, por favor. Referencia: {reference}"
        : $"Something went wrong on my side. What you have told me is kept; please repeat the last message. Reference: {reference}";

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A bot turn failed; reference {Reference}")]
        internal static partial void Fault(ILogger logger, string reference, Exception fault);
    }
}
