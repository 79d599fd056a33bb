using System.Globalization;
using Ommnio.Bot.Conversation.Speech;
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
                var isNew = pending.Choices is [.., { Value: ['+', ..] }];
                var onlyKnown = isNew && pending.Choices.Length > 4;
                Say(onlyKnown ? "unknown.label" : "which", [name, pending.Text], [.. pending.Choices.Select(Shown)]);
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
            default:
                Say("say.yes", [Showing.FullName(draft)], pending.Choices);
                break;
        }
    }

    private Choice Shown(Choice choice) => choice.Title.StartsWith('+') && choice.Title.Length > 1
        ? new(Wording.BotTexts.Say("button.new", Language, choice.Title[1..]), choice.Title)
        : new(choice.Title, choice.Title);

    private bool Chooses(string text)
    {
        // A number counts only while its list is open.
        if (draft.Pending is null && draft.Asking is { } asked && IsListed(asked) && !context.HasCards && Number(text, Suggestions(asked).Count) is { } place)
        {
            return Answers(Suggestions(asked)[place].Value);
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

        if (pending.Kind is PendingKind.IsRight or PendingKind.Consent or PendingKind.Restart or PendingKind.Confirm && Commands.Read(text) is Command.Yes or Command.No)
        {
            draft = draft with { Pending = null };
            Decide(pending, Commands.Read(text) == Command.Yes);
            return true;
        }

        draft = draft with { Pending = null };
        return false;
    }

    private static bool IsListed(Field field) => field is Field.Area or Field.Location or Field.Position or Field.Teams or Field.ChatGroups;

    private static int? Number(string text, int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= count ? number - 1 : null;

    private static Choice? Matching(string text, Pending pending)
    {
        var key = PlainText.Fold(text);
        return pending.Choices.FirstOrDefault(choice => PlainText.Fold(choice.Title) == key || PlainText.Fold(choice.Title) == $"+{key}")
            ?? (pending.Kind == PendingKind.Which && pending.Choices.Where(choice => PlainText.Fold(choice.Title).StartsWith(key, StringComparison.Ordinal)).ToList() is [var only] ? only : null);
    }

    private void Choose(Pending pending, Choice choice)
    {
        switch (pending.Kind)
        {
            case PendingKind.Which:
                draft = Changed(FieldReading.Put(pending.Field, choice.Value, draft.Values), pending.Field);
                draft = pending.Field == Field.RelatedTo ? draft with { ManagerName = choice.Title } : draft;
                SayUnderstood([pending.Field]);
                Next();
                break;
            case PendingKind.CommandOrValue when choice.Value == "value":
                draft = Changed(FieldReading.Put(pending.Field, pending.Text, draft.Values), pending.Field);
                Next();
                break;
            case PendingKind.CommandOrValue:
                Obey(Commands.Read(pending.Text)!.Value);
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
                draft = draft with { Values = FieldTable.Clear(draft.Values, pending.Field) };
                Ask(pending.Field);
                break;
            case PendingKind.Consent:
                draft = draft with { Values = draft.Values with { PhoneConsent = yes ? true : null } };
                Next();
                break;
            case PendingKind.Confirm when yes:
                Register();
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
