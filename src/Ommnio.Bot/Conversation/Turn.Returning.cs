using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Registering;

namespace Ommnio.Bot.Conversation;

/// <summary>Over a question, back to one, and back to what was.</summary>
internal sealed partial class Turn
{
    private void Skip()
    {
        if (draft.Asking is not { } field)
        {
            ReviewOrNext();
        }
        else if (MustHave(field))
        {
            Say("required", NameOf(field));
            Help(field);
            Ask(field);
        }
        else
        {
            draft = FieldTable.IsSet(draft.Values, field) ? Changed(FieldTable.Clear(draft.Values, field), null) : draft;
            draft = draft with { Skipped = [.. draft.Skipped.Remove(field), field], Misses = 0 };
            Say("skipped", NameOf(field));
            Next();
        }
    }

    private void ReviewOrNext()
    {
        if (Missing is null)
        {
            Review();
        }
        else
        {
            Next();
        }
    }

    private void Back()
    {
        var before = FieldTable.All.Where(spec => spec.Required && (draft.Asking is not { } asked || spec.Field < asked)).Select(spec => (Field?)spec.Field).LastOrDefault();
        if (before is not { } field)
        {
            AskAgain();
            return;
        }

        draft = draft with { Stage = Stage.Collecting, Asking = field, Misses = 0 };
        if (FieldTable.IsSet(draft.Values, field))
        {
            Say("keep", [Value(field)], [new(BotTexts.Say("button.keep", Language, Value(field)), BotTexts.Say("button.keep", Language, Value(field)).Split(' ')[0])]);
        }
        else
        {
            Ask(field);
        }
    }

    private void Undo()
    {
        if (draft.Undo.Length == 0 || draft.Stage is Stage.Created)
        {
            Say("nothing.to.undo");
            AskAgain();
            return;
        }

        var before = draft.Undo[^1];
        var wasIdle = draft.Stage == Stage.Idle;
        draft = draft with
        {
            Values = before.Values,
            ManagerName = before.ManagerName,
            Undo = draft.Undo.RemoveAt(draft.Undo.Length - 1),
            Stage = Stage.Collecting,
            Pending = null,
            LastFilled = null,
            Cancelled = null,
            CreateKey = default,
            LookedUp = false,
            Later = [],
        };
        Say(wasIdle ? "restored" : "undone");
        Next();
    }

    private void Cancel()
    {
        if (!IsRegistering)
        {
            Say("nothing.running");
            return;
        }

        draft = Changed(new UserFields(), null) with { Stage = Stage.Idle, Asking = null, ManagerName = null, Id = context.NewId, Cancelled = context.Now, Alike = null, Later = [] };
        Say("cancelled");
    }
}
