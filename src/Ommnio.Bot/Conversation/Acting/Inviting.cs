using Ommnio.Bot.Conversation.Asking;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>"Invite Ana": the personal link, to be passed on.</summary>
public sealed record Inviting : Act
{
    internal static readonly Pattern Pattern = new(
        "invite {who}|send an invitation to {who}|invita a {who}|invitar a {who}|invita {who}|manda una invitacion a {who}|invite|invita|invitar|invitala|invitalo",
        said => said.Who() is { } who ? new Inviting { Who = who } : null);

    internal override bool MayBeValue => true;

    internal override Move Go(Seen seen) => new Move.Do();

    internal override Effect Effect(Guid key) => new Effect.Invite(Who!.Id!);

    internal override Move Learn(Input result, Seen seen) => result switch
    {
        Input.Invited(var link) => new Move.Tell(Reply.Of("invited", Who!.Name, link)) { About = Who },
        Input.InvitationRefused(var problem) => base.Learn(new Input.Refused([problem]), seen),
        _ => base.Learn(result, seen),
    };
}
