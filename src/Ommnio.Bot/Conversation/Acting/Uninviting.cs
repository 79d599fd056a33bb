using Ommnio.Bot.Conversation.Asking;
using Ommnio.Core.Governing;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>"Cancel Ana's invitation": its link works for nobody any more. She can be invited again.</summary>
public sealed record Uninviting : Act
{
    internal static readonly Pattern Pattern = new(
        "cancel {who} 's invitation|cancel the invitation of {who}|cancel the invitation for {who}|revoke {who} 's invitation|revoke the invitation of {who}|withdraw {who} 's invitation|take back {who} 's invitation"
        + "|cancela la invitacion de {who}|cancelar la invitacion de {who}|anula la invitacion de {who}|anular la invitacion de {who}|revoca la invitacion de {who}|retira la invitacion de {who}",
        said => said.Who() is { } who ? new Uninviting { Who = who } : null);

    internal override UserAct? Right => UserAct.Invite;

    internal override Move Go(Seen seen) =>
        seen.Who.Invitation is null ? new Move.Tell(Reply.Of("uninvite.none", seen.Who.Name.Full)) { About = Person.Of(seen.Who) } : new Move.Do();

    internal override Effect Effect(Guid key) => new Effect.Uninvite(Who!.Id!);

    internal override Move Learn(Input result, Seen seen) => result is Input.Uninvited ? new Move.Tell(Reply.Of("uninvite.done", Who!.Name)) { About = Who } : base.Learn(result, seen);
}
