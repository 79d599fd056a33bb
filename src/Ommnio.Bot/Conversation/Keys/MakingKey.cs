using System.Collections.Immutable;
using Ommnio.Bot.Conversation.Asking;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Governing;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Keys;

/// <summary>"Create an API key for payroll": what it is for, what it may, and then the key, shown once.</summary>
public sealed record MakingKey : KeyAct
{
    internal static readonly Pattern Pattern = new(
        Ways(
            ["create", "create an", "create a new", "make", "make an", "make a new", "generate", "generate an", "add an", "new", "a new", "i need an", "crea", "crea una", "crear una", "genera una", "haz una", "nueva", "una nueva", "crea una nueva", "necesito una"],
            Nouns,
            ["", "for {name}", "called {name}", "named {name}", "para {name}", "llamada {name}"]),
        said => new MakingKey { Named = said.Find("name") });

    public ImmutableArray<Scope> Scopes { get; init; } = [];

    internal override AccountAct? OfAccount => AccountAct.MakeKey;

    internal override Move Go(Seen seen) =>
        Named is null ? new Move.Ask(Reply.Of("key.ask.name"))
        : PlainText.Read(Named, "name", Label.Longest).Problem is { } problem ? new Move.Tell(Reply.Of("catalogue", Words.Say(problem, seen.Language)))
        : Scopes.IsEmpty ? new Move.Which("key.may.what", [Named], [.. KeyReplies.Kinds.Select((kind, index) => new Choice(BotTexts.Say(kind.Text, seen.Language), $"{index}"))])
        : new Move.Confirm(Sure(seen));

    internal override Move Told(string text, Seen seen) => new Move.Become(this with { Named = text });

    internal override Wish Chosen(string value) => this with { Scopes = [.. KeyReplies.Kinds[value[0] - '0'].Scopes.Order()] };

    internal override Effect Effect(Guid key) => new Effect.MakeKey(key, Named!, Scopes);

    private protected override Reply Sure(Seen seen) => Reply.Of("key.make.sure", Named!, KeyReplies.Kind(Scopes, seen.Language));
}
