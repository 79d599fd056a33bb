using System.Globalization;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Asking;

/// <summary>A question whose answer is a list of people: short, with how many there are, and a way to go on.</summary>
public abstract record Listing : Wish
{
    private const int MostNamed = 8;

    /// <summary>Where it goes on; null at the beginning.</summary>
    public ListPlace? From { get; init; }

    internal abstract PeopleQuery Query { get; }

    /// <summary>What the list is, with how many.</summary>
    internal abstract Reply Head(string count, Language language);

    /// <summary>What is said where there is nobody.</summary>
    internal abstract Reply Nobody(Language language);

    internal override Move Go(Seen seen) => new Move.Read(new Effect.List(Query, From));

    internal override Move Learn(Input result, Seen seen)
    {
        var listed = (Input.Listed)result;
        if (listed is { People: [], Next: null })
        {
            return new Move.Tell(From is null ? Nobody(seen.Language) : Reply.Of("list.end"));
        }

        List<Reply> replies = From is null && listed.People.Count > 0 ? [Head(Count(listed, seen.Language), seen.Language)] : [];
        replies.AddRange(listed.People.Select(person => Reply.Of("list.line", Line(person, seen))));
        if (listed.Next is not null)
        {
            replies.Add(Rest(listed, seen.Language));
        }

        if (Offers(listed.People, seen) is { Count: > 0 } offers)
        {
            replies[^1] = replies[^1] with { Choices = [.. offers.Select(words => new Choice(words, words)), .. replies[^1].Choices] };
        }

        return new Move.Tell(replies) { More = listed.Next is { } next ? this with { From = next } : null };
    }

    /// <summary>What can be done next with those who are listed, in the words that do it.</summary>
    internal virtual IReadOnlyList<string> Offers(IReadOnlyList<PersonLine> people, Seen seen) => [];

    private static string Line(PersonLine person, Seen seen) =>
        string.Join(" · ", ((string?[])[person.Name, person.Position, person.Area, person.Code, person.Looked is { } looked ? InvitationWords.Of(looked, seen) : null]).OfType<string>());

    internal static string Count(int count, Language language) =>
        count == 1 ? BotTexts.Say("count.one", language) : BotTexts.Say("count.several", language, count.ToString(CultureInfo.InvariantCulture));

    /// <summary>The names that are known of so many people, and how many more there are.</summary>
    internal static string Names(IReadOnlyList<string> names, int count, Language language) =>
        names.Take(MostNamed).ToList() is var first && string.Join(", ", first) is var said && count > first.Count
            ? BotTexts.Say("and.more", language, said, (count - first.Count).ToString(CultureInfo.InvariantCulture))
            : said;

    private static string Count(Input.Listed listed, Language language) =>
        listed.People.Count + listed.Beyond is var all && listed.IsCounted ? Count(all, language) : BotTexts.Say("count.least", language, all.ToString(CultureInfo.InvariantCulture));

    private static NumberFormatInfo Numbers(Language language) => new() { NumberGroupSeparator = language == Language.Spanish ? "." : "," };

    private static Reply Rest(Input.Listed listed, Language language)
    {
        var title = BotTexts.Say("button.more.people", language);
        var beyond = listed.Beyond.ToString(CultureInfo.InvariantCulture);
        if (listed is { LookedAt: { } looked, Beyond: 0 })
        {
            return Reply.Of(listed.People.Count == 0 ? "list.looked.none" : "list.looked", looked.ToString("N0", Numbers(language))) with { Choices = [new(title, title)] };
        }

        return Reply.Of(listed.IsCounted ? "list.more" : listed.Beyond > 0 ? "list.more.least" : "list.more.some", beyond) with { Choices = [new(title, title)] };
    }
}
