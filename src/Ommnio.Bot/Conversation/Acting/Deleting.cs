using Ommnio.Bot.Conversation.Asking;
using Ommnio.Core.Governing;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>"Delete Ana": final, so that the whole name has to be typed (R15, D21); no yes and no button does it.</summary>
public sealed record Deleting : Act
{
    internal static readonly Pattern Pattern = new(
        "delete {who}|erase {who}|elimina a {who}|eliminar a {who}|borra a {who}|borrar a {who}|elimina {who}|delete|elimina|eliminar",
        said => said.Who() is { } who ? new Deleting { Who = who } : null);

    /// <summary>The name as it was typed; null until it was.</summary>
    public string? Typed { get; init; }

    internal override bool MayBeValue => true;

    internal override UserAct? Right => UserAct.Delete;

    internal override Move Go(Seen seen) =>
        new Move.Confirm(Reply.Of("delete.sure", seen.Who.Name.Full, UserView.Text(seen.Who.Position), UserView.Text(seen.Who.Area)));

    internal override bool IsTyped => true;

    /// <summary>Whether it is the name to the letter is the use case's to say.</summary>
    internal override Act? With(string typed) => PlainText.Fold(typed) == PlainText.Fold(Who!.Name) ? this with { Typed = typed } : null;

    internal override Effect Effect(Guid key) => new Effect.Delete(Who!.Id!, Typed ?? "");

    internal override Move Learn(Input result, Seen seen) => result is Input.Deleted ? new Move.Tell(Reply.Of("delete.done", Who!.Name)) : base.Learn(result, seen);
}
