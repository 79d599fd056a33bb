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
        shown[Of(administrator)] = new(conversation, activity, message.Later is { } later ? message with { Text = later, Beside = later, CardJson = null } : message);
    }

    /// <summary>Null: there is none in this conversation that we know of.</summary>
    internal Shown? Take(Administrator administrator, string conversation) =>
        shown.TryRemove(Of(administrator), out var card) && card.Conversation == conversation ? card : null;

    private static Actors Of(Administrator administrator) => new(administrator.Actor.Organisation.Value, administrator.User.Value);

    internal sealed record Shown(string Conversation, string Activity, Message Message);

    private readonly record struct Actors(string Organisation, Guid User);
}
