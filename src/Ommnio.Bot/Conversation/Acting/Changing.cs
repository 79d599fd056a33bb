using Ommnio.Bot.Conversation.Asking;
using Ommnio.Bot.Conversation.Speech;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>A change of one user's fields, by the use case that every change goes through: rules run, and their moves are told.</summary>
public abstract record Changing : Act
{
    /// <summary>What is to change, once it has been worked out.</summary>
    public Edit? Edit { get; init; }

    private protected virtual Edit Change => Edit!;

    internal override Effect Effect(Guid key) => new Effect.Change(Who!.Id!, Change, null);

    internal override Act? Reverse(User before) => new Reverting { Who = Who, Edit = Change.Inverse(UserFields.Of(before)), IsUndo = true };
}

/// <summary>"Change Ana": what of her is asked, and may then be said like any correction.</summary>
public sealed record ChangingWhat : Wish
{
    internal static readonly Pattern Pattern = new(
        "change {who}|edit {who}|update {who}|cambia a {who}|cambiar a {who}|edita a {who}|modifica a {who}|change|edit|cambia|cambiar|editar",
        said => said.Who() is { } who && Corrections.OnlyField(who.Name) is null ? new ChangingWhat { Who = who } : null);

    internal override bool MayBeValue => true;

    internal override Move Go(Seen seen) => new Move.Tell(Reply.Of("change.what", seen.Who.Name.Full)) { About = Person.Of(seen.Who) };
}
