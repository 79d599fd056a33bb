using System.Collections.Immutable;
using Ommnio.Bot.Conversation.Acting;
using Ommnio.Bot.Conversation.Asking;
using Ommnio.Bot.Conversation.Speech;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation;

/// <summary>What answers a question that was asked back: a choice, a yes, or something else, which leaves it.</summary>
internal sealed partial class Turn
{
    // Where another question waits for a yes, the same yes sent twice is told from a new one by how soon it comes.
    private static readonly TimeSpan DoubleClick = TimeSpan.FromSeconds(3);

    /// <summary>Whether the message answers what a wish has asked back, or goes on with it.</summary>
    private bool AnswersAside(string text)
    {
        if (PicksWay(text))
        {
            return true;
        }

        if (draft.Aside is not { } aside)
        {
            return false;
        }

        switch (aside.Stage)
        {
            case AsideStage.Value:
                return TellsValue(aside, text);
            case AsideStage.Which:
                return PicksAside(aside, text);
            case AsideStage.Confirm or AsideStage.Doing:
                return Decides(aside, text);
            case AsideStage.Done when Commands.Read(text) == Command.Undo:
                TakeBack(aside);
                return true;
            case AsideStage.Done when aside.Key != default && Commands.Read(text) == Command.Yes && (!IsRegistering || context.Now - draft.Touched < DoubleClick):
                Say("act.already");
                ReturnToRegistration();
                return true;
            default:
                draft = draft with { Aside = aside with { Stage = AsideStage.Told } };
                return aside.HasMore && IsMore(text) ? Follows(aside.Wish) : !IsRegistering && aside.About is { } about && (SpeaksOf(about, text) || SetsAgain(aside, about, text));
        }
    }

    // The last thing that was done, before anything that a registration beside it may take back.
    private void TakeBack(Aside aside)
    {
        if (aside.Undo is Act undo)
        {
            Do(undo, default, null);
            return;
        }

        Say(aside.Wish is Act { IsUndo: true } ? "act.already" : "undo.none");
        ReturnToRegistration();
    }

    // A bare "block" under a shown user, before it is taken for a command; "position: Manager" as if they were being registered.
    private bool SpeaksOf(Person about, string text)
    {
        if (Wishes.Read(text, context, isIdle: true) is { Who.IsPronoun: true })
        {
            return Asks(text);
        }

        var said = Corrections.Labelled(text) is [var label] ? label : Corrections.Read(text) is { Field: { } field, Adds: false, Opens: false } correction ? (field, correction.Value) : ((Field, string?)?)null;
        return said is (var named, var value) && Follows(Setting.Of(named, value, about));
    }

    // "Actually, Team leader", of what was just set.
    private bool SetsAgain(Aside aside, Person about, string text) =>
        aside is { Stage: AsideStage.Done, Wish: Setting { Text: not null } set } && Commands.Read(text) is null && !text.Contains('?', StringComparison.Ordinal)
        && (ChatStyle.AfterSlip(text) ?? (Corrections.Read(text) is { Field: null, IsKnownOnly: false, Value: { } value } ? value : null)) is { Length: > 0 } meant && meant.Split(' ').Length <= MostGuessed && !Fillers.AreInName(meant)
        && Follows(Setting.Of(set.Field, meant, about));

    private bool Decides(Aside aside, string text)
    {
        var (act, answer) = ((Act)aside.Wish, Commands.Read(text));
        var decided = act.IsTyped ? act.With(text) : answer == Command.Yes ? act : null;
        if (decided is not null)
        {
            // What was under way may not have been done: saying it again does it once, by the same key.
            Do(decided, aside.Stage == AsideStage.Doing ? aside.Key : context.NewId, aside.Undo);
            return true;
        }

        if (act.IsTyped && (answer == Command.Yes || IsPartOf(act.Who!.Name, text)))
        {
            Say("delete.not.name", [act.Who!.Name], [Button("button.no")]);
            return true;
        }

        draft = draft with { Aside = aside with { Stage = AsideStage.Told, About = aside.About ?? act.Who } };
        return (answer == Command.No && DoesWithoutConsent(aside)) || LeavesAside(answer);
    }

    private static bool IsPartOf(string name, string text) => PlainText.Fold(text) is { Length: > 1 } key && PlainText.Fold(name).Contains(key, StringComparison.Ordinal);

    private bool LeavesAside(Command? answer)
    {
        if (answer is not (Command.No or Command.Cancel or Command.Later))
        {
            return false;
        }

        Say(draft.Stage == Stage.Created ? "invite.later" : "aside.left");
        ReturnToRegistration();
        return true;
    }

    private bool Follows(Wish wish)
    {
        Follow(wish);
        return true;
    }

    private bool PicksAside(Aside aside, string text)
    {
        if ((Number(text, aside.Choices.Length) is { } index ? aside.Choices[index] : Beginning(text, aside.Choices)) is { } choice)
        {
            return Follows(Chosen(aside, choice));
        }

        // Whoever says something else has left the question.
        draft = draft with { Aside = null };
        return LeavesAside(Commands.Read(text));
    }

    // By its words, by the beginning of them, or by what tells it from the others: "the one in Sales".
    private Choice? Beginning(string text, ImmutableArray<Choice> choices)
    {
        var key = PlainText.Fold(text.TrimEnd('.', '!'));
        var telling = Tellings.FirstOrDefault(lead => key.StartsWith(lead, StringComparison.Ordinal)) is { } lead ? key[lead.Length..] : key;
        return choices.FirstOrDefault(choice => PlainText.Fold(Title(choice)) == key)
            ?? Only(choices, title => title.StartsWith(key, StringComparison.Ordinal))
            ?? Only(choices, title => title.Contains($"({telling}", StringComparison.Ordinal));
    }

    private static Choice? Only(IEnumerable<Choice> choices, Func<string, bool> fits)
    {
        var fitting = choices.Where(choice => fits(PlainText.Fold(choice.Title))).ToList();
        return fitting.Count == 1 ? fitting[0] : null;
    }

    private static readonly string[] Tellings = ["the one in ", "the one from ", "the ", "in ", "la de ", "el de ", "la del ", "el del ", "en ", "el ", "la "];

    private static Wish Chosen(Aside aside, Choice choice) => aside.Slot switch
    {
        Slot.Place when choice.Value.Split('|', 3) is [var kind, var id, var name] => aside.Wish with { Place = new(name, Enum.Parse<PlaceKind>(kind), id) },
        Slot.Value => aside.Wish.Chosen(choice.Value),
        Slot.Other => aside.Wish with { Other = new(choice.Title, choice.Value) },
        _ => aside.Wish with { Who = new(choice.Title, choice.Value) },
    };

    private bool IsMore(string text) =>
        PlainText.Fold(text.TrimEnd('.', '!')) is "more people" or "mas personas" or "more users" or "mas usuarios" || (!IsRegistering && Commands.Read(text) == Command.More);
}
