using Ommnio.Bot.Conversation.Asking;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>"Add tag night to Ana", and taking it away again.</summary>
public sealed record Tagging(string Tag, bool Removes) : Changing
{
    internal static readonly Pattern Pattern = new(
        "add tag {tag} to {who}|add the tag {tag} to {who}|tag {who} as {tag}|tag {who} with {tag}|anade la etiqueta {tag} a {who}|pon la etiqueta {tag} a {who}|ponle la etiqueta {tag} a {who}|ponle la etiqueta {tag}|etiqueta a {who} como {tag}",
        said => said.Who() is { } who ? new Tagging(said["tag"], false) { Who = who } : null);

    internal static readonly Pattern Removing = new(
        "remove tag {tag} from {who}|remove the tag {tag} from {who}|take tag {tag} from {who}|quita la etiqueta {tag} a {who}|quita la etiqueta {tag} de {who}|quitale la etiqueta {tag} a {who}|quitale la etiqueta {tag}",
        said => said.Who() is { } who ? new Tagging(said["tag"], true) { Who = who } : null);

    internal override Move Go(Seen seen)
    {
        var has = seen.Who.Tags.Any(tag => tag.Key == PlainText.Fold(Tag));
        return Label.Read(Tag, "tags", Label.LongestTag).Problem is { } problem ? new Move.Tell(Reply.Of("catalogue", Showing.InWords(problem, seen.Language)))
            : has == Removes ? new Move.Do()
            : new Move.Tell(Reply.Of(Removes ? "untag.already" : "tag.already", seen.Who.Name.Full, Tag)) { About = Person.Of(seen.Who) };
    }

    private protected override Edit Change => Removes ? new Edit.Untag(Tag) : new Edit.Tag(Tag);

    internal override Reply Said(Input.Done done, Seen seen) => Reply.Of(Removes ? "untag.done" : "tag.done", done.User.Name.Full, Tag);
}
