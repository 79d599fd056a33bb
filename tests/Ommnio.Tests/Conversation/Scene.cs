using System.Globalization;
using System.Text;
using Ommnio.Bot.Conversation;
using Ommnio.Bot.Conversation.Rendering;
using Ommnio.Bot.Conversation.Sheets;
using Ommnio.Tests.Conversation.Sheets;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Tests.Conversation;

/// <summary>
/// Plays a transcript: the reducer, and the storage's answers to what it wants done. The heading says who speaks and where:
/// "(text channel)" has no cards, "(Tom)" is the Team Administrator of Bakery.
/// </summary>
internal sealed class Scene
{
    internal const string Answered = "**Bot:** ";
    private static readonly TeamId Bakery = new(new Guid(2, 0, 0, new byte[8]));
    private readonly Language locale;
    private readonly bool hasCards;
    private readonly bool isTom;
    private readonly List<FoundUser> registered = [];
    private readonly Invitees invitees = Fixture.Invitees(Fixture.Start);
    private IReadOnlyList<PastedUser> listed = [];
    private Draft draft = new() { GreetedIn = "page 1" };
    private (Guid Draft, int Rev) card;
    private DateTimeOffset now = Fixture.Start;
    private int turn;

    internal Scene(string heading, Language locale)
    {
        (this.locale, hasCards, isTom) = (locale, !heading.Contains("(text channel)", StringComparison.Ordinal), heading.Contains("(Tom)", StringComparison.Ordinal));
    }

    internal string Hear(string text) => Take(new Input.Text(text));

    internal string Happen(string what)
    {
        switch (what.Split(' '))
        {
            case ["joined"]:
                draft = draft with { GreetedIn = null };
                return Take(new Input.Joined("page 1"));
            case ["joined", "again"]:
                return Take(new Input.Joined("page 1"));
            case ["opens", "another", "page"]:
                return Take(new Input.Joined("page 2"));
            case ["sends", "a", "picture"]:
                return Take(new Input.Other());
            case ["attaches", "a", "file:", .. var lines]:
                return Take(new Input.File(SheetFile.Read(Encoding.UTF8.GetBytes(string.Join(' ', lines).Replace(" / ", "\n", StringComparison.Ordinal))), null));
            case ["attaches", "a", "workbook:", .. var lines]:
                return Take(new Input.File(SheetFile.Read(Book.Of([.. string.Join(' ', lines).Split(" / ").Select(line => line.Split(';'))])), null));
            case ["attaches", "a", "PDF"]:
                return Take(new Input.File(SheetFile.Read([.. "%PDF-1.7\n"u8, 0, 1, 2]), null));
            case ["clicks", "the", "earlier", "card"]:
                return Take(Click("confirm", card.Draft, card.Rev));
            case ["clicks", "an", "older", var kind]:
                return Take(Click(kind, draft.Id, draft.Rev - 1));
            case ["clicks", "change", var field]:
                return Take(Click("edit", draft.Id, draft.Rev, field));
            case ["clicks", var kind]:
                return Take(Click(kind, draft.Id, draft.Rev));
            case [var days, "days", "later"]:
                now += TimeSpan.FromDays(int.Parse(days, CultureInfo.InvariantCulture));
                return "";
            case ["Bea", "registers", var first, var last, "with", "code", var code]:
                registered.Add(new($"r{registered.Count}", $"{first} {last}", "Sales") { Position = "Clerk", Code = code });
                return "";
            case ["sends", "the", "form:", .. var inputs]:
                return Take(Click("send", draft.Id, draft.Rev) with { Data = Data(inputs) });
            case ["corrects", "that", "form:", .. var inputs]:
                return Take(Click("send", card.Draft, card.Rev) with { Data = Data(inputs) });
            default:
                throw new InvalidOperationException($"No stage direction: {what}");
        }
    }

    private static Dictionary<string, string> Data(string[] inputs) =>
        string.Join(' ', inputs).Split("; ").Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);

    private static Input.Card Click(string kind, Guid draft, int rev, string? field = null) => new(kind, draft.ToString("N"), rev, field, new Dictionary<string, string>());

    private string Take(Input input)
    {
        var said = new StringBuilder();
        for (Input? next = input; next is not null;)
        {
            var context = Fixture.Context(locale, now, ++turn, hasCards) with { Actor = Fixture.Actor(isTom ? [Bakery] : null) };
            var step = Reducer.Reduce(Draft.Read(draft.Write()), next, context);
            draft = step.Draft;
            if (Rendered.Of(step, context) is { } message)
            {
                card = message.CardJson is null ? card : (draft.Id, draft.Rev);
                said.Append("\n\n").Append(Answered).Append(Shown(message));
            }

            next = step.Effects is [var effect, ..] ? Answer(effect) : null;
        }

        return said.Length == 0 ? "\n\n(The bot says nothing.)" : said.ToString();
    }

    // Of a list the storage keeps the rows.
    private Input Answer(Effect effect)
    {
        listed = effect is Effect.KeepList keep ? [.. keep.Users.Where(user => !Fixture.IsKnown(user, registered, seesOthers: !isTom))] : listed;
        var answer = invitees.To(effect) ?? Otherwise(effect);
        if (answer is Input.Registered(var user, _))
        {
            invitees.Users[user.Id.ToString()] = user;
        }

        return answer;
    }

    private Input Otherwise(Effect effect) =>
        effect is Effect.RegisterList part ? new Input.ListRegistered(part.Batch, part.From, Math.Min(25, listed.Count - part.From), []) : Fixture.Answer(effect, registered, seesOthers: !isTom);

    private static string Shown(Message message)
    {
        var text = message.Text.Replace("\n", "\\\n", StringComparison.Ordinal);
        var card = message.CardJson is null ? "" : "\\\n▢ card";
        return message.Choices.Count == 0 ? text + card : $"{text}{card}\\\n[{string.Join("] [", message.Choices.Select(choice => choice.Title))}]";
    }
}
