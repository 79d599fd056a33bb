using Ommnio.Bot.Conversation.Asking;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>"Cancel Ana's invitation": its link works for nobody any more. She can be invited again.</summary>
public sealed record Uninviting : Act
{
    internal static readonly Pattern Pattern = new(
        "cancel {who} 's invitation|cancel the invitation of {who}|cancel the invitation for {who}|revoke {who} 's invitation|revoke the invitation of {who}|withdraw {who} 's invitation|take back {who} 's invitation"
        + "|cancela la invitacion de {who}|cancelar la invitacion de {who}|anula la invitacion de {who}|anular la invitacion de {who}|revoca la invitacion de {who}|retira la invitacion de {who}",
        said => said.Who() is { } who ? new Uninviting { Who = who } : null);

    internal override UserAct? Right => UserAct.Invite;

    internal override bool LooksAtInvitation => true;

    internal override Move Go(Seen seen) => seen.Invitation?.StateAt(seen.Context.Now) switch
    {
        null when seen.Who.SignedUpAt is not null => Not("uninvite.accepted", seen),
        null => Not("uninvite.none", seen),
        InvitationState.Revoked => Not("uninvite.revoked", seen),
        InvitationState.Expired => Not("uninvite.expired", seen),
        InvitationState.Failed => Not("uninvite.failed", seen),
        _ => new Move.Do(),
    };

    internal override Effect Effect(Guid key) => new Effect.Uninvite(Who!.Id!);

    internal override Move Learn(Input result, Seen seen) => result is Input.Uninvited ? new Move.Tell(Reply.Of("uninvite.done", Who!.Name)) { About = Who } : base.Learn(result, seen);

    private static Move.Tell Not(string key, Seen seen) => new(Reply.Of(key, seen.Who.Name.Full)) { About = Person.Of(seen.Who) };
}
