using Ommnio.Bot.Conversation;
using Ommnio.Bot.Conversation.Acting;
using Ommnio.Core.Governing;
using Ommnio.Core.Leaving;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Activities;

/// <summary>What the conversation has done: by the use cases that every way in goes through, with the actor's rights as they are now.</summary>
internal sealed class Acts(People people, ChangeUser change, BlockUser block, EraseUser erase, Invitations invitations, OrganisationKeys keys)
{
    private const int AtOnce = 4;

    /// <summary>Null for an effect that is somebody else's.</summary>
    internal async Task<Input?> DoAsync(Actor actor, Effect effect, Catalogue catalogue, CancellationToken cancellationToken) => effect switch
    {
        Effect.Block(var user) => await BlockAsync(actor, user, true, cancellationToken),
        Effect.Unblock(var user) => await BlockAsync(actor, user, false, cancellationToken),
        Effect.Delete(var user, var name) => await DeleteAsync(actor, user, name, cancellationToken),
        Effect.Change(var user, var edit, var version) => await ChangeAsync(actor, user, edit, version, cancellationToken),
        Effect.ChangeAll(var query, var edit) => await ChangeAllAsync(actor, query, edit, catalogue, cancellationToken),
        _ => await invitations.DoAsync(actor, effect, cancellationToken) ?? await keys.DoAsync(actor, effect, cancellationToken),
    };

    private async Task<Input> BlockAsync(Actor actor, string user, bool isBlocked, CancellationToken cancellationToken) =>
        UserId.TryParse(user) is { } id ? Told(await block.HandleAsync(new(actor, id, null, isBlocked), cancellationToken)) : Refused("user.not_found");

    private async Task<Input> DeleteAsync(Actor actor, string user, string name, CancellationToken cancellationToken) =>
        UserId.TryParse(user) is not { } id ? Refused("user.not_found") : await erase.HandleAsync(new(actor, id, null, name), cancellationToken) switch
        {
            EraseUserOutcome.Erased => new Input.Deleted(),
            EraseUserOutcome.Refused(var problem) => new Input.Refused([problem]),
            EraseUserOutcome.Forbidden(var problem) => new Input.Refused([problem]),
            EraseUserOutcome.NotFound => Refused("user.not_found"),
            _ => Refused("request.busy"),
        };

    private async Task<Input> ChangeAsync(Actor actor, string user, Edit edit, int? version, CancellationToken cancellationToken) =>
        UserId.TryParse(user) is { } id ? Told(await change.HandleAsync(new(actor, id, version, edit.On, RemoveNationalId: false), cancellationToken)) : Refused("user.not_found");

    private static Input Told(ChangeUserOutcome outcome) => outcome switch
    {
        ChangeUserOutcome.Changed done => new Input.Done(done.User, done.Moves, done.Warnings),
        ChangeUserOutcome.Refused(var problems) => new Input.Refused(problems),
        ChangeUserOutcome.Taken(var problem, _) => new Input.Refused([problem]),
        ChangeUserOutcome.Forbidden(var problem) => new Input.Refused([problem]),
        ChangeUserOutcome.NotFound => Refused("user.not_found"),
        ChangeUserOutcome.Stale => Refused("request.stale"),
        _ => Refused("request.busy"),
    };

    // Each by itself: what was cut short is done by saying it again, for those who have it stay as they are.
    private async Task<Input> ChangeAllAsync(Actor actor, PeopleQuery query, Edit edit, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var users = await people.AllAsync(actor, query, TaggingAll.Most, catalogue, cancellationToken);
        List<Input> outcomes = [];
        foreach (var some in users.Chunk(AtOnce))
        {
            outcomes.AddRange(await Task.WhenAll(some.Select(user => ChangeAsync(actor, user.Id.ToString(), edit, version: null, cancellationToken))));
        }

        return new Input.DoneToAll(outcomes.OfType<Input.Done>().Count(), [.. outcomes.OfType<Input.Refused>().SelectMany(refused => refused.Problems)]);
    }

    private static Input.Refused Refused(string code) => new([new Problem(code, null)]);
}
