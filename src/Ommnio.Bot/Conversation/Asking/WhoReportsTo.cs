using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Asking;

/// <summary>"Who reports to Bea?"</summary>
public sealed record WhoReportsTo : Listing
{
    internal static readonly Pattern Pattern = new(
        "who reports to {who}|who works for {who}|reports of {who}|quien reporta a {who}|quienes reportan a {who}|quien depende de {who}",
        said => said.Who() is { } who ? new WhoReportsTo { Who = who } : null);

    internal override PeopleQuery Query => new() { RelatedTo = Who!.Id };

    internal override Reply Head(string count, Language language) => Reply.Of("list.reports", Who!.Name, count);

    internal override Reply Nobody(Language language) => Reply.Of("list.reports.none", Who!.Name);
}
