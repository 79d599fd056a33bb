using Ommnio.Bot.Conversation.Asking;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>"Luis now reports to Bea."</summary>
public sealed record Reporting : Changing
{
    internal static readonly Pattern Pattern = new(
        "{who} now reports to {other}|{who} reports now to {other}|{who} reports to {other} now|{who} ahora reporta a {other}|{who} reporta ahora a {other}|{who} reporta a {other} ahora"
        + "|change {who} 's manager to {other}|ahora {who} reporta a {other}|from now on {who} reports to {other}",
        Of);

    /// <summary>Without "now" it might as well be part of an answer, so that it is heard only when nobody is being registered.</summary>
    internal static readonly Pattern Plain = new("{who} reports to {other}|{who} reporta a {other}", said => said.IsIdle && !IsPartOfMore(said["who"]) ? Of(said) : null);

    internal override Move Go(Seen seen) =>
        seen.Who.RelatedTo?.Id.ToString() == Other!.Id
            ? new Move.Tell(Reply.Of("report.already", seen.Who.Name.Full, Other.Name)) { About = Person.Of(seen.Who) }
            : new Move.Do();

    private protected override Edit Change => new Edit.Set(Field.RelatedTo, new() { RelatedTo = new(Other!.Id, null) });

    internal override Reply Said(Input.Done done, Seen seen) => Reply.Of("report.done", done.User.Name.Full, done.User.RelatedTo?.Name ?? Other!.Name);

    // "Register Ana Pérez and she reports to Bea" registers Ana.
    private static bool IsPartOfMore(string who)
    {
        var words = PlainText.Fold(who).Split(' ');
        return Registering.Contains(words[0]) || words[^1] is "and" or "y" || (words.Length > 1 && words[^2] is "and" or "y" && words[^1] is "she" or "he" or "they" or "ella" or "el");
    }

    private static readonly HashSet<string> Registering =
    [
        "register", "add", "create", "new", "please", "can", "could", "i", "we", "hello", "hi", "alta", "dar", "da", "registra", "registrar", "quiero", "queremos", "necesito", "puedes", "anade", "hola",
    ];

    private static Reporting? Of(Said said) => said.Who() is { } who && said.Who("other") is { } other ? new() { Who = who, Other = other } : null;
}
