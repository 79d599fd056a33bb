using System.Globalization;
using System.Text;
using System.Text.Json;
using Ommnio.Bot.Conversation;
using Ommnio.Bot.Conversation.Rendering;
using Ommnio.Core.Wording;
using Shouldly;

namespace Ommnio.Tests.Conversation;

/// <summary>What the reducer may know in a turn: the language, the time, the number of the turn, and whether cards can be shown.</summary>
internal delegate Context Knowing(Language locale, DateTimeOffset now, int turn, bool hasCards);

/// <summary>Plays a written conversation: the administrator's side as it stands there, the bot's as it answers.</summary>
internal static class Transcript
{
    private const string Said = "**Administrator:** ";
    private const string Answered = "**Bot:** ";

    internal static void ShouldBeSpoken(string path, Knowing knowing, Func<Effect, Input> answer)
    {
        var written = File.ReadAllText(path).ReplaceLineEndings("\n");
        var heading = written.Split("\n\n")[0].TrimEnd('\n');
        var locale = path.Contains(".es.", StringComparison.Ordinal) ? Language.Spanish : Language.English;
        var spoken = Play(written, heading, new Scene(locale, !heading.Contains("(text channel)", StringComparison.Ordinal), knowing, answer));
        if (Environment.GetEnvironmentVariable("ACCEPT") == "1")
        {
            File.WriteAllText(path, spoken);
        }

        spoken.ShouldBe(written);
    }

    private static string Play(string written, string heading, Scene stage)
    {
        var spoken = new StringBuilder(heading);
        foreach (var block in written.Split("\n\n").Skip(1).Select(block => block.TrimEnd('\n')))
        {
            if (block.StartsWith(Said, StringComparison.Ordinal))
            {
                spoken.Append("\n\n").Append(block).Append(stage.Hear(block[Said.Length..].Replace("\\\n", "\n", StringComparison.Ordinal)));
            }
            else if (block.StartsWith('_'))
            {
                spoken.Append("\n\n").Append(block).Append(stage.Happen(block.Trim('_')));
            }
        }

        return spoken.Append('\n').ToString();
    }

    /// <summary>Plays a conversation: the reducer, and the storage's answers to what it wants done.</summary>
    private sealed class Scene(Language locale, bool hasCards, Knowing knowing, Func<Effect, Input> answer)
    {
        private Draft draft = new() { GreetedIn = "page 1" };
        private DateTimeOffset now = Fixture.Start;
        private string? card;
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
                case ["clicks", var kind]:
                    return Take(new Input.Card(kind, draft.Id.ToString("N"), draft.Rev, null, new Dictionary<string, string>()));
                case ["clicks", "an", "older", var kind]:
                    return Take(new Input.Card(kind, draft.Id.ToString("N"), draft.Rev - 1, null, new Dictionary<string, string>()));
                case ["presses", .. var button]:
                    return Take(Button(string.Join(' ', button)));
                case [var days, "days", "later"]:
                    now += TimeSpan.FromDays(int.Parse(days, CultureInfo.InvariantCulture));
                    return "";
                case ["sends", "the", "form:", .. var inputs]:
                    var data = string.Join(' ', inputs).Split("; ").Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
                    return Take(new Input.Card("send", draft.Id.ToString("N"), draft.Rev, null, data));
                default:
                    throw new InvalidOperationException($"No stage direction: {what}");
            }
        }

        // What the card that was shown last carries under a button.
        private Input.Card Button(string title)
        {
            var action = JsonDocument.Parse(card!).RootElement.GetProperty("actions").EnumerateArray().Single(action => action.GetProperty("title").GetString() == title);
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
                    card = message.CardJson ?? card;
                    said.Append("\n\n").Append(Answered).Append(Shown(message));
                }

                next = step.Effects is [var effect, ..] ? answer(effect) : null;
            }

            return said.Length == 0 ? "\n\n(The bot says nothing.)" : said.ToString();
        }

        private static string Shown(Message message)
        {
            var text = message.Text.Replace("\n", "\\\n", StringComparison.Ordinal);
            var buttons = message.CardJson is null ? "" : "\\\n▢ card";
            return message.Choices.Count == 0 ? text + buttons : $"{text}{buttons}\\\n[{string.Join("] [", message.Choices.Select(choice => choice.Title))}]";
        }
    }
}
