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
        if (card.Kind is "ask")
        {
            AskByCard(card);
            return;
        }

        if (card.Kind is not ("confirm" or "cancel" or "form" or "edit" or "add" or "send"))
        {
            return;
        }

        var isOld = card.Rev != draft.Rev;
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
            RegisterAgain();
        }
        else if ((isOld && card.Kind is "confirm" or "cancel") || (card.Kind is "confirm" && draft.Stage != Stage.Review))
        {
            Say("card.stale");
            AskAgain();
        }
        else
        {
            Act(card, isOld);
        }
    }

    private void Act(Input.Card card, bool isOld)
    {
        switch (card.Kind)
        {
            case "confirm":
                Confirm();
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
            case "add" when Belonging.Suggested(context) is { } group:
                Join(Field.ChatGroups, group.Name);
                break;
            case "send":
                (isNews, form) = (true, card.Rev);
                Fill(card.Data, isOld && draft.Form != new SentForm(card.Rev, draft.Rev));
                break;
        }
    }

    /// <summary>
    /// A whole form: an input that is left out has been emptied, for empty inputs are not sent. An old form only adds: where it
    /// says something else than was said meanwhile, that is asked and nothing lost.
    /// </summary>
    private void Fill(IReadOnlyDictionary<string, string> data, bool isOld)
    {
        var (values, problems, query) = (draft.Values, new List<Problem>(), (string?)null);
        foreach (var spec in FieldTable.All)
        {
            var text = data.TryGetValue(spec.Wire, out var raw) ? Speech.Hygiene.Clean(raw) : "";
            var isSet = FieldTable.IsSet(values, spec.Field);
            if (isOld && isSet)
            {
                var differs = text.Length > 0 && text != Showing.Editable(spec.Field, draft, context, Language);
                problems.AddRange(differs ? [new("form.meanwhile", spec.Wire, NameOf(spec.Field), Value(spec.Field))] : (ReadOnlySpan<Problem>)[]);
            }
            else if (text.Length == 0)
            {
                // The ID is never shown, so an empty input does not mean that it is to go.
                values = spec.Field is Field.NationalId ? values : FieldTable.Clear(values, spec.Field);
                problems.AddRange(spec.Required ? [new("text.missing", spec.Wire)] : (ReadOnlySpan<Problem>)[]);
            }
            else
            {
                var read = FieldReading.Read(spec.Field, text, values, context with { HasCards = false }, Language);
                values = Taken(spec.Field, read, values);
                query = read is Reading.Find(var name) && name != draft.ManagerName ? name : query;
                problems.AddRange(ProblemOf(spec, read) is { } problem ? [problem] : (ReadOnlySpan<Problem>)[]);
            }
        }

        draft = Changed(values, null);
        if (problems.Count > 0)
        {
            ShowForm(problems, Typed(data));
        }
        else if (query is not null)
        {
            draft = draft with { Asking = Field.RelatedTo, Stage = Stage.Review };
            effects.Add(new Effect.FindUsers(query));
        }
        else
        {
            ReviewOrNext();
        }
    }

    // In the form a label that is not known is taken as new: it was typed on purpose, and the summary calls it new before anything happens.
    private static UserFields Taken(Field field, Reading read, UserFields values) => read switch
    {
        Reading.Ok(var taken, _) => taken,
        Reading.Ask({ Kind: PendingKind.NewLabel } pending, _) => FieldReading.Put(field, pending.Text, values),
        _ => values,
    };

    private static Problem? ProblemOf(FieldSpec spec, Reading read) => read switch
    {
        Reading.Bad(var problem) => problem with { Field = spec.Wire },
        Reading.Ask({ Kind: not PendingKind.NewLabel }, _) => new("form.unclear", spec.Wire),
        _ => null,
    };

    private static Dictionary<string, string> Typed(IReadOnlyDictionary<string, string> data) => FieldTable.All
        .Where(spec => spec.Field is not (Field.NationalId or Field.PhoneConsent) && data.ContainsKey(spec.Wire))
        .ToDictionary(spec => spec.Wire, spec => data[spec.Wire]);
}
