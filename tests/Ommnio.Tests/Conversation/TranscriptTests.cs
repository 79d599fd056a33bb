using System.Text;
using Ommnio.Bot.Conversation;
using Ommnio.Bot.Conversation.Rendering;
using Ommnio.Core.Wording;
using Ommnio.LocalHost.Processes;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Conversation;

/// <summary>
/// Each transcript is a file that anybody can read: what the administrator says is taken from it, and what the bot answers is
/// compared with it whole. ACCEPT=1 writes the bot's side anew.
/// </summary>
public sealed class TranscriptTests
{
    private const string Said = "**Administrator:** ";
    private const string Answered = "**Bot:** ";
    private static readonly string Folder = Repository.PathOf("tests", "Ommnio.Tests", "Conversation", "Transcripts");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.verified.md").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_bot_answers_as_written(string file)
    {
        var path = Path.Combine(Folder, file);
        var written = File.ReadAllText(path).ReplaceLineEndings("\n");
        var spoken = Play(written, file.Contains(".es.", StringComparison.Ordinal) ? Language.Spanish : Language.English);
        if (Environment.GetEnvironmentVariable("ACCEPT") == "1")
        {
            File.WriteAllText(path, spoken);
        }

        spoken.ShouldBe(written);
    }

    [Fact]
    public void Every_case_from_C01_to_C30_has_a_transcript()
    {
        var cases = Directory.EnumerateFiles(Folder, "*.verified.md").Select(path => Path.GetFileName(path)![..3]).ToHashSet();
        Enumerable.Range(1, 30).Select(number => $"C{number:00}").Except(cases).ShouldBeEmpty();
    }

    private static string Play(string written, Language locale)
    {
        var heading = written.Split("\n\n")[0];
        var stage = new Scene(locale, hasCards: !heading.Contains("(text channel)", StringComparison.Ordinal));
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
    private sealed class Scene(Language locale, bool hasCards)
    {
        private Draft draft = new() { Welcomed = true };
        private DateTimeOffset now = Fixture.Start;
        private int turn;

        internal string Hear(string text) => Take(new Input.Text(text));

        internal string Happen(string what)
        {
            switch (what.Split(' '))
            {
                case ["joined"]:
                    draft = draft with { Welcomed = false };
                    return Take(new Input.Joined());
                case ["joined", "again"]:
                    return Take(new Input.Joined());
                case ["clicks", var kind]:
                    return Take(new Input.Card(kind, draft.Id.ToString("N"), draft.Rev, null, new Dictionary<string, string>()));
                case ["clicks", "an", "older", var kind]:
                    return Take(new Input.Card(kind, draft.Id.ToString("N"), draft.Rev - 1, null, new Dictionary<string, string>()));
                case [var days, "days", "later"]:
                    now += TimeSpan.FromDays(int.Parse(days, System.Globalization.CultureInfo.InvariantCulture));
                    return "";
                case ["sends", "the", "form:", .. var inputs]:
                    var data = string.Join(' ', inputs).Split("; ").Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
                    return Take(new Input.Card("send", draft.Id.ToString("N"), draft.Rev, null, data));
                default:
                    throw new InvalidOperationException($"No stage direction: {what}");
            }
        }

        private string Take(Input input)
        {
            var said = new StringBuilder();
            for (Input? next = input; next is not null;)
            {
                var context = Fixture.Context(locale, now, ++turn, hasCards);
                var step = Reducer.Reduce(Draft.Read(draft.Write()), next, context);
                draft = step.Draft;
                if (Rendered.Of(step, context) is { } message)
                {
                    said.Append("\n\n").Append(Answered).Append(Shown(message));
                }

                next = step.Effects is [var effect, ..] ? Fixture.Answer(effect) : null;
            }

            return said.Length == 0 ? "\n\n(The bot says nothing.)" : said.ToString();
        }

        private static string Shown(Message message)
        {
            var text = message.Text.Replace("\n", "\\\n", StringComparison.Ordinal);
            var card = message.CardJson is null ? "" : "\\\n▢ card";
            return message.Choices.Count == 0 ? text + card : $"{text}{card}\\\n[{string.Join("] [", message.Choices.Select(choice => choice.Title))}]";
        }
    }
}
