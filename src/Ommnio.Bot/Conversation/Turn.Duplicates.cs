using Ommnio.Bot.Conversation.Speech;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation;

/// <summary>Who may be registered already: looked up before the summary, asked once a name, and looked up again as the user is registered.</summary>
internal sealed partial class Turn
{
    private const int MostNear = 2;

    private bool IsUnsettled => draft.Alike is { Accepted: false, Namesakes.Length: > 0 };

    private void LearnDuplicates(Input.DuplicatesFound found)
    {
        if (!IsRegistering && draft.Stage != Stage.Creating)
        {
            return;
        }

        var name = PlainText.Fold(Showing.FullName(draft));
        var accepted = draft.Alike is { Accepted: true } before && before.Of == name && found.Namesakes.All(user => before.Namesakes.Any(known => known.Id == user.Id));
        var near = found.Near.Where(user => Resolving.AreNear(name, PlainText.Fold(user.Name))).Take(MostNear);
        draft = draft with { LookedUp = found.Taken.Count == 0, Alike = new(name, [.. found.Namesakes.Take(5)], [.. near], accepted) };
        if (found.Taken.Count > 0)
        {
            AskOther(found.Taken);
            return;
        }

        if (draft.Asking == Field.Code)
        {
            // The same turn goes on in which the code was given: undo takes back all of it.
            undoKept = true;
            SayTaken(Field.Code);
        }

        if (draft.Stage is Stage.Review or Stage.Creating)
        {
            Review();
        }
        else
        {
            Next();
        }
    }

    private static bool IsTaken(Problem problem) => problem.Code.StartsWith("user.", StringComparison.Ordinal) && problem.Code.EndsWith(".taken", StringComparison.Ordinal);

    // It stays until another value is given or it is left out, and until then nobody is registered.
    private void AskOther(IReadOnlyList<Problem> taken)
    {
        Say("catalogue", string.Join(' ', taken.Select(problem => Showing.InWords(problem, Language))));
        var field = FieldTable.All.First(spec => spec.Wire == taken[0].Field).Field;
        draft = draft with { LookedUp = false, Stage = draft.Stage == Stage.Menu ? Stage.Collecting : draft.Stage, Asking = field };
        if (field == Field.NationalId && context.HasCards)
        {
            ShowForm([]);
        }
        else
        {
            Say($"ask.{FieldTable.Of(field).Wire}", [], [Button("button.without"), Button("button.change.it"), Button("button.cancel")]);
        }
    }

    private void AskNamesake()
    {
        var known = draft.Alike!.Namesakes;
        draft = draft with
        {
            Pending = new(
                PendingKind.Namesake,
                Field.LastName,
                [Choice("button.another.person", "else"), new(BotTexts.Say("button.show", Language, known[0].Name), "show"), Choice("button.change.it", "change")],
                string.Join(", ", known.Select(user => $"{user.Name} ({user.Area})"))),
        };
        AskPending(draft.Pending);
    }

    private Choice Choice(string key, string value) => new(BotTexts.Say(key, Language), value);

    private void ChooseNamesake(string choice)
    {
        switch (choice)
        {
            case "else":
                draft = draft with { Alike = draft.Alike! with { Accepted = true } };
                Review();
                break;
            case "show":
                foreach (var user in draft.Alike!.Namesakes)
                {
                    Say(user.Code is null ? "user.shown" : "user.shown.code", user.Name, user.Position, user.Area, user.Code ?? "");
                }

                AskNamesake();
                break;
            case "same":
                Say("same.person", [draft.Alike!.Namesakes[0].Name], Changeable());
                break;
            default:
                AskWhatToChange();
                break;
        }
    }

    /// <summary>Registers if nothing is left to ask; what is unique, and the name, are looked up first.</summary>
    private void Confirm()
    {
        if (!draft.LookedUp || IsUnsettled)
        {
            Review();
            return;
        }

        draft = draft with { NoGroupAccepted = Belonging.IsInNoGroup(draft.Values, context), Stage = Stage.Creating, Asking = null, Pending = null };
        effects.Add(new Effect.Register(draft.CreateKey, draft.Values, [.. draft.Alike!.Namesakes.Select(user => user.Id)]));
    }

    /// <summary>Once more under the same key: it may have happened already, and then its answer is found.</summary>
    private void RegisterAgain() => effects.Add(new Effect.Register(draft.CreateKey, draft.Values, null));
}
