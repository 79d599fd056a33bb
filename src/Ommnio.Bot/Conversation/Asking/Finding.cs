using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Asking;

/// <summary>"Find Ana": whoever's first or last name begins so, or whose code it is. One alone is shown at once.</summary>
public sealed record Finding(string Text) : Listing
{
    internal static readonly Pattern Pattern = new(
        "find {who}|search for {who}|search {who}|look for {who}|look up {who}|busca a {who}|busca {who}|buscar a {who}|buscar {who}|encuentra a {who}|encuentra {who}",
        said => said.Who() is { IsPronoun: false, Name: var name } ? new Finding(name) : null);

    internal override bool MayBeValue => true;

    internal override PeopleQuery Query => new() { Text = Text };

    internal override Reply Head(string count, Language language) => Reply.Of("list.found", Text, count);

    internal override Reply Nobody(Language language) => Reply.Of("nobody.called", Text);

    internal override Move Learn(Input result, Seen seen) =>
        From is null && result is Input.Listed { People: [var one], Next: null } ? new Move.Become(new ShowingUser { Who = new(one.Name, one.Id) }) : base.Learn(result, seen);
}
