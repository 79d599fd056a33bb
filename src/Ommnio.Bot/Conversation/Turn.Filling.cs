using Ommnio.Bot.Conversation.Speech;

namespace Ommnio.Bot.Conversation;

/// <summary>Putting values into fields, and asking back where a value is not sure.</summary>
internal sealed partial class Turn
{
    /// <summary>Reads a value into its field. False when something else is to be asked first; that has been said then.</summary>
    private bool Fill(Field field, string text)
    {
        switch (FieldReading.Read(field, text, draft.Values, context, Language))
        {
            case Reading.Ok(var values, var inferred):
                draft = Changed(values, field);
                return !AsksBack(field, inferred);
            case Reading.Ask(var pending, var values):
                draft = values is null ? draft : Changed(values, field);
                draft = draft with { Pending = pending, Asking = field };
                AskPending(pending);
                return false;
            case Reading.Find(var query):
                draft = draft with { Asking = Field.RelatedTo };
                effects.Add(new Effect.FindUsers(query));
                return false;
            case Reading.FormOnly:
                Say("secret.form");
                ShowForm([]);
                return false;
            case Reading.Bad(var problem):
                draft = draft with { Misses = draft.Misses + 1 };
                Say("problem", Showing.InWords(problem, Language));
                Assist(field);
                return false;
            default:
                return false;
        }
    }

    /// <summary>
    /// Several fields of one message: what is sure is taken, the first that is not is asked, and what can be neither is named,
    /// for nobody should believe that it was understood.
    /// </summary>
    private void FillAll(IEnumerable<(Field Field, string Value)> said, IEnumerable<string> unplaced)
    {
        repeatsAll = true;
        List<Field> filled = [];
        List<(Field Field, string Value)> open = [];
        foreach (var (field, value) in said)
        {
            if (FieldReading.Read(field, value, draft.Values, context, Language) is Reading.Ok(var values, _))
            {
                draft = Changed(values, field);
                filled.Add(field);
            }
            else
            {
                open.Add((field, value));
            }
        }

        SayUnderstood(filled);
        SayLeftOut([.. open.Skip(1).Where(one => one.Field != Field.NationalId).Select(one => one.Value), .. unplaced], open.Skip(1).Any(one => one.Field == Field.NationalId));
        if (open is [var first, ..] ? Fill(first.Field, first.Value) : !(filled.Contains(Field.Phone) && AsksBack(Field.Phone, false)))
        {
            Next();
        }
    }

    private void SayLeftOut(List<string> texts, bool hasSecret)
    {
        if (hasSecret)
        {
            Say("secret.form");
        }

        if (texts.Count > 0)
        {
            Say("left.out", string.Join(", ", texts));
        }
    }

    /// <summary>A whole name that was given as the first one, where no last name is known: both.</summary>
    private IEnumerable<(Field Field, string Value)> Whole(Field field, string value, bool maySplit = true)
    {
        if (field is Field.FirstName && maySplit && !draft.NamesApart && draft.Values.LastName is null && Sentences.SplitName(value, Language) is (var first, { } last))
        {
            return [(Field.FirstName, first), (Field.LastName, last)];
        }

        return [(field, value)];
    }

    private bool AsksBack(Field field, bool inferred)
    {
        Pending? pending = field switch
        {
            Field.WorkingHours when inferred => new(PendingKind.IsRight, field, [Button("button.yes"), Button("button.no")], ""),
            Field.Phone when draft.Values.PhoneConsent is null => new(PendingKind.Consent, field, [Button("button.yes"), Button("button.no")], ""),
            _ => null,
        };
        if (pending is not null)
        {
            draft = draft with { Pending = pending };
            AskPending(pending);
        }
        else if (inferred && !repeatsAll)
        {
            SayUnderstood([field]);
        }

        return pending is not null;
    }

    /// <summary>An example, then the form it must have, then the form to fill in; after that what can wait is put aside.</summary>
    private void Assist(Field field)
    {
        var name = FieldTable.Of(field).Wire;
        switch (draft.Misses % 4)
        {
            case 1:
                Say($"help.{name}");
                Ask(field);
                break;
            case 2:
                Say($"again.{name}");
                Ask(field);
                break;
            case 3:
                OfferForm(field);
                break;
            default:
                PutAside(field);
                break;
        }
    }

    private void OfferForm(Field field)
    {
        Say("not.understood.form");
        if (context.HasCards)
        {
            draft = draft with { Stage = draft.Stage == Stage.Review ? Stage.Review : Stage.Collecting, Asking = field };
            ShowForm([]);
        }
        else
        {
            Ask(field);
        }
    }

    private void PutAside(Field field)
    {
        if (MustHave(field))
        {
            Say("otherwise", [], [Button("button.form"), Button("button.cancel")]);
            return;
        }

        draft = draft with { Skipped = [.. draft.Skipped.Remove(field), field], Misses = 0 };
        Say("put.aside", NameOf(field));
        Next();
    }

    private void SayUnderstood(IEnumerable<Field> fields)
    {
        var said = fields.Where(field => FieldTable.IsSet(draft.Values, field)).Order().Select(field => $"{NameOf(field)} {Value(field)}").ToList();
        if (said.Count > 0)
        {
            Say("understood", string.Join(", ", said));
        }
    }
}
