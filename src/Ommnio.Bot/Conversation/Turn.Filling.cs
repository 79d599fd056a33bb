using Ommnio.Core.Wording;

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
            case Reading.Ask(var pending):
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
                Say("problem", Words.Say(problem, Language));
                Help(field);
                Ask(field);
                return false;
            default:
                return false;
        }
    }

    private bool AsksBack(Field field, bool inferred)
    {
        Pending? pending = field switch
        {
            Field.WorkingHours when inferred => new(PendingKind.IsRight, field, [Button("button.yes"), Button("button.no")], ""),
            Field.Phone => new(PendingKind.Consent, field, [Button("button.yes"), Button("button.no")], ""),
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

    private void SayUnderstood(IEnumerable<Field> fields)
    {
        var said = fields.Where(field => FieldTable.IsSet(draft.Values, field)).Select(field => $"{NameOf(field)} {Value(field)}").ToList();
        if (said.Count > 0)
        {
            Say("understood", string.Join(", ", said));
        }
    }
}
