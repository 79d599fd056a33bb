using Ommnio.Bot.Conversation.Asking;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Governing;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>"Dar de baja a Ana", "remove Ana": blocked or deleted? The words do not say, so it is always asked (D19).</summary>
public sealed record Leaving : Wish
{
    internal static readonly Pattern Pattern = new(
        "remove {who}|deactivate {who}|fire {who}|dar de baja a {who}|da de baja a {who}|dale de baja a {who}|baja de {who}|baja a {who}|quita a {who}|desactiva a {who}",
        said => said.Who() is { } who ? new Leaving { Who = who } : null);

    internal override bool MayBeValue => true;

    // Who may not delete is not offered it: to block is then the one thing that can be meant, and is asked as that.
    internal override Move Go(Seen seen) => !seen.May(UserAct.Delete) ? new Move.Become(Chosen("block")) : new Move.Which(
        "leave.which",
        [seen.Who.Name.Full],
        [new(BotTexts.Say("button.block", seen.Language), "block"), new(BotTexts.Say("button.delete", seen.Language), "delete")]);

    internal override Wish Chosen(string value) => value == "delete" ? new Deleting { Who = Who } : new Blocking { Who = Who };
}
