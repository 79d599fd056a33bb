using Ommnio.Bot.Conversation.Asking;
using Ommnio.Core.Governing;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>"Unblock Luis Gómez": done at once, and the state that follows is told (D18). Invitations that were revoked stay so.</summary>
public sealed record Unblocking : Act
{
    internal static readonly Pattern Pattern = new(
        "unblock {who}|desbloquea a {who}|desbloquear a {who}|desbloquea {who}|unblock|desbloquea|desbloquear|desbloqueala|desbloquealo",
        said => said.Who() is { } who ? new Unblocking { Who = who } : null);

    internal override bool MayBeValue => true;

    internal override UserAct? Right => UserAct.Unblock;

    internal override Move Go(Seen seen) => seen.Who.BlockedAt is null
        ? new Move.Tell(Reply.Of("unblock.not", seen.Who.Name.Full)) { About = Person.Of(seen.Who) }
        : new Move.Do();

    internal override Effect Effect(Guid key) => new Effect.Unblock(Who!.Id!);

    internal override Act? Reverse(User before) => IsUndo ? null : new Blocking { Who = Who, IsUndo = true };

    internal override Reply Said(Input.Done done, Seen seen)
    {
        var state = done.User.StateAt(seen.Context.Now);
        return Reply.Of(state == UserState.Pending ? "unblock.done.pending" : "unblock.done", done.User.Name.Full, UserView.State(state, seen.Language));
    }
}
