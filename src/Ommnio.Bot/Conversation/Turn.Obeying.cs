using Ommnio.Bot.Conversation.Speech;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Governing;
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

        // Cancel and More are surnames too; what helps or greets is no name.
        var mayBeName = draft is { Stage: Stage.Collecting, Asking: { } asked } && FieldTable.Of(asked).FreeText && !text.StartsWith('/')
            && !(command == Command.Keep && FieldTable.IsSet(draft.Values, asked))
            && command is not (Command.Help or Command.Why or Command.Hello or Command.Thanks or Command.English or Command.Spanish or Command.Undo or Command.Form or Command.Register or Command.NamesApart or Command.Wait or Command.WhoAreYou);
        if (mayBeName)
        {
            AskWhether(text, draft.Asking!.Value);
            return true;
        }

        return Obey(command);
    }

    private void AskWhether(string text, Field field)
    {
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
                Greet(command);
                return true;
            case Command.Help or Command.Why:
                Explain(command);
                return true;
            case Command.Wait:
                KeepOpen();
                Say("no.hurry");
                return true;
            case Command.WhoAreYou:
                KeepOpen();
                Say("who.i.am", [], IsRegistering ? [] : [Button("button.register"), Button("button.help")]);
                AskAgain();
                return true;
            case Command.Register or Command.Another:
                Start();
                return true;
            case Command.Form:
                ShowFormNow();
                return true;
            case Command.List:
                ExplainLists();
                return true;
            case Command.Undo:
                Undo();
                return true;
            case Command.Cancel:
                Cancel();
                return true;
            case Command.Later or Command.No when draft.Stage == Stage.Created:
                Say("invite.later", [], [Button("button.another")]);
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
                Confirm();
                return true;
            case Command.No when draft.Stage == Stage.Review && draft.Asking is null:
                AskWhatToChange();
                return true;
            case Command.Yes or Command.No when draft.Stage == Stage.Menu:
                Review();
                return true;
            case Command.No when draft.Asking is { } field && !MustHave(field):
                Skip();
                return true;
            case Command.Review when Missing is null:
                Review();
                return true;
            case Command.Summary or Command.Review:
                ShowSummary();
                if (draft is not { Stage: Stage.Review, Asking: null })
                {
                    AskAgain();
                }

                return true;
            case Command.More:
                OfferMore();
                return true;
            case Command.Change:
                AskWhatToChange();
                return true;
            case Command.Groups:
                Ask(Field.ChatGroups);
                return true;
            case Command.Continue:
                AskAgain();
                return true;
            case Command.NamesApart:
                SplitOtherwise();
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

    private void Greet(Command command)
    {
        Say(command == Command.Hello ? "hello" : "thanks");
        if (command == Command.Hello && draft.Stage == Stage.Idle)
        {
            Say("help.idle", [], [Button("button.register"), Button("button.form"), Button("button.help")]);
        }

        AskAgain();
        if (command == Command.Hello)
        {
            OfferHeld();
        }
    }

    private void AskWhatToChange() => Say("review.no", [], Changeable());

    private IReadOnlyList<Choice> Changeable() =>
        [.. FieldTable.All.Where(spec => FieldTable.IsSet(draft.Values, spec.Field)).Take(5).Select(spec => new Choice(spec.Name(Language), spec.Name(Language))), Button("button.cancel")];

    private void SplitOtherwise()
    {
        draft = Changed(draft.Values with { FirstName = null, LastName = null }, null) with { Stage = Stage.Collecting, NamesApart = true, IsSplit = false };
        Ask(Field.FirstName);
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
            // "Or answer here" says the form, so there is something to answer.
            draft = draft with { Asking = draft.Asking ?? Missing };
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
            ExplainAll();
            AskAgain();
            return;
        }

        Say($"{(command == Command.Help ? "help" : "why")}.{FieldTable.Of(field).Wire}");
        AskAgain();
    }

    // What is not theirs to do is not held out to them.
    private void ExplainAll()
    {
        var mayHaveKeys = Authority.On(context.Actor, AccountAct.SeeKeys, AccountCase.Whole) is Ruling.Allowed;
        string[] keys = ["help.all", "help.registering", "help.inviting", "help.asking", "help.changing", .. mayHaveKeys ? (string[])["help.keys"] : [], "help.midway"];
        foreach (var key in keys)
        {
            Say(key);
        }

        replies[^1] = replies[^1] with { Choices = IsRegistering ? [] : [Button("button.register"), Button("button.form"), Button("button.list")] };
    }

    private void Help(Field field) => Say($"help.{FieldTable.Of(field).Wire}");
}
