using Ommnio.Bot.Conversation;
using Ommnio.Bot.Conversation.Rendering;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Tests.Conversation;

/// <summary>A conversation in the hands of a test: what was said last, and the draft as it is stored.</summary>
internal sealed class Chat(Language language = Language.English, bool hasCards = true, Draft? start = null)
{
    private int turn;

    internal Draft Draft { get; private set; } = start ?? new() { GreetedIn = "page 1" };

    internal DateTimeOffset Now { get; set; } = Fixture.Start;

    internal IReadOnlyCollection<TeamId>? Scope { get; init; }

    internal Catalogue Catalogue { get; init; } = Fixture.Catalogue;

    /// <summary>What the bot said in the last turn, its effects' results included.</summary>
    internal string Said { get; private set; } = "";

    internal Message? Message { get; private set; }

    internal Func<Effect, Input> Answer { get; set; } = Fixture.Answer;

    internal Invitees Invitees { get; } = Fixture.Invitees(Fixture.Start);

    internal Chat Hear(params string[] texts)
    {
        foreach (var text in texts)
        {
            Take(new Input.Text(text));
        }

        return this;
    }

    internal Chat Click(string kind, int? rev = null, params (string Name, string Value)[] inputs) =>
        Take(new Input.Card(kind, Draft.Id.ToString("N"), rev ?? Draft.Rev, null, inputs.ToDictionary(pair => pair.Name, pair => pair.Value)));

    internal Chat Take(Input input)
    {
        List<string> said = [];
        for (Input? next = input; next is not null;)
        {
            var context = Fixture.Context(language, Now, ++turn, hasCards) with { Actor = Fixture.Actor(Scope), Catalogue = Catalogue };
            var step = Reducer.Reduce(Draft.Read(Draft.Write()), next, context);
            Draft = step.Draft;
            Message = Rendered.Of(step, context) ?? Message;
            said.AddRange(step.Replies.Count == 0 ? [] : [Message!.Text]);
            next = step.Effects is [var effect, ..] ? Invitees.To(effect) ?? Answer(effect) : null;
            if (next is Input.Registered(var user, _))
            {
                Invitees.Users[user.Id.ToString()] = user;
            }
        }

        Said = string.Join('\n', said);
        return this;
    }
}
