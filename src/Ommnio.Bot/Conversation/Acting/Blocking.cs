using Ommnio.Bot.Conversation.Asking;
using Ommnio.Core.Governing;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>"Block Luis Gómez": access ends, nothing is lost (R15); so it is asked once.</summary>
public sealed record Blocking : Act
{
    internal static readonly Pattern Pattern = new(
        "block {who}|suspend {who}|bloquea a {who}|bloquear a {who}|bloquea {who}|suspende a {who}|block|bloquea|bloquear|bloqueala|bloquealo",
        said => said.Who() is { } who ? new Blocking { Who = who } : null);

    internal override bool MayBeValue => true;

    internal override UserAct? Right => UserAct.Block;

    internal override Move Go(Seen seen) => seen.Who.BlockedAt is not null
        ? new Move.Tell(Reply.Of("block.already", seen.Who.Name.Full)) { About = Person.Of(seen.Who) }
        : new Move.Confirm(Reply.Of("block.sure", seen.Who.Name.Full, UserView.Text(seen.Who.Position), UserView.Text(seen.Who.Area)));

    internal override Effect Effect(Guid key) => new Effect.Block(Who!.Id!);

    internal override Act Reverse(User before) => new Unblocking { Who = Who, IsUndo = true };

    internal override Reply Said(Input.Done done, Seen seen) => Reply.Of("block.done", done.User.Name.Full);
}
