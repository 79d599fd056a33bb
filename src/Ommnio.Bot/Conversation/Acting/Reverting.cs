using Ommnio.Bot.Conversation.Asking;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>"Undo", after a change: the fields are as they were, and rules run again. Only where nobody has changed the user since.</summary>
public sealed record Reverting : Changing
{
    /// <summary>The user as the change left them.</summary>
    public int? Version { get; init; }

    internal override Move Go(Seen seen) => new Move.Do();

    internal override Effect Effect(Guid key) => new Effect.Change(Who!.Id!, Edit!, Version);

    internal override Act? Reverse(User before) => null;

    internal override bool IsOfMembership => true;

    internal override Move Learn(Input result, Seen seen) =>
        result is Input.Refused { Problems: [{ Code: "request.stale" }] } ? new Move.Tell(Reply.Of("undo.changed", Who!.Name)) { About = Who } : base.Learn(result, seen);

    internal override Reply Said(Input.Done done, Seen seen) => Reply.Of("undo.done", done.User.Name.Full);
}
