using Ommnio.Bot.Conversation.Asking;
using Ommnio.Core.Governing;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>"Invite Ana", "invite Luis again": a personal link, to be passed on; one from before is dead (D48).</summary>
public sealed record Inviting : Act
{
    internal static readonly Pattern Pattern = new(
        "invite {who} again|invite {who} once more|send {who} another invitation|send {who} a new invitation|resend {who} 's invitation|resend the invitation of {who}"
        + "|vuelve a invitar a {who}|invita a {who} otra vez|invita a {who} de nuevo|invita otra vez a {who}|manda otra invitacion a {who}|envia otra invitacion a {who}|reenvia la invitacion de {who}|reenvia la invitacion a {who}"
        + "|invite {who}|send an invitation to {who}|invita a {who}|invitar a {who}|invita {who}|manda una invitacion a {who}|invite|invita|invitar|invitala|invitalo",
        said => said.Who() is { } who ? new Inviting { Who = who } : null);

    internal override bool MayBeValue => true;

    internal override UserAct? Right => UserAct.Invite;

    internal override Move Go(Seen seen) => new Move.Do();

    internal override Effect Effect(Guid key) => new Effect.Invite(Who!.Id!, key);

    internal override Move Learn(Input result, Seen seen) => result switch
    {
        Input.Invited(var link) => new Move.Tell(Reply.Of("invited", Who!.Name, link)) { About = Who },
        Input.InvitationRefused(var problem) => base.Learn(new Input.Refused([problem]), seen),
        _ => base.Learn(result, seen),
    };
}
