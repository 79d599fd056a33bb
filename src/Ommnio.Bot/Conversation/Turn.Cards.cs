using Ommnio.Core.Registering;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation;

/// <summary>
/// What came from a card. Everything in it is the sender's word: the draft and revision are only nonces, a kind that we do not
/// know does nothing, and a card of another draft or an older revision never acts.
/// </summary>
internal sealed partial class Turn
{
    internal void Take(Input.Card card)
    {
        if (card.Kind is not ("confirm" or "cancel" or "form" or "edit" or "send"))
        {
            return;
        }

        if (card.Draft != draft.Id.ToString("N") || !(IsRegistering || draft.Stage == Stage.Creating))
        {
            if (draft.Stage != Stage.Created)
            {
                Say("card.over");
            }

            AskAgain();
        }
        else if (draft.Stage == Stage.Creating)
        {
            Register();
        }
        else if (card.Kind is "confirm" && (card.Rev != draft.Rev || draft.Stage != Stage.Review))
        {
            Say("card.stale");
            Next();
        }
        else
        {
            Act(card);
        }
    }

    private void Act(Input.Card card)
    {
        switch (card.Kind)
        {
            case "confirm":
                Register();
                break;
            case "cancel":
                Cancel();
                break;
            case "form":
                ShowForm([]);
                break;
            case "edit" when FieldTable.All.FirstOrDefault(spec => spec.Wire == card.Field) is { } spec:
                Ask(spec.Field);
                break;
            case "send":
                Fill(card.Data);
                break;
        }
    }

    /// <summary>A whole form: an input that is left out has been emptied, for empty inputs are not sent.</summary>
    private void Fill(IReadOnlyDictionary<string, string> data)
    {
        var (values, problems, query) = (draft.Values, new List<Problem>(), (string?)null);
        foreach (var spec in FieldTable.All.Where(spec => spec.Field is not Field.Notes))
        {
            if (!data.TryGetValue(spec.Wire, out var raw) || Speech.Hygiene.Clean(raw) is not { Length: > 0 } text)
            {
                // The ID is never shown, so an empty input does not mean that it is to go.
                values = spec.Field is Field.NationalId ? values : FieldTable.Clear(values, spec.Field);
                problems.AddRange(spec.Required ? [new Problem("text.missing", spec.Wire)] : (ReadOnlySpan<Problem>)[]);
                continue;
            }

            var read = FieldReading.Read(spec.Field, text, values, context with { HasCards = false }, Language);
            values = read is Reading.Ok(var taken, _) ? taken : values;
            query = read is Reading.Find(var name) && name != draft.ManagerName ? name : query;
            problems.AddRange(read switch
            {
                Reading.Bad(var problem) => [problem],
                Reading.Ask(var pending) when spec.Field is Field.Area or Field.Location => Added(spec.Field, pending, ref values),
                Reading.Ask => [new Problem("form.unclear", spec.Wire)],
                _ => (ReadOnlySpan<Problem>)[],
            });
        }

        draft = Changed(values, null);
        if (problems.Count > 0)
        {
            ShowForm(problems);
        }
        else if (query is not null)
        {
            draft = draft with { Asking = Field.RelatedTo, Stage = Stage.Review };
            effects.Add(new Effect.FindUsers(query));
        }
        else
        {
            Review();
        }
    }

    // In the form a label that is not known is taken as new: it was typed on purpose, and the summary shows it before anything happens.
    private static Problem[] Added(Field field, Pending pending, ref UserFields values)
    {
        values = FieldReading.Put(field, pending.Text, values);
        return [];
    }
}
