using System.Collections.Concurrent;
using Ommnio.Bot.Conversation.Rendering;

namespace Ommnio.Bot.Activities;

/// <summary>
/// The card that an administrator has before them, so that it can be taken away once it is answered. A courtesy, and kept in
/// this process only: a card that stays is refused by its revision.
/// </summary>
internal sealed class SpentCards
{
    private const int Most = 10_000;
    private readonly ConcurrentDictionary<Actors, Shown> shown = new();

    internal void Show(Administrator administrator, string conversation, string activity, Message message)
    {
        if (shown.Count >= Most)
        {
            shown.Clear();
        }

        // A secret that was shown is not kept, here neither.
        shown[Of(administrator)] = new(conversation, activity, message.Later is { } later ? message with { Text = later, Beside = later, CardJson = null } : message, message.Later is not null);
    }

    /// <summary>Null: there is none in this conversation that we know of.</summary>
    /// <param name="isAnswered">It is of no use any more; one that showed a secret goes with the next turn whatever that is.</param>
    internal Shown? Take(Administrator administrator, string conversation, bool isAnswered)
    {
        var whose = Of(administrator);
        return shown.TryGetValue(whose, out var card) && (isAnswered || card.HeldSecret) && shown.TryRemove(new(whose, card)) && card.Conversation == conversation ? card : null;
    }

    private static Actors Of(Administrator administrator) => new(administrator.Actor.Organisation.Value, administrator.User.Value);

    internal sealed record Shown(string Conversation, string Activity, Message Message, bool HeldSecret);

    private readonly record struct Actors(string Organisation, Guid User);
}
