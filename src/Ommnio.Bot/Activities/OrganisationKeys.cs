using Ommnio.Bot.Conversation;
using Ommnio.Core.Governing;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Activities;

/// <summary>A key that nobody has seen yet, named by what asks for it: asked for again, it has the same id and another secret.</summary>
/// <param name="Text">The key itself.</param>
public sealed record MintedKey(NewKey Key, string Text);

/// <summary>What the conversation does with API keys: by the use case that HTTP goes through, with the actor's rights as they are now.</summary>
internal sealed class OrganisationKeys(ManageKeys manage, BotSettings settings)
{
    /// <summary>Null for an effect that is somebody else's, or does more than read.</summary>
    internal async Task<Input?> ReadAsync(Actor actor, Effect effect, CancellationToken cancellationToken) =>
        effect is Effect.ListKeys ? Told(await manage.ListAsync(actor, cancellationToken), null) : null;

    /// <summary>Null for an effect that is somebody else's.</summary>
    internal async Task<Input?> DoAsync(Actor actor, Effect effect, CancellationToken cancellationToken)
    {
        switch (effect)
        {
            case Effect.MakeKey(var key, var name, var scopes):
                var made = settings.MintKey($"botkey{key:N}");
                return Told(await manage.MakeAsync(actor, own: null, name, [.. scopes.Select(scope => (Scope?)scope)], made.Key, cancellationToken), made.Text);
            case Effect.RotateKey(var key, var id):
                var next = settings.MintKey($"botkey{key:N}");
                return Told(await manage.RotateAsync(actor, own: null, id, next.Key, cancellationToken), next.Text);
            case Effect.RevokeKey(var id):
                return Told(await manage.RevokeAsync(actor, id, cancellationToken), null);
            default:
                return null;
        }
    }

    private static Input Told(ManageKeysOutcome outcome, string? text) => outcome switch
    {
        ManageKeysOutcome.Listed(var entries) => new Input.KeysListed(entries),
        ManageKeysOutcome.Made(var entry) => new Input.KeyMade(entry, text!, entry.Replaces is null ? null : entry.CreatedAt + ManageKeys.Overlap),
        ManageKeysOutcome.Revoked => new Input.KeyRevoked(),
        ManageKeysOutcome.ShownBefore => new Input.KeyShownBefore(),
        ManageKeysOutcome.Refused(var problems) => new Input.Refused(problems),
        ManageKeysOutcome.Forbidden(var problem) => new Input.Refused([problem]),
        _ => new Input.Refused([new Problem("key.not_found", null)]),
    };
}
