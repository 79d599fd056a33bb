using System.Globalization;
using System.Text;
using System.Text.Json;
using Ommnio.Bot.Conversation;
using Ommnio.Bot.Conversation.Rendering;
using Ommnio.Bot.Conversation.Sheets;
using Ommnio.Tests.Conversation.Sheets;
using Ommnio.Core.Wording;

namespace Ommnio.Tests.Conversation;

/// <summary>What the reducer may know in a turn: the language, the time, the number of the turn, and whether cards can be shown.</summary>
internal delegate Context Knowing(Language locale, DateTimeOffset now, int turn, bool hasCards);

/// <summary>Plays a conversation: the reducer, and the storage's answers to what it wants done.</summary>
/// <param name="registers">What it means that another administrator registers somebody, by name and code.</param>
internal sealed class Scene(Language locale, bool hasCards, Knowing knowing, Func<Effect, Input> answer, Action<string, string>? registers)
{
    private const string Answered = "**Bot:** ";
    private Draft draft = new() { GreetedIn = "page 1" };
    private (Guid Draft, int Rev, string Json) card;
    private DateTimeOffset now = Fixture.Start;
    private int turn;

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
            case [var hours, "hours", "later"]:
                now += TimeSpan.FromHours(int.Parse(hours, CultureInfo.InvariantCulture));
                return "";
            case ["presses", .. var button]:
                return Take(Button(string.Join(' ', button)));
            case ["Bea", "registers", var first, var last, "with", "code", var code]:
                registers!($"{first} {last}", code);
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

    // What the card that was shown last carries under a button.
    private Input.Card Button(string title)
    {
        var action = JsonDocument.Parse(card.Json).RootElement.GetProperty("actions").EnumerateArray().Single(action => action.GetProperty("title").GetString() == title);
        var data = action.GetProperty("data").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.ToString());
        return new(data["k"], data.GetValueOrDefault("d"), -1, data.GetValueOrDefault("f"), data);
    }

    private string Take(Input input)
    {
        var said = new StringBuilder();
        for (Input? next = input; next is not null;)
        {
            var context = knowing(locale, now, ++turn, hasCards);
            var step = Reducer.Reduce(Draft.Read(draft.Write()), next, context);
            draft = step.Draft;
            if (Rendered.Of(step, context) is { } message)
            {
                card = message.CardJson is { } json ? (draft.Id, draft.Rev, json) : card;
                said.Append("\n\n").Append(Answered).Append(Shown(message));
            }

            next = step.Effects is [var effect, ..] ? answer(effect) : null;
        }

        return said.Length == 0 ? "\n\n(The bot says nothing.)" : said.ToString();
    }

    private static string Shown(Message message)
    {
        var text = message.Text.Replace("\n", "\\\n", StringComparison.Ordinal);
        var shown = message.CardJson is null ? text : $"{text}\\\n▢ card";
        return message.Choices.Count == 0 ? shown : $"{shown}\\\n[{string.Join("] [", message.Choices.Select(choice => choice.Title))}]";
    }
}
