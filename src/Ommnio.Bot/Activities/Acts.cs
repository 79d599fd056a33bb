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
internal sealed class Acts(People people, PastedLists lists, ChangeUser change, BlockUser block, EraseUser erase, Invitations invitations, OrganisationKeys keys)
{
    private const int AtOnce = 4;

    /// <summary>Null for an effect that is somebody else's.</summary>
    internal async Task<Input?> DoAsync(Administrator administrator, Effect effect, Catalogue catalogue, CancellationToken cancellationToken) => effect switch
    {
        Effect.Block(var user) => await BlockAsync(administrator.Actor, user, true, cancellationToken),
        Effect.Unblock(var user) => await BlockAsync(administrator.Actor, user, false, cancellationToken),
        Effect.Delete(var user, var name) => await DeleteAsync(administrator.Actor, user, name, cancellationToken),
        Effect.Change(var user, var edit, var version) => await ChangeAsync(administrator.Actor, user, edit, version, cancellationToken),
        Effect.ChangeAll(var query, var edit) => await ChangeAllAsync(administrator.Actor, query, edit, catalogue, cancellationToken),
        Effect.InviteAll(var query, var list, var ways, var atOnce) => await invitations.InviteAllAsync(administrator.Actor, await WhomAsync(administrator, query, list, catalogue, cancellationToken), ways, atOnce, cancellationToken),
        _ => await invitations.DoAsync(administrator.Actor, effect, cancellationToken) ?? await keys.DoAsync(administrator.Actor, effect, cancellationToken),
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

    private async Task<IReadOnlyList<(UserId Id, string Name)>> WhomAsync(Administrator administrator, PeopleQuery query, Guid? list, Catalogue catalogue, CancellationToken cancellationToken) =>
        list is { } known ? await lists.RegisteredAsync(administrator, known, cancellationToken)
        : [.. (await people.AllAsync(administrator.Actor, query, InvitingAll.Most, catalogue, cancellationToken)).Select(user => (user.Id, user.Name.Full))];

    private static Input.Refused Refused(string code) => new([new Problem(code, null)]);
}
