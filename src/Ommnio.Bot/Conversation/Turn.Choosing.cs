using System.Globalization;
using Ommnio.Bot.Conversation.Speech;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation;

/// <summary>Questions with choices: by number, by their words, or by the beginning of them. Anything else falls through: the bot is not stubborn.</summary>
internal sealed partial class Turn
{
    private void AskPending(Pending pending)
    {
        var name = NameOf(pending.Field);
        switch (pending.Kind)
        {
            case PendingKind.Which:
                Say("which", [name, pending.Text], [.. pending.Choices.Select(Shown)]);
                break;
            case PendingKind.NewLabel:
                Say("unknown.label", [name, pending.Text], [.. pending.Choices.Select(Shown)]);
                break;
            case PendingKind.Times:
                Say("which.times", Hours.Read(pending.Text, Language) is HoursRead.OnlyDays(var days) ? Showing.Days(days, Language) : pending.Text);
                break;
            case PendingKind.CommandOrValue:
                Say("command.or.value", [name, pending.Text], [.. pending.Choices.Select(Shown)]);
                break;
            case PendingKind.Restart:
                Say("restart.sure", [], pending.Choices);
                break;
            case PendingKind.IsRight:
                Say("is.right", [Value(pending.Field)], pending.Choices);
                break;
            case PendingKind.Consent:
                Say("consent", [], pending.Choices);
                break;
            case PendingKind.List:
                Say("list.preview", [pending.Text], [.. pending.Choices.Select(Shown)]);
                break;
            case PendingKind.Namesake:
                Say("namesake", [pending.Text], [.. pending.Choices.Select(Shown)]);
                break;
            default:
                Say("say.yes", [Showing.FullName(draft)], pending.Choices);
                break;
        }
    }

    // A button says what it shows, so that the transcript of the channel reads well.
    private Choice Shown(Choice choice) => Title(choice) is var title ? new(title, title) : choice;

    private string Title(Choice choice) => choice.Title is ['+', _, ..] ? BotTexts.Say("button.new", Language, choice.Title[1..]) : choice.Title;

    private bool Chooses(string text)
    {
        if (PicksOffered(text))
        {
            return true;
        }

        if (draft.Pending is not { } pending)
        {
            return false;
        }

        var choice = Number(text, pending.Choices.Length) is { } index ? pending.Choices[index] : Matching(text, pending);
        if (choice is not null)
        {
            draft = draft with { Pending = null };
            Choose(pending, choice);
            return true;
        }

        if (pending.Kind is PendingKind.Which or PendingKind.NewLabel && Commands.Read(text) is Command.No)
        {
            draft = draft with { Pending = null, Asking = null };
            if (FieldTable.IsSet(draft.Values, pending.Field))
            {
                Next();
            }
            else
            {
                Ask(pending.Field);
            }

            return true;
        }

        if (pending.Kind is PendingKind.IsRight or PendingKind.Consent or PendingKind.Restart or PendingKind.Confirm or PendingKind.Namesake or PendingKind.List && Commands.Read(text) is Command.Yes or Command.No)
        {
            draft = draft with { Pending = null };
            Decide(pending, Commands.Read(text) == Command.Yes);
            return true;
        }

        draft = draft with { Pending = null };
        if (Commands.Read(text) is not Command.Undo)
        {
            TakeBack(pending);
        }

        return pending.Kind == PendingKind.Times && CompletesDays(pending.Text, text);
    }

    // A name or a code that nobody said yes to does not stay: what was there before does.
    private void TakeBack(Pending doubt)
    {
        if (doubt is not { Kind: PendingKind.IsRight, Field: Field.FirstName or Field.LastName or Field.Position or Field.Code })
        {
            return;
        }

        var before = draft.Undo.Length > 0 ? draft.Undo[^1].Values : new();
        draft = Changed(FieldTable.Copy(doubt.Field, before, draft.Values), null) with { LastFilled = draft.LastFilled };
        draft = Missing is { } missing ? draft with { IsBrief = draft.IsBrief || draft.Stage == Stage.Review, Stage = Stage.Collecting, Asking = missing } : draft;
    }

    // A number counts only while its list is open.
    private bool PicksOffered(string text)
    {
        if (draft.Pending is not null || Number(text, draft.Offered.Length) is not { } place)
        {
            return false;
        }

        var picked = draft.Offered[place];
        draft = draft with { Offered = [] };
        Hear(picked);
        return true;
    }

    private bool CompletesDays(string days, string times)
    {
        if (Hours.Read(times, Language) is not HoursRead.Ok)
        {
            return false;
        }

        if (Fill(Field.WorkingHours, Hours.Read($"{days} {times}", Language) is HoursRead.Ok ? $"{days} {times}" : times))
        {
            SayUnderstood([Field.WorkingHours]);
            Next();
        }

        return true;
    }

    private static int? Number(string text, int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= count ? number - 1 : null;

    private Choice? Matching(string text, Pending pending)
    {
        var key = PlainText.Fold(text);
        return pending.Choices.FirstOrDefault(choice => PlainText.Fold(Title(choice)) == key || PlainText.Fold(choice.Title) == $"+{key}")
            ?? (pending.Kind is PendingKind.Which or PendingKind.NewLabel && pending.Choices.Where(choice => PlainText.Fold(choice.Title).StartsWith(key, StringComparison.Ordinal)).ToList() is [var only] ? only : null);
    }

    private void Choose(Pending pending, Choice choice)
    {
        switch (pending.Kind)
        {
            case PendingKind.Which or PendingKind.NewLabel:
                draft = Changed(FieldReading.Put(pending.Field, choice.Value, draft.Values), pending.Field);
                draft = pending.Field == Field.RelatedTo ? draft with { ManagerName = choice.Title } : draft;
                SayUnderstood([pending.Field]);
                Next();
                break;
            case PendingKind.Namesake:
                ChooseNamesake(choice.Value);
                break;
            case PendingKind.List:
                ChooseOfList(choice.Value);
                break;
            case PendingKind.CommandOrValue when choice.Value == "value":
                draft = Changed(FieldReading.Put(pending.Field, pending.Text, draft.Values), pending.Field);
                Next();
                break;
            case PendingKind.CommandOrValue:
                if (Commands.Read(pending.Text) is { } command ? !Obey(command) : !Asks($"/{pending.Text}"))
                {
                    AskAgain();
                }

                break;
            default:
                Decide(pending, Commands.Read(choice.Value) == Command.Yes);
                break;
        }
    }

    private void Decide(Pending pending, bool yes)
    {
        switch (pending.Kind)
        {
            case PendingKind.Restart when yes:
                var undo = Changed(new(), null).Undo;
                Begin(new());
                draft = draft with { Undo = undo };
                Say("restarted");
                Next();
                break;
            case PendingKind.IsRight when !yes:
                // What everybody needs is missing now: no longer a review, and back to it once it is there.
                draft = Changed(FieldTable.Clear(draft.Values, pending.Field), null);
                draft = MustHave(pending.Field) ? draft with { IsBrief = draft.IsBrief || draft.Stage == Stage.Review, Stage = Stage.Collecting } : draft;
                Ask(pending.Field);
                break;
            case PendingKind.Consent:
                draft = Changed(draft.Values with { PhoneConsent = yes ? true : null }, Field.Phone);
                Next();
                break;
            case PendingKind.Confirm when yes:
                Confirm();
                break;
            case PendingKind.Namesake:
                ChooseNamesake(yes ? "else" : "same");
                break;
            case PendingKind.List:
                ChooseOfList(yes ? "go" : "cancel");
                break;
            case PendingKind.Confirm:
                AskWhatToChange();
                break;
            default:
                AskAgainOrNext();
                break;
        }
    }

    private void AskAgainOrNext()
    {
        if (draft.Asking is { } field && !FieldTable.IsSet(draft.Values, field))
        {
            Ask(field);
        }
        else
        {
            Next();
        }
    }
}
