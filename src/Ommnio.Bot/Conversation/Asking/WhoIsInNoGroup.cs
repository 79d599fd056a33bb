using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Asking;

/// <summary>"Who is in no chat group?": who would enter an empty space (R8).</summary>
public sealed record WhoIsInNoGroup : Listing
{
    internal static readonly Pattern Pattern = new(
        "who is in no chat group|who is in no group|who is not in any chat group|who isn't in any chat group|who has no chat group|who is without a chat group|in no chat group"
        + "|quien no esta en ningun grupo de chat|quien no esta en ningun grupo|quien esta sin grupo|quien no tiene grupo|quienes no estan en ningun grupo|sin grupo de chat",
        _ => new WhoIsInNoGroup());

    internal override PeopleQuery Query => new() { InNoGroup = true };

    internal override Reply Head(string count, Language language) => Reply.Of("list.no.group", count);

    internal override Reply Nobody(Language language) => Reply.Of("list.no.group.none");
}
