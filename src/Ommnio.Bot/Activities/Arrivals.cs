using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Bot.Schema;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Ommnio.Bot.Conversation;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Activities;

/// <summary>What a turn knows of how it came: the locale, whether cards can be shown, and what tells it from others.</summary>
/// <param name="Fingerprints">Each the same for a delivery that is repeated, or for a button that is pressed twice.</param>
internal sealed record Arrival(Input Input, Language? Locale, bool HasCards, ImmutableArray<string> Fingerprints);

/// <summary>From activities to what happened. All of an activity but the account that the channel vouches for is the sender's word.</summary>
internal static class Arrivals
{
    private const int MostText = 64_000;
    private const int MostInputs = 40;
    private const int LongestInput = 8_000;

    /// <summary>Null for what says nothing to the conversation, or is in none where anybody could be answered: its id goes into a header.</summary>
    internal static Arrival? Of(Activity activity, Channel channel) => activity.Conversation?.Id is not { Length: > 0 } conversation || !conversation.All(c => c is >= ' ' and <= '~') || InputOf(activity) is not { } input ? null : new(
        input,
        string.IsNullOrEmpty(activity.Locale) ? null : Languages.For(activity.Locale),
        channel.Cards,
        [.. Told(activity, input).Select(Short)]);

    /// <summary>Whom the channel vouches for; null: for nobody.</summary>
    internal static string? AccountOf(Activity activity) => activity.ChannelId == Channels.Teams ? InTeams(activity) : Sender(activity)?.Id;

    /// <summary>As if they had just come.</summary>
    internal static Input.Joined Welcome(Activity activity) => new(Short(activity.Conversation?.Id ?? ""));

    /// <summary>A channel or a group of Teams.</summary>
    internal static bool IsAmongOthers(Activity activity) => activity.Conversation is { } conversation && (conversation.IsGroup == true || conversation.ConversationType is "channel" or "groupChat");

    // On joining, "from" may be the conversation itself: the one who was added is who has come.
    private static ChannelAccount? Sender(Activity activity) => activity.Type == ActivityTypes.ConversationUpdate ? Joined(activity) : activity.From;

    // Teams' own id of somebody is another one for each bot. A person is their object in their tenant, so a guest from elsewhere is
    // somebody else; both are written by Teams, which lets no client write them.
    private static string? InTeams(Activity activity)
    {
        var sender = Sender(activity);
        var person = sender?.AadObjectId ?? (sender?.Id == activity.From?.Id ? activity.From?.AadObjectId : null);
        var tenant = ((activity.ChannelData as JObject)?["tenant"] as JObject)?["id"] as JValue;
        return Guid.TryParse(person, out var who) && Guid.TryParse(tenant?.Value as string, out var where) ? $"{where}:{who}" : null;
    }

    private static ChannelAccount? Joined(Activity activity) =>
        activity.MembersAdded?.FirstOrDefault(member => member?.Id is not null && member.Id != activity.Recipient?.Id);

    private static Input? InputOf(Activity activity) => activity.Type switch
    {
        ActivityTypes.ConversationUpdate when Joined(activity) is not null => Welcome(activity),
        ActivityTypes.Message when activity.Value is JObject value => CardOf(value),
        ActivityTypes.Message when !string.IsNullOrWhiteSpace(activity.Text) => new Input.Text(activity.Text.Length > MostText ? activity.Text[..MostText] : activity.Text),
        ActivityTypes.Message => new Input.Other(),
        _ => null,
    };

    private static Input.Card CardOf(JObject value)
    {
        var data = value.Properties()
            .Select(property => (property.Name, Text: TextOf(property.Value)))
            .Where(pair => pair.Text is not null)
            .Take(MostInputs)
            .ToDictionary(pair => pair.Name, pair => pair.Text!);
        var rev = data.TryGetValue("r", out var said) && int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        return new(data.GetValueOrDefault("k", ""), data.GetValueOrDefault("d"), rev, data.GetValueOrDefault("f"), data);
    }

    // A text that looks like a time was turned into one by the SDK's reader; what was typed is what counts.
    private static string? TextOf(JToken token)
    {
        var text = token.Type switch
        {
            JTokenType.String or JTokenType.Boolean or JTokenType.Integer or JTokenType.Float => Convert.ToString(((JValue)token).Value, CultureInfo.InvariantCulture),
            JTokenType.Date => token.ToString(Formatting.None).Trim('"'),
            _ => null,
        };
        return text?.Length > LongestInput ? text[..LongestInput] : text;
    }

    private static IEnumerable<string> Told(Activity activity, Input input)
    {
        var conversation = activity.Conversation?.Id;
        if (activity.Id is { Length: > 0 } id)
        {
            yield return $"id\n{conversation}\n{id}";
        }

        if (activity.ChannelData is JObject data && data["clientActivityID"] is JValue { Type: JTokenType.String } client)
        {
            yield return $"client\n{conversation}\n{client.Value}";
        }

        // A double click sends two activities with ids of their own: the button of one card in one state counts once. A form
        // may be sent again from the same card, with other values.
        if (input is Input.Card { Kind: "confirm" or "cancel" or "send" } card)
        {
            var values = card.Kind == "send" ? string.Concat(card.Data.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"\n{pair.Key}={pair.Value}")) : "";
            yield return $"card\n{card.Kind}\n{card.Draft}\n{card.Rev}{values}";
        }
    }

    // Short, whatever somebody sends as an id, and telling nothing of what was typed.
    private static string Short(string told) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(told)).AsSpan(0, 12));
}
