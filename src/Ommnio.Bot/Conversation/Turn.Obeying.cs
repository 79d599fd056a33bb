using Ommnio.Bot.Conversation.Speech;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Registering;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation;

/// <summary>Commands, at any time, in both languages.</summary>
internal sealed partial class Turn
{
    private bool Obeys(string text)
    {
        if (Commands.Read(text) is not { } command)
        {
            return false;
        }

        var mayBeName = draft.Stage == Stage.Collecting && draft.Asking is { } asked && FieldTable.Of(asked).FreeText && !text.StartsWith('/');
        if (mayBeName && command is Command.Cancel or Command.Help or Command.Skip or Command.Back or Command.No or Command.Summary or Command.Review)
        {
            AskWhether(text, draft.Asking!.Value);
            return true;
        }

        return Obey(command);
    }

    private void AskWhether(string text, Field field)
    {
        if (Commands.Read(text) is Command.Help)
        {
            Obey(Command.Help);
            return;
        }

        draft = draft with
        {
            Pending = new(PendingKind.CommandOrValue, field, [new(BotTexts.Say("button.do", Language), "command"), new(BotTexts.Say("button.value", Language, text), "value")], text),
        };
        AskPending(draft.Pending);
    }

    private bool Obey(Command command)
    {
        switch (command)
        {
            case Command.English or Command.Spanish:
                draft = draft with { Language = command == Command.English ? Language.English : Language.Spanish, LanguageChosen = true };
                Say("language");
                AskAgain();
                return true;
            case Command.Hello or Command.Thanks:
                Say(command == Command.Hello ? "hello" : "thanks");
                AskAgain();
                return true;
            case Command.Help or Command.Why:
                Explain(command);
                return true;
            case Command.Register or Command.Another:
                Start();
                return true;
            case Command.Form:
                ShowFormNow();
                return true;
            case Command.Undo:
                Undo();
                return true;
            case Command.Cancel:
                Cancel();
                return true;
            case Command.Link or Command.Later or Command.Yes or Command.No when draft.Stage == Stage.Created:
                Invite(command is Command.Link or Command.Yes);
                return true;
            default:
                return IsRegistering && ObeyRegistering(command);
        }
    }

    private bool ObeyRegistering(Command command)
    {
        switch (command)
        {
            case Command.Yes when draft.Stage == Stage.Review && draft.Asking is null:
                Register();
                return true;
            case Command.No when draft.Stage == Stage.Review && draft.Asking is null:
                Say("help.idle");
                return true;
            case Command.Review when FieldTable.NextRequired(draft.Values) is null:
                Review();
                return true;
            case Command.Summary or Command.Review:
                ShowSummary();
                if (draft.Stage != Stage.Review)
                {
                    AskAgain();
                }

                return true;
            case Command.Restart:
                draft = draft with { Pending = new(PendingKind.Restart, default, [Button("button.yes"), Button("button.no")], "") };
                AskPending(draft.Pending);
                return true;
            case Command.Skip:
                Skip();
                return true;
            case Command.Back:
                Back();
                return true;
            case Command.Keep:
                Next();
                return true;
            default:
                return false;
        }
    }

    private void Start()
    {
        if (IsRegistering && !draft.IsEmpty)
        {
            AskAgain();
            return;
        }

        var again = draft.Stage == Stage.Created;
        Begin(new UserFields());
        if (again)
        {
            Say("another");
        }

        Next();
    }

    private void ShowFormNow()
    {
        if (!IsRegistering)
        {
            Begin(new UserFields());
        }

        if (context.HasCards)
        {
            ShowForm([]);
        }
        else
        {
            Next();
        }
    }

    private void Explain(Command command)
    {
        if (draft.Asking is not { } field || !IsRegistering)
        {
            Say("help.idle", [], IsRegistering ? [] : [Button("button.register"), Button("button.form")]);
            AskAgain();
            return;
        }

        Say($"{(command == Command.Help ? "help" : "why")}.{FieldTable.Of(field).Wire}");
        AskAgain();
    }

    private void Help(Field field) => Say($"help.{FieldTable.Of(field).Wire}");

    private void Skip()
    {
        if (draft.Asking is not { } field)
        {
            Review();
        }
        else if (FieldTable.Of(field).Required)
        {
            Say("required", NameOf(field));
            Help(field);
            Ask(field);
        }
        else
        {
            draft = draft with { Skipped = [.. draft.Skipped.Remove(field), field], Misses = 0 };
            Say("skipped", NameOf(field));
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

        var values = draft.Undo[^1];
        var wasIdle = draft.Stage == Stage.Idle;
        draft = draft with { Values = values, Undo = draft.Undo.RemoveAt(draft.Undo.Length - 1), Stage = Stage.Collecting, Pending = null, LastFilled = null };
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

        draft = Changed(new UserFields(), null) with { Stage = Stage.Idle, Asking = null, Id = context.NewId };
        Say("cancelled");
    }

    private void Register()
    {
        draft = draft with { Stage = Stage.Creating, Asking = null, Pending = null };
        effects.Add(new Effect.Register(draft.CreateKey, draft.Values));
    }

    private void Invite(bool yes)
    {
        if (yes)
        {
            effects.Add(new Effect.Invite(draft.UserId!));
        }
        else
        {
            Say("invite.later", [], [Button("button.another")]);
        }
    }
}
